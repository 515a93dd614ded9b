import type { ConnectionStatus } from '../contract/connection-status.ts';
import type { Target } from '../contract/target.ts';
import type { TestReport, VerdictDetails } from '../contract/test-report.ts';
import { STATE_OF_VERDICT, type GatewayState, type Verdict } from '../contract/verdict.ts';
import { diagnose } from './diagnose.ts';
import { LIMITS } from './limits.ts';
import { sessionLives } from './probe-schedule.ts';
import { sessionVerdict } from './session-verdict.ts';
import type { StandingVerdict } from './standing-verdict.ts';

/** Everything that can change a connection's status. `at` is epoch milliseconds. */
export type GatewayEvent = { readonly at: number } & (
  | { kind: 'target-set'; target: Target | null }
  /** Any news of a test, from its first moment to its end. */
  | { kind: 'tested'; report: TestReport }
  /** The test was given up without an end of its own. */
  | { kind: 'test-stopped' }
  | { kind: 'session-changed'; standing: StandingVerdict }
  | { kind: 'session-dropped' }
  /** A look at the socket table, without connecting. */
  | { kind: 'looked'; listening: boolean }
  | { kind: 'paused'; until: number | 'forever' }
  | { kind: 'resumed' }
);

export const INITIAL_STATUS: ConnectionStatus = {
  state: 'checking',
  verdict: null,
  since: 0,
  observedAt: 0,
  problemSince: null,
  target: null,
  report: null,
  testingSince: null,
  lastReadyAt: null,
  sessionAnsweredAt: null,
  newClientAcceptedAt: null,
  everListened: false,
  pausedUntil: null,
};

/** The only place where a connection's status changes. Pure: time arrives in the event. */
export function nextStatus(current: ConnectionStatus, event: GatewayEvent): ConnectionStatus {
  switch (event.kind) {
    case 'target-set':
      return { ...INITIAL_STATUS, since: event.at, observedAt: event.at, target: event.target };
    case 'paused':
      return {
        ...current,
        ...moved(current, 'paused', null, event.at),
        testingSince: null,
        pausedUntil: event.until,
      };
    case 'resumed':
      if (current.state !== 'paused') return current;
      return { ...current, ...moved(current, 'checking', null, event.at), pausedUntil: null };
    case 'test-stopped':
      return { ...current, testingSince: null };
    case 'tested':
      return current.state === 'paused' ? current : tested(current, event.report);
    case 'session-changed':
      return current.state === 'paused' ? current : sessionChanged(current, event);
    case 'looked':
      // Nothing listens, still: as good an observation of that as another refused test.
      return !event.listening && current.verdict === 'not-running'
        ? { ...current, observedAt: event.at }
        : current;
    case 'session-dropped':
      if (current.state === 'paused') return current;
      return { ...current, ...moved(current, 'checking', 'session-lost', event.at) };
  }
}

function tested(current: ConnectionStatus, report: TestReport): ConnectionStatus {
  const news = {
    report,
    testingSince: report.phase === 'done' ? null : report.startedAt,
    everListened: current.everListened || listened(report),
  };
  // A running test has nothing to say yet: what was known before stays on show.
  if (report.verdict === null) return { ...current, ...news };
  const passed = report.stages.some((one) => one.stage === 'clock' && one.outcome === 'passed');
  // Outages are dated from the test that met them, not from the moment it was sure.
  const at = report.verdict === 'ready' ? report.at : report.startedAt;
  return {
    ...current,
    ...news,
    ...moved(current, STATE_OF_VERDICT[report.verdict], report.verdict, at),
    observedAt: report.at,
    ...(report.verdict === 'ready' && { lastReadyAt: report.at }),
    ...(passed && { sessionAnsweredAt: report.at, newClientAcceptedAt: report.at }),
  };
}

/**
 * Notices of the open session matter only where it is what the status stands on. They are weighed
 * with what the test had found: a link that is back makes no wrong account right.
 */
function sessionChanged(
  current: ConnectionStatus,
  { standing, at }: Extract<GatewayEvent, { kind: 'session-changed' }>,
): ConnectionStatus {
  const { report } = current;
  if (report === null || !sessionLives(current.verdict)) return current;
  // A test under way knows more in a moment than an open session's silence does.
  if (report.verdict === null && standing.verdict === 'fine') return current;
  const { verdict, details } = sessionVerdict({
    expect: report.target.expect,
    accountKind: report.accounts.kind,
    skewMs: report.clockSkewMs,
    sessionMs: report.details.sessionMs ?? null,
    usualMs: report.details.usualMs ?? LIMITS.usualSession,
    linkLost: standing.verdict === 'cut-off',
    farms: standing.verdict === 'farm-down' ? standing.farms : [],
  });
  return {
    ...current,
    ...moved(current, STATE_OF_VERDICT[verdict], verdict, at),
    sessionAnsweredAt: at,
    ...(verdict === 'ready' && { lastReadyAt: at }),
    report: report.verdict === null ? report : judgedAnew(report, verdict, details, standing),
  };
}

/** A finished test's report with what the session that it opened has told since. */
function judgedAnew(
  report: TestReport,
  verdict: Verdict,
  details: VerdictDetails,
  standing: StandingVerdict,
): TestReport {
  const { target, evidence } = report;
  const upstream = {
    outcome: standing.verdict === 'fine' ? ('passed' as const) : ('failed' as const),
    evidence: {
      linkLost: standing.verdict === 'cut-off',
      farmsDown: standing.verdict === 'farm-down' ? standing.farms.join(', ') : '',
    },
  };
  return {
    ...report,
    verdict,
    state: STATE_OF_VERDICT[verdict],
    details,
    causes: diagnose(verdict, { target, details, evidence }),
    stages: report.stages.map((one) => (one.stage === 'upstream' ? { ...one, ...upstream } : one)),
  };
}

/** The new state and verdict with the instants that belong to them. */
function moved(
  current: ConnectionStatus,
  state: GatewayState,
  verdict: Verdict | null,
  at: number,
): Pick<ConnectionStatus, 'state' | 'verdict' | 'since' | 'observedAt' | 'problemSince'> {
  const same = current.state === state && current.verdict === verdict;
  return {
    state,
    verdict,
    since: same ? current.since : at,
    observedAt: at,
    problemSince: problemSince(current, state, verdict, at),
  };
}

/** An outage runs from leaving `ready` until it is back; moments of checking belong to it. */
function problemSince(
  current: ConnectionStatus,
  state: GatewayState,
  verdict: Verdict | null,
  at: number,
): number | null {
  if (state === 'ready' || state === 'paused') return null;
  if (state === 'checking' && verdict !== 'session-lost') return current.problemSince;
  return current.problemSince ?? at;
}

function listened(report: TestReport): boolean {
  return (
    report.evidence.listener.outcome === 'found' ||
    report.stages.some((one) => one.stage === 'connect' && one.outcome === 'passed')
  );
}
