import type { ConnectionStatus } from '../contract/connection-status.ts';
import type { NotificationEvent } from '../contract/preferences.ts';
import type { Verdict } from '../contract/verdict.ts';
import type { Seen } from './flapping.ts';
import { LIMITS } from './limits.ts';
import { inResetWindow } from './reset-windows.ts';

/** What tells of something wrong. */
export type ProblemEvent = Exclude<NotificationEvent, 'ready-again'>;

export interface Problem {
  readonly event: ProblemEvent;
  /** When it counts as confirmed (epoch ms); null: more has to be seen first. */
  readonly confirmedAt: number | null;
  /** The vendor announced it. */
  readonly isPublished: boolean;
}

/** Two observations of a problem lie at least so far apart. */
const CONFIRM_MS = 5000;
const CUT_OFF_MS = 60_000;
const FARM_DOWN_MS = 120_000;
/** In a published reset window an account is away for seconds, not for this long. */
const RESET_MS = 900_000;
/** The port of a restarted Gateway listens 30–60 s before the API answers (field reports). */
const API_LATE_MS = 60_000;
const SIGN_IN_AGE_MS = 240_000;
/** A Gateway that worked before and came back signed out. */
const SIGN_IN_AGAIN_MS = 30_000;

/** The problem worth a notification, if any. */
export function problemOf(status: ConnectionStatus): Problem | null {
  const { verdict } = status;
  if (verdict === null) return null;
  switch (verdict) {
    case 'silent':
    case 'session-silent':
      return problem('waiting', silenceConfirmedAt(status, verdict));
    case 'frozen':
      return problem('frozen', status.since);
    case 'disclaimer-pending':
      return problem('disclaimer', status.since);
    case 'new-clients-blocked':
      return problem('new-clients-blocked', status.since);
    case 'sign-in-needed':
      return problem('signin', signInConfirmedAt(status));
    case 'not-running':
      // A port that was never seen open is a set-up still to be finished, not an outage.
      return status.everListened ? problem('not-running', seenTwiceAt(status)) : null;
    case 'wrong-port':
    case 'unreachable':
    case 'wrong-service':
    case 'refused-by-rule':
    case 'session-refused':
    case 'unsupported-version':
      return problem('down', seenTwiceAt(status));
    case 'cut-off':
      return upstreamProblem('cut-off', status.since, CUT_OFF_MS);
    case 'farm-down':
      return upstreamProblem('farm-down', status.since, FARM_DOWN_MS);
    case 'ready':
    case 'slow':
    case 'starting':
    case 'client-id-in-use':
    case 'wrong-account':
    case 'clock-skew':
    case 'session-lost':
    case 'not-tested':
    case 'cannot-measure':
      return null;
  }
}

const problem = (event: ProblemEvent, confirmedAt: number | null): Problem => ({
  event,
  confirmedAt,
  isPublished: false,
});

function upstreamProblem(event: 'cut-off' | 'farm-down', since: number, afterMs: number): Problem {
  // One that begins just before a window, or in it, is the one that was published.
  const isPublished = inResetWindow(since) || inResetWindow(since + afterMs);
  return { event, confirmedAt: since + (isPublished ? RESET_MS : afterMs), isPublished };
}

/** A Gateway that just came back listens for a while before its API answers. */
function silenceConfirmedAt(status: ConnectionStatus, verdict: Verdict): number {
  const toldAt = silentSince(status, verdict) + LIMITS.silenceNotified;
  const { restartSeenAt } = status;
  return restartSeenAt === null ? toldAt : Math.max(toldAt, restartSeenAt + API_LATE_MS);
}

/** A newer test, still running, says nothing yet; the silence is then as old as the verdict. */
function silentSince({ report, since }: ConnectionStatus, verdict: Verdict): number {
  return report?.verdict === verdict ? report.at - (report.details.waitedMs ?? 0) : since;
}

/**
 * Two observations at least five seconds apart. One test that lasted longer than that is still one:
 * the second is either a later test or a look at the socket table after it.
 */
function seenTwiceAt(status: ConnectionStatus): number | null {
  const { observedAt, report, since } = status;
  const again = report === null || report.startedAt > since || observedAt > report.at;
  return again && observedAt - since >= CONFIRM_MS ? observedAt : null;
}

function signInConfirmedAt(status: ConnectionStatus): number {
  if (status.lastReadyAt !== null) return status.since + SIGN_IN_AGAIN_MS;
  return (status.report?.details.processStartedAt ?? status.since) + SIGN_IN_AGE_MS;
}

/** Before the first result, and from going to sleep to the first result after it. */
export function isAsleep({ state, verdict, problemSince, isOld }: ConnectionStatus): boolean {
  return state === 'checking' && verdict === null && problemSince === null && !isOld;
}

/** What a status says about coming and going. */
export function seenOf(
  status: ConnectionStatus,
  enabled: Readonly<Record<ProblemEvent, boolean>>,
): Seen {
  const { state, verdict } = status;
  if (state === 'paused' || state === 'restart' || status.closedByUser || isAsleep(status)) {
    return 'away';
  }
  if (state === 'ready' || verdict === 'not-tested') return 'up';
  if (verdict === 'session-lost' || verdict === 'starting') return 'interrupted';
  const problem = problemOf(status);
  if (problem !== null && enabled[problem.event] && !problem.isPublished) return 'interrupted';
  return state === 'degraded' ? 'up' : 'unknown';
}
