import { blankReport, reportOfStatus } from '../contract/check-json.ts';
import type { ConnectionStatus } from '../contract/connection-status.ts';
import { reportAt } from '../contract/status-words.ts';
import type { Target } from '../contract/target.ts';
import type { StageReport, TestReport, VerdictDetails } from '../contract/test-report.ts';
import { sessionLives, STATE_OF_VERDICT, type Verdict } from '../contract/verdict.ts';
import { diagnose } from '../domain/diagnose.ts';
import { isOtherAccount } from '../domain/session-verdict.ts';

/** An open session vouches for what it last answered this long. */
const VOUCHES_MS = 30_000;

/**
 * What a monitor elsewhere knows by a connection that is open now: a session that answers, or one
 * that is held without an answer. Null: it knows nothing that would spare a test.
 */
export function answerOf(status: ConnectionStatus, target: Target, now: number): TestReport | null {
  const { report, verdict } = status;
  if (report === null || report.phase === 'running' || verdict === null) return null;
  const isHeld = report.phase === 'held' && status.testingSince !== null;
  if (!isHeld && verdict !== 'frozen' && !isVouchedFor(status, now)) return null;
  const known = reportOfStatus(status);
  return asAskedBy(isHeld ? reportAt(known, now) : known, target);
}

function isVouchedFor(status: ConnectionStatus, now: number): boolean {
  const { mode, verdict, sessionAnsweredAt } = status;
  // Only there does a session stay open; spot checks close theirs at once.
  if (mode !== 'stay-connected' || sessionAnsweredAt === null) return false;
  if (!sessionLives(verdict) && verdict !== 'new-clients-blocked') return false;
  return Math.abs(now - sessionAnsweredAt) <= VOUCHES_MS;
}

/**
 * A report for one who may expect another account than whoever made it. Null where what was expected
 * there hides what would be the verdict here.
 */
export function asAskedBy(report: TestReport, target: Target): TestReport | null {
  const asked = { ...report, target };
  const { verdict, accounts } = report;
  if (!sessionLives(verdict) || target.expect === report.target.expect) return asked;
  if (!isOtherAccount(target.expect, accounts.kind)) {
    return verdict === 'wrong-account' ? null : asked;
  }
  // Without a link nothing else counts.
  if (verdict === 'cut-off') return asked;
  const details = { ...report.details, accountKind: accounts.kind };
  return judged(asked, 'wrong-account', details);
}

/** For one whose time is over while somebody else's test still runs; as a test of one's own would end. */
export function cutShort(report: TestReport, now: number): TestReport {
  if (report.phase === 'held') return reportAt(report, now);
  if (report.verdict !== null) return report;
  const running = report.stages.find(({ outcome }) => outcome === 'running');
  const startedMs = running?.startMs ?? 0;
  const waitedMs = Math.max(0, now - report.startedAt - startedMs);
  const ended = {
    ...report,
    at: Math.max(now, report.at),
    phase: 'done' as const,
    stages: report.stages.map((one): StageReport =>
      one.outcome === 'running' ? { ...one, outcome: 'silent', durationMs: waitedMs } : one,
    ),
  };
  switch (running?.stage) {
    case 'connect':
      return judged(ended, 'unreachable', { errno: 'ETIMEDOUT', waitedMs });
    case 'version':
      return judged(ended, 'silent', { waitedMs });
    case 'session':
    case 'clock':
      return judged(ended, 'session-silent', { waitedMs });
    default:
      return judged(ended, 'cannot-measure', { missing: 'Time for the test' });
  }
}

/** Another program's test has no end and tells nothing, and a second one may raise a second dialog. */
export function kept(target: Target, now: number, clientId: number): TestReport {
  const missing = 'The end of a test that another program makes';
  return judged(blankReport(target, now, clientId), 'cannot-measure', { missing });
}

function judged(report: TestReport, verdict: Verdict, details: VerdictDetails): TestReport {
  const { target, evidence } = report;
  const causes = diagnose(verdict, { target, details, evidence });
  return { ...report, verdict, state: STATE_OF_VERDICT[verdict], details, causes };
}
