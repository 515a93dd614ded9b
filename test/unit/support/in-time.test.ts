import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { full } from '../../support/full.ts';
import { atMost, expectWithin, stopwatch, timed } from '../../support/in-time.ts';

function busy(ms: number): void {
  const endMs = performance.now() + ms;
  while (performance.now() < endMs);
}

describe('the own stall', () => {
  test('is what kept the loop of this thread from turning', async () => {
    const read = stopwatch();
    await sleep(50);
    busy(300);
    await sleep(50);
    expect(read().stalledMs).toBeGreaterThan(250);
    expect(read().ms).toBeGreaterThanOrEqual(400 - 2);
  });

  test('is seen before the loop turns again', () => {
    const read = stopwatch();
    busy(300);
    expect(read().stalledMs).toBeGreaterThan(250);
  });

  test.runIf(process.platform === 'linux')(
    'counts a thread that waits for a processor',
    async () => {
      const loops = Array.from(
        { length: 2 * availableParallelism() },
        () => new Worker('for (;;);', { eval: true }),
      );
      const { stalledMs } = await timed(sleep(1000));
      await Promise.all(loops.map((loop) => loop.terminate()));
      expect(stalledMs).toBeGreaterThan(100);
    },
  );
});

test('an upper bound is exact in the full run, and else a second and the stall later', () => {
  const lateMs = full ? 0 : 1250;
  expect(atMost(500, { stalledMs: 250 })).toBe(500 + lateMs);
  expectWithin({ ms: 499 + lateMs, stalledMs: 250 }, 500);
  expect(() => expectWithin({ ms: 500 + lateMs, stalledMs: 250 }, 500)).toThrow('within 500 ms');
});
