import { LIMITS } from './limits.ts';
import type { Upstream } from './upstream.ts';

/** What the notices of an open session say about the way to IBKR. */
export type StandingVerdict =
  | { readonly verdict: 'cut-off' }
  | { readonly verdict: 'farm-down'; readonly farms: readonly string[] }
  | { readonly verdict: 'fine' };

/**
 * `dueMs`: when a farm that is down now will count, if nothing is heard of it until then. A farm
 * that the test of `testedMs` already met counts at once; the delay is for one lost since.
 */
export function standingVerdict(
  upstream: Upstream,
  nowMs: number,
  testedMs = -Infinity,
): { readonly verdict: StandingVerdict; readonly dueMs: number | null } {
  if (upstream.linkLostMs !== null) return { verdict: { verdict: 'cut-off' }, dueMs: null };
  const lost = [...upstream.farmsDown];
  const counts = (sinceMs: number): boolean =>
    sinceMs <= testedMs || nowMs - sinceMs >= LIMITS.farmDown;
  const counting = lost.filter(([, sinceMs]) => counts(sinceMs));
  const pending = lost
    .filter(([, sinceMs]) => !counts(sinceMs))
    .map(([, sinceMs]) => sinceMs + LIMITS.farmDown);
  return {
    verdict:
      counting.length > 0
        ? { verdict: 'farm-down', farms: counting.map(([farm]) => farm) }
        : { verdict: 'fine' },
    dueMs: pending.length > 0 ? Math.min(...pending) : null,
  };
}
