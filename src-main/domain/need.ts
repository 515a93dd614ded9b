import type { Stage, TestReport } from '../contract/test-report.ts';

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
  // An explicit expectation that is not met never counts as proven.
  if (report.verdict === null || report.verdict === 'wrong-account') return false;
  switch (need) {
    case 'session':
      return passed('session') && passed('clock');
    case 'link':
      return passed('session') && passed('clock') && report.verdict !== 'cut-off';
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
