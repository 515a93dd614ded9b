import type { Stage, TestReport } from '../contract/test-report.ts';
import { isOtherAccount } from './session-verdict.ts';

/** What a script asks to be proven before it goes on. */
export const NEEDS = ['session', 'link', 'data'] as const;
export type Need = (typeof NEEDS)[number];

/**
 * Exit codes by the convention of monitoring plug-ins: 0 proven, 1 warning (degraded, waiting,
 * sign-in, restart, starting), 2 critical (down), 3 unknown; 64 is wrong usage (sysexits).
 */
export type ExitCode = 0 | 1 | 2 | 3;

export function isProven(report: TestReport, need: Need): boolean {
  const passed = (stage: Stage): boolean =>
    report.stages.some((one) => one.stage === stage && one.outcome === 'passed');
  if (report.verdict === null) return false;
  // An explicit expectation that is not met never counts, whatever else outranks it.
  if (isOtherAccount(report.target.expect, report.accounts.kind)) return false;
  // A test that was cut short says nothing yet about the way to IBKR.
  const settled = (): boolean =>
    report.stages.some(
      ({ stage, outcome }) => stage === 'upstream' && ['passed', 'failed'].includes(outcome),
    );
  switch (need) {
    case 'session':
      return passed('session') && passed('clock');
    case 'link':
      return passed('session') && passed('clock') && settled() && report.verdict !== 'cut-off';
    case 'data':
      return report.verdict === 'ready';
  }
}

export function exitCode(report: TestReport, need: Need): ExitCode {
  if (isProven(report, need)) return 0;
  switch (report.state) {
    case 'ready':
    case 'degraded':
    case 'waiting':
    case 'signin':
    case 'restart':
      return 1;
    case 'down':
      return 2;
    case 'checking':
      return report.verdict === 'starting' ? 1 : 3;
    case 'paused':
      return 3;
  }
}
