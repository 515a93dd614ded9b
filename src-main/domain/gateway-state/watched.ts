import type { ConnectionStatus } from '../../contract/connection-status.ts';
import type { Target } from '../../contract/target.ts';
import type { Verdict } from '../../contract/verdict.ts';
import type { DailyRestart } from '../daily-restart.ts';
import type { SessionFacts } from '../session-facts.ts';
import type { SessionFigures } from '../session-verdict.ts';

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

export const withStatus = (current: Watched, change: Partial<ConnectionStatus>): Watched => ({
  ...current,
  status: { ...current.status, ...change },
});
