import type { Target } from './target.ts';
import type { TestReport } from './test-report.ts';
import type { GatewayState, Verdict } from './verdict.ts';

/** Everything the tray, the notifications and the window show of one connection. Epoch ms. */
export interface ConnectionStatus {
  readonly state: GatewayState;
  /** Null while paused, while checking without a result, or with no connection set up. */
  readonly verdict: Verdict | null;
  /** When this verdict was first seen; outages are dated from here. */
  readonly since: number;
  /** When it was last seen again; two observations apart confirm a problem. */
  readonly observedAt: number;
  /** When the outage at hand began; null while ready, paused or before the first result. */
  readonly problemSince: number | null;
  /** Null: no connection set up. */
  readonly target: Target | null;
  /** The newest test, running or finished. */
  readonly report: TestReport | null;
  /** Start of the test under way. */
  readonly testingSince: number | null;
  readonly lastReadyAt: number | null;
  /** When the standing session last answered. */
  readonly sessionAnsweredAt: number | null;
  /** When a new client was last accepted. */
  readonly newClientAcceptedAt: number | null;
  /** The port was seen listening since the app started. */
  readonly everListened: boolean;
  /** Null unless `paused`; `forever` until the user resumes. */
  readonly pausedUntil: number | 'forever' | null;
}
