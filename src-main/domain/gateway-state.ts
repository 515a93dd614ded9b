import type { ApiClient, GaveUp } from '../contract/api-clients.ts';
import type { ConnectionStatus } from '../contract/connection-status.ts';
import type { Evidence } from '../contract/evidence.ts';
import type { Target } from '../contract/target.ts';
import type { TestReport } from '../contract/test-report.ts';
import { STATE_OF_VERDICT, type GatewayState, type Verdict } from '../contract/verdict.ts';
import type { WatchMode } from '../contract/watch-modes.ts';
import { restartWindowAt, type DailyRestart } from './daily-restart.ts';
import { withEvidence } from './evidence-news.ts';
import { LIMITS } from './limits.ts';
import { mayConnect, sessionLives, wasAcceptedByHand } from './probe-schedule.ts';
import type { SessionFacts } from './session-facts.ts';
import { sessionVerdict, type SessionFigures } from './session-verdict.ts';
import { withSession } from './session-report.ts';

/** Everything that can change a connection's status. `at` is epoch milliseconds. */
export type GatewayEvent = { readonly at: number } & (
  | { kind: 'begun'; mode: WatchMode | null; daily: DailyRestart }
  /** Any news of a test, from its first moment to its end; also what a look found. */
  | { kind: 'tested'; report: TestReport }
  /** The test was given up without an end of its own. */
  | { kind: 'test-stopped' }
  /** The open session's newest word. */
  | { kind: 'session-told'; session: SessionFacts }
  | { kind: 'session-dropped' }
  /** It was closed by us; what was known stays. */
  | { kind: 'session-closed' }
  /** A look at the socket table, without connecting. */
  | { kind: 'looked'; listening: boolean }
  /** Processes and sockets, looked at beside any test. */
  | { kind: 'evidence-seen'; evidence: Evidence }
  /** The port was closed and is open again. */
  | { kind: 'restart-seen' }
  | { kind: 'crowded'; clients: number }
  /** Who is connected, and who came and left again; null: the system does not tell. */
  | { kind: 'clients-seen'; apiClients: readonly ApiClient[] | null; gaveUp: readonly GaveUp[] }
  /** What is known from earlier tests. */
  | { kind: 'remembered'; usualMs: ConnectionStatus['usualMs']; acceptedAt: number | null }
  | { kind: 'daily-changed'; daily: DailyRestart }
  /** The last result is too old to stand on. */
  | { kind: 'grew-old' }
  | { kind: 'closed-by-user' }
  /** The user looked and found no dialog. */
  | { kind: 'no-dialog' }
  | { kind: 'paused'; until: number | 'forever' }
  /** The end of a pause or of sleep. */
  | { kind: 'resumed' }
  | { kind: 'fell-asleep' }
  /** Nothing but time has passed; the daily restart's window may be over. */
  | { kind: 'time-passed' }
  /** Another process watches; these are its words. */
  | { kind: 'heard'; status: ConnectionStatus; pid: number }
);

/** A connection's status and what it is made of. */
export interface Watched {
  readonly status: ConnectionStatus;
  /** The open session's newest word; null while none stands. */
  readonly session: SessionFacts | null;
  /** Figures of the newest test that passed. */
  readonly passed: Pick<SessionFigures, 'accountKind' | 'sessionMs' | 'usualMs'> | null;
  /** What the newest fresh test beside the session met instead of one; null: it was let in. */
  readonly blockedBy: Verdict | null;
  /** Since when no session works; null while one does or nothing is known. Epoch ms. */
  readonly outSince: number | null;
  readonly daily: DailyRestart;
}

/** A connection of which nothing is known yet. */
export function unwatched(target: Target): Watched {
  return {
    status: {
      target,
      mode: null,
      state: 'checking',
      verdict: null,
      since: 0,
      observedAt: 0,
      problemSince: null,
      report: null,
      testingSince: null,
      lastReadyAt: null,
      sessionAnsweredAt: null,
      roundTripMs: null,
      newClientAcceptedAt: null,
      acceptedByHand: false,
      crowdedBy: null,
      everListened: false,
      restartSeenAt: null,
      plannedRestart: null,
      closedByUser: false,
      isOld: false,
      pausedUntil: null,
      watchedBy: null,
      noDialog: false,
      lastAcceptedAt: null,
      usualMs: {},
      apiClients: null,
      gaveUp: [],
    },
    session: null,
    passed: null,
    blockedBy: null,
    outSince: null,
    daily: { set: null, learned: null },
  };
}

/** The only place where a connection's status changes. Pure: time arrives in the event. */
export function nextWatched(current: Watched, event: GatewayEvent): Watched {
  const next = folded(current, event);
  return next === current ? current : planned(next, event.at);
}

function folded(current: Watched, event: GatewayEvent): Watched {
  const { status } = current;
  const { at } = event;
  const asleep = status.state === 'paused';
  switch (event.kind) {
    case 'begun': {
      const { status: blank, ...rest } = unwatched(status.target);
      return {
        ...rest,
        daily: event.daily,
        status: { ...blank, mode: event.mode, since: at, observedAt: at },
      };
    }
    case 'daily-changed':
      return { ...current, daily: event.daily };
    case 'time-passed':
      return { ...current };
    case 'heard':
      return asleep ? current : { ...current, status: { ...event.status, watchedBy: event.pid } };
    case 'closed-by-user':
      return withStatus(current, { closedByUser: true });
    case 'no-dialog':
      return withStatus(current, { noDialog: true });
    case 'crowded':
      return withStatus(current, { crowdedBy: event.clients });
    case 'clients-seen':
      return asleep ? current : clientsSeen(current, event.apiClients, event.gaveUp);
    case 'remembered':
      return remembered(current, event.usualMs, event.acceptedAt);
    case 'restart-seen':
      return withStatus(current, { restartSeenAt: at });
    case 'test-stopped':
      return withStatus(current, { testingSince: null });
    case 'looked':
      return asleep ? current : looked(current, event.listening, at);
    case 'evidence-seen': {
      const seen = asleep ? status : withEvidence(status, event.evidence);
      return seen === status ? current : { ...current, status: seen };
    }
    case 'paused':
      return halted(current, 'paused', at, { pausedUntil: event.until });
    case 'fell-asleep':
      // What was seen before it slept says nothing about the time after.
      return halted(current, 'checking', at, { everListened: false, restartSeenAt: null });
    case 'resumed':
      return asleep
        ? moved(withStatus(current, { pausedUntil: null }), 'checking', null, at)
        : current;
    case 'grew-old':
      return withStatus(moved(current, 'checking', null, status.observedAt), { isOld: true });
    case 'tested':
      return asleep ? current : tested(current, event.report);
    case 'session-told':
      return asleep ? current : sessionTold(current, event.session, at);
    case 'session-closed':
      return { ...current, session: null, blockedBy: null };
    case 'session-dropped':
      if (asleep) return current;
      return moved({ ...current, session: null, blockedBy: null }, 'checking', 'session-lost', at);
  }
}

const withStatus = (current: Watched, change: Partial<ConnectionStatus>): Watched => ({
  ...current,
  status: { ...current.status, ...change },
});

/** Looks every two seconds mostly show the same. */
function clientsSeen(
  current: Watched,
  apiClients: ConnectionStatus['apiClients'],
  gaveUp: ConnectionStatus['gaveUp'],
): Watched {
  const { status } = current;
  const isSame = isEqual([status.apiClients, status.gaveUp], [apiClients, gaveUp]);
  return isSame ? current : withStatus(current, { apiClients, gaveUp });
}

/** An acceptance that belongs to the problem at hand says nothing about what came before it. */
function remembered(
  current: Watched,
  usualMs: ConnectionStatus['usualMs'],
  acceptedAt: number | null,
): Watched {
  const { status } = current;
  const { problemSince } = status;
  const isBefore = problemSince === null || acceptedAt === null || acceptedAt < problemSince;
  const lastAcceptedAt = isBefore ? acceptedAt : status.lastAcceptedAt;
  const isSame = isEqual([status.usualMs, status.lastAcceptedAt], [usualMs, lastAcceptedAt]);
  return isSame ? current : withStatus(current, { usualMs, lastAcceptedAt });
}

const isEqual = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Everything stops: nothing is known until it begins again, and no outage runs meanwhile. */
function halted(
  current: Watched,
  state: GatewayState,
  at: number,
  change: Partial<ConnectionStatus>,
): Watched {
  const still = moved({ ...current, session: null, blockedBy: null }, state, null, at);
  return {
    ...withStatus(still, {
      testingSince: null,
      problemSince: null,
      isOld: false,
      apiClients: null,
      gaveUp: [],
      ...change,
    }),
    outSince: null,
  };
}

function looked(current: Watched, listening: boolean, at: number): Watched {
  const { status } = current;
  // Nothing listens, still: as good an observation of that as another refused test.
  if (!listening) {
    return status.verdict === 'not-running' ? withStatus(current, { observedAt: at }) : current;
  }
  return status.everListened ? current : withStatus(current, { everListened: true });
}

function tested(current: Watched, report: TestReport): Watched {
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

function sessionTold(current: Watched, session: SessionFacts, at: number): Watched {
  const told = withStatus(current, {
    sessionAnsweredAt: session.answeredAt,
    roundTripMs: session.roundTripMs,
  });
  return standing({ ...told, session }, at);
}

/**
 * The verdict of the open session, weighed with what its test had found: a link that is back makes
 * no wrong account right. `since`: when what is new about it began.
 */
function standing(current: Watched, at: number, since = at): Watched {
  const { session, passed, blockedBy, status } = current;
  if (session === null || passed === null) return current;
  const { verdict, details } = sessionVerdict({
    ...passed,
    expect: status.target.expect,
    skewMs: session.skewMs,
    linkLost: session.linkLost,
    farms: session.farms,
    muteSince: session.muteSince,
    blockedBy,
  });
  const next = moved(current, STATE_OF_VERDICT[verdict], verdict, since);
  const shown = status.report;
  return withStatus(next, {
    observedAt: at,
    report: shown === null ? null : withSession(shown, verdict, details, session),
  });
}

/** The new state and verdict with the instants that belong to them. */
function moved(
  current: Watched,
  state: GatewayState,
  verdict: Verdict | null,
  at: number,
): Watched {
  const { status } = current;
  const same = status.verdict === verdict && (verdict !== null || status.state === state);
  const works = state === 'ready' || state === 'degraded' || verdict === 'not-tested';
  return {
    ...current,
    outSince: works ? null : verdict === null ? current.outSince : (current.outSince ?? at),
    status: {
      ...status,
      state,
      verdict,
      since: same ? status.since : at,
      observedAt: at,
      problemSince: problemSince(status, state, verdict, at),
      isOld: false,
      noDialog: same && status.noDialog,
      ...(state === 'ready' && { lastReadyAt: at, closedByUser: false }),
    },
  };
}

/** An outage runs from leaving `ready` until it is back; moments of checking belong to it. */
function problemSince(
  current: ConnectionStatus,
  state: GatewayState,
  verdict: Verdict | null,
  at: number,
): number | null {
  if (state === 'ready' || state === 'paused' || verdict === 'not-tested') return null;
  if (state === 'checking' && verdict !== 'session-lost') return current.problemSince;
  return current.problemSince ?? at;
}

/** States that a daily restart explains. */
const PLANNABLE: ReadonlySet<GatewayState> = new Set(['down', 'signin', 'waiting']);

/** `restart` in place of a problem that began inside the daily restart's window, until its end. */
function planned(current: Watched, at: number): Watched {
  const { status, outSince, daily } = current;
  if (status.watchedBy !== null || status.verdict === null) {
    return status.plannedRestart === null || status.watchedBy !== null
      ? current
      : withStatus(current, { plannedRestart: null });
  }
  const state = STATE_OF_VERDICT[status.verdict];
  const window =
    PLANNABLE.has(state) && outSince !== null ? restartWindowAt(daily, outSince) : null;
  const plan =
    window !== null && at < window.to ? { backBy: window.to, isAssumed: window.isAssumed } : null;
  const shown: GatewayState = plan === null ? state : 'restart';
  const known = status.plannedRestart;
  if (
    shown === status.state &&
    known?.backBy === plan?.backBy &&
    known?.isAssumed === plan?.isAssumed
  ) {
    return current;
  }
  return withStatus(current, { state: shown, plannedRestart: plan });
}

function listened(report: TestReport): boolean {
  return (
    report.evidence.listener.outcome === 'found' ||
    report.stages.some((one) => one.stage === 'connect' && one.outcome === 'passed')
  );
}
