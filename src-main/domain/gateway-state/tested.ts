import type { TestReport } from '../../contract/test-report.ts';
import { sessionLives, STATE_OF_VERDICT, type Verdict } from '../../contract/verdict.ts';
import { LIMITS } from '../limits.ts';
import { mayConnect, wasAcceptedByHand } from '../probe-schedule.ts';
import { moved } from './moved.ts';
import { standing } from './session.ts';
import { withStatus, type Watched } from './watched.ts';

export function tested(current: Watched, report: TestReport): Watched {
  const { status } = current;
  const next = withStatus(current, {
    report,
    testingSince: report.phase === 'done' ? null : report.startedAt,
    everListened: status.everListened || listened(report),
  });
  if (report.verdict === null) {
    // A running test has nothing to say yet: what was known before stays on show.
    return withStatus(next, { report: { ...report, details: status.report?.details ?? {} } });
  }
  if (sessionLives(report.verdict)) return testPassed(next, report);
  if (current.session === null) return judgedBy(next, report);
  // Beside a session that answers a failure is about newcomers, unless it is our own.
  if (INCONCLUSIVE.has(report.verdict)) return standing(next, report.at);
  return standing({ ...next, blockedBy: report.verdict }, report.at, report.startedAt);
}

const INCONCLUSIVE: ReadonlySet<Verdict> = new Set([
  'client-id-in-use',
  'cannot-measure',
  'starting',
  'unsupported-version',
]);

function testPassed(current: Watched, report: TestReport): Watched {
  const { status } = current;
  const accepted: Watched = {
    ...withStatus(current, {
      sessionAnsweredAt: Math.max(status.sessionAnsweredAt ?? 0, report.at),
      newClientAcceptedAt: report.at,
      acceptedByHand: wasAcceptedByHand(report),
      crowdedBy: null,
    }),
    blockedBy: null,
    passed: {
      accountKind: report.accounts.kind,
      sessionMs: report.details.sessionMs ?? null,
      usualMs: report.details.usualMs ?? LIMITS.usualSession,
    },
  };
  if (current.session !== null) return standing(accepted, report.at);
  // Without connecting again nobody can promise in look only that it is still so.
  if (!mayConnect(status.mode)) {
    return moved(accepted, 'checking', 'not-tested', report.at);
  }
  return judgedBy(accepted, report);
}

/** The test's own verdict counts. Outages are dated from the test that met them. */
function judgedBy(current: Watched, report: TestReport): Watched {
  const { verdict } = report;
  if (verdict === null) return current;
  const at = verdict === 'ready' ? report.at : report.startedAt;
  const next = moved(current, STATE_OF_VERDICT[verdict], verdict, at);
  return withStatus(next, { observedAt: report.at });
}

function listened(report: TestReport): boolean {
  return (
    report.evidence.listener.outcome === 'found' ||
    report.stages.some((one) => one.stage === 'connect' && one.outcome === 'passed')
  );
}
