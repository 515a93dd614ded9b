import { describe, expect, test } from 'vitest';
import { chanceOf } from '../../../support/virtual/chance.ts';
import { VirtualClock } from '../../../support/virtual/virtual-clock.ts';

const NOW = Date.parse('2026-11-22T14:31:00Z');

describe('VirtualClock', () => {
  test('fires in order of time, then of setting, and not before', async () => {
    const clock = new VirtualClock(NOW);
    const fired: string[] = [];
    clock.after(20, () => fired.push('later'));
    clock.after(10, () => fired.push(`first ${clock.now() - NOW}`));
    clock.after(10, () => fired.push('second'));
    await clock.advance(9);
    expect(fired).toEqual([]);
    await clock.advance(1);
    expect(fired).toEqual(['first 10', 'second']);
    await clock.advance(100);
    expect(fired).toHaveLength(3);
    expect(clock.now()).toBe(NOW + 110);
  });

  test('settles every promise before the next timer', async () => {
    const clock = new VirtualClock(NOW);
    const seen: string[] = [];
    clock.after(1, () => {
      void (async () => {
        for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
        seen.push('promised');
      })();
    });
    clock.after(1, () => seen.push('next timer'));
    await clock.advance(1);
    expect(seen).toEqual(['promised', 'next timer']);
  });

  test('a stopped timer does not fire, and does not count', async () => {
    const clock = new VirtualClock(NOW);
    const stop = clock.after(10, () => expect.unreachable());
    stop();
    stop();
    expect(clock.waiting).toBe(0);
    await clock.advance(100);
    expect(clock.waiting).toBe(0);
  });

  test('the wall clock can be set; time itself runs on', async () => {
    const clock = new VirtualClock(NOW);
    const before = clock.monotonicMs();
    let fired = false;
    clock.after(1000, () => (fired = true));
    clock.setWallClock(NOW - 7_200_000);
    await clock.advanceTo(NOW - 7_200_000 + 999);
    expect(fired).toBe(false);
    await clock.advance(1);
    expect(fired).toBe(true);
    expect(clock.monotonicMs() - before).toBe(1000);
  });

  test('what came due while it slept fires when it goes on, late', async () => {
    const clock = new VirtualClock(NOW);
    let lateMs = -1;
    clock.after(1000, () => (lateMs = clock.now() - NOW - 1000));
    await clock.sleep(5000);
    expect(lateMs).toBe(-1);
    await clock.advance(0);
    expect(lateMs).toBe(4000);
  });

  test('keeps its order through many timers, set and stopped at random', async () => {
    const clock = new VirtualClock(NOW);
    const chance = chanceOf(1);
    const fired: number[] = [];
    let left = 20_000;
    const set = (): void => {
      if ((left -= 1) < 0) return;
      const stop = clock.after(chance(1000), () => {
        fired.push(clock.now());
        set();
        set();
      });
      if (chance(5) === 0) {
        stop();
        set();
      }
    };
    for (let start = 0; start < 100; start += 1) set();
    await clock.advance(10_000_000);
    expect(clock.waiting).toBe(0);
    expect(fired.length).toBeGreaterThan(10_000);
    expect(fired.every((at, index) => at >= (fired[index - 1] ?? 0))).toBe(true);
  });
});
