import { expect } from 'vitest';
import { full } from './full.ts';
import { beginStall } from './own-stall.ts';

/** How long something took, and how long this process was kept from going on meanwhile. */
export interface Took {
  readonly ms: number;
  readonly stalledMs: number;
}

/** A busy machine may be this much later, and as late as it was measured to be; the full run allows nothing. */
const SLACK_MS = 1000;

/** Starts now; reads as often as wanted. */
export function stopwatch(): () => Took {
  const startedMs = performance.now();
  const stall = beginStall();
  return () => ({ ms: performance.now() - startedMs, stalledMs: stall.ms() });
}

/** From now until the promise is kept. */
export async function timed(work: Promise<unknown>): Promise<Took> {
  const read = stopwatch();
  await work;
  return read();
}

/** The upper bound of a deadline. Lower ones are strict. */
export const atMost = (limitMs: number, { stalledMs }: Pick<Took, 'stalledMs'>): number =>
  full ? limitMs : limitMs + SLACK_MS + stalledMs;

export function expectWithin(took: Took, limitMs: number): void {
  const stalled = `stalled for ${Math.round(took.stalledMs)} ms`;
  expect(took.ms, `within ${limitMs} ms (${stalled})`).toBeLessThan(atMost(limitMs, took));
}
