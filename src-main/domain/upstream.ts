import { meaningOf } from './message-codes.ts';
import { LIMITS } from './limits.ts';
import { sessionMs, type SeenCode, type TestFacts } from './test-facts.ts';

/** What of the way to IBKR's servers is missing at an instant, read from the codes so far. */
export interface Upstream {
  /** When 1100 or 2110 came without its end; null when the link stands. */
  readonly linkLostMs: number | null;
  /** Market data farms down (2103) without good news since, and since when. */
  readonly farmsDown: ReadonlyMap<string, number>;
  /** When the first good news of a market data farm came. */
  readonly firstGoodMs: number | null;
}

const UNNAMED_FARM = 'a market data farm';

export function upstreamAt(codes: readonly SeenCode[], atMs: number): Upstream {
  let linkLostMs: number | null = null;
  let firstGoodMs: number | null = null;
  const farmsDown = new Map<string, number>();
  for (const seen of codes) {
    if (seen.atMs > atMs) continue;
    const farm = seen.farm ?? UNNAMED_FARM;
    switch (meaningOf(seen.code)) {
      case 'link-lost':
        linkLostMs ??= seen.atMs;
        break;
      case 'link-restored':
        linkLostMs = null;
        break;
      case 'farm-down':
        if (!farmsDown.has(farm)) farmsDown.set(farm, seen.atMs);
        break;
      case 'farm-good':
        farmsDown.delete(farm);
        firstGoodMs ??= seen.atMs;
        break;
      case 'other':
        break;
    }
  }
  return { linkLostMs, farmsDown, firstGoodMs };
}

export const nothingOutstanding = (upstream: Upstream): boolean =>
  upstream.linkLostMs === null && upstream.farmsDown.size === 0;

/** How far the last stage of a test is: settled, or when it will be. */
export type Settling =
  { readonly settledMs: number; readonly upstream: Upstream } | { readonly dueMs: number };

/**
 * Settled a moment after the first good news of a farm if nothing is outstanding then, else when
 * the time is over: farms report one after the other within milliseconds of the session start.
 * Null before the session started.
 */
export function settling(facts: TestFacts, nowMs: number): Settling | null {
  const startMs = sessionMs(facts);
  if (startMs === null) return null;
  const endMs = startMs + LIMITS.upstream;
  const { firstGoodMs } = upstreamAt(facts.codes, nowMs);
  const quietMs =
    firstGoodMs === null ? null : Math.max(firstGoodMs, startMs) + LIMITS.upstreamSettle;
  if (quietMs !== null && quietMs < endMs) {
    if (nowMs < quietMs) return { dueMs: quietMs };
    const upstream = upstreamAt(facts.codes, quietMs);
    if (nothingOutstanding(upstream)) return { settledMs: quietMs, upstream };
  }
  if (nowMs < endMs) return { dueMs: endMs };
  return { settledMs: endMs, upstream: upstreamAt(facts.codes, endMs) };
}
