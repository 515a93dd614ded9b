import type { ApiClient, GaveUp } from './api-clients.ts';
import { connectionKey, type Target } from './target.ts';
import type { Stage, TestReport } from './test-report.ts';
import type { GatewayState, Verdict } from './verdict.ts';
import type { WatchMode } from './watch-modes.ts';

/** Everything the tray, the notifications and the window show of one connection. Epoch ms. */
export interface ConnectionStatus {
  readonly target: Target;
  /** Null: nobody chose yet; nothing connects then, as in look only. */
  readonly mode: WatchMode | null;
  readonly state: GatewayState;
  /** Null while paused, or while checking without a result. `restart` keeps the verdict seen. */
  readonly verdict: Verdict | null;
  /** When this verdict was first seen; outages are dated from here. */
  readonly since: number;
  /** When it was last seen again; two observations apart confirm a problem. */
  readonly observedAt: number;
  /** When the outage at hand began; null while ready, paused, asleep or before the first result. */
  readonly problemSince: number | null;
  /** The newest test, running or finished. */
  readonly report: TestReport | null;
  /** Start of the test under way. */
  readonly testingSince: number | null;
  readonly lastReadyAt: number | null;
  /** When the standing session last answered. */
  readonly sessionAnsweredAt: number | null;
  /** How long its last clock answer took, ms. */
  readonly roundTripMs: number | null;
  /** When a new client was last accepted. */
  readonly newClientAcceptedAt: number | null;
  /** That client was silent for so long first that somebody must have accepted it. */
  readonly acceptedByHand: boolean;
  /** So many clients were on the port that a scheduled test was skipped for them; null: it was not. */
  readonly crowdedBy: number | null;
  /** The port was seen listening since the app started or woke. */
  readonly everListened: boolean;
  /** When Gateway was last seen to come back after its port was closed. */
  readonly restartSeenAt: number | null;
  /** Set while `restart`: the problem began inside the daily restart's window. */
  readonly plannedRestart: PlannedRestart | null;
  /** The user closed Gateway and said so; until it is ready again. */
  readonly closedByUser: boolean;
  /** The last result is too old to stand on (`checking`, without a verdict). */
  readonly isOld: boolean;
  /** Null unless `paused`; `forever` until the user resumes. */
  readonly pausedUntil: number | 'forever' | null;
  /** The process that watches in our place, or null: this one does. */
  readonly watchedBy: number | null;
  /** The user looked and found no dialog; until the verdict is another one. */
  readonly noDialog: boolean;
  /** When silence last ended because somebody accepted, before the problem at hand. */
  readonly lastAcceptedAt: number | null;
  /** How long each stage usually takes, ms: the median of the last passes; absent until five are known. */
  readonly usualMs: Readonly<Partial<Record<Stage, number>>>;
  /** Who is connected, as the newest look showed; null: not looked at, or the system does not tell. */
  readonly apiClients: readonly ApiClient[] | null;
  /** Programs that came and left again lately, newest first. Short visits can be missed. */
  readonly gaveUp: readonly GaveUp[];
}

/** Undefined: a connection with this key is not watched. */
export const statusByKey = (
  statuses: readonly ConnectionStatus[],
  key: string,
): ConnectionStatus | undefined => statuses.find(({ target }) => connectionKey(target) === key);

export interface PlannedRestart {
  /** The window's end. */
  readonly backBy: number;
  /** Nobody set or learned the time. */
  readonly isAssumed: boolean;
}
