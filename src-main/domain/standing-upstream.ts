import { LIMITS } from './limits.ts';
import type { Upstream } from './upstream.ts';

/** What the notices of an open session say about the way to IBKR. */
export interface StandingUpstream {
  readonly linkLost: boolean;
  /** Market data farms that count as down. */
  readonly farms: readonly string[];
  /** When a farm that is down now will count, if nothing is heard of it until then. */
  readonly dueMs: number | null;
}

/**
 * A farm that the test, settled at `settledMs`, already met counts at once; the delay is for one
 * lost since.
 * Ignored farms never count.
 */
export function standingUpstream(
  upstream: Upstream,
  nowMs: number,
  settledMs: number,
  ignoredFarms: readonly string[],
): StandingUpstream {
  const lost = [...upstream.farmsDown].filter(([farm]) => !ignoredFarms.includes(farm));
  const counts = (sinceMs: number): boolean =>
    sinceMs <= settledMs || nowMs - sinceMs >= LIMITS.farmDown;
  const pending = lost
    .filter(([, sinceMs]) => !counts(sinceMs))
    .map(([, sinceMs]) => sinceMs + LIMITS.farmDown);
  return {
    linkLost: upstream.linkLostMs !== null,
    farms: lost.filter(([, sinceMs]) => counts(sinceMs)).map(([farm]) => farm),
    dueMs: pending.length > 0 ? Math.min(...pending) : null,
  };
}
