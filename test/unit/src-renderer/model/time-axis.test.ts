import { describe, expect, test } from 'vitest';
import { barOn, timeAxis } from '../../../../src-renderer/model/time-axis.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

describe('timeAxis', () => {
  test.each([
    ['a healthy test', 405, 500],
    ['exactly the end', 500, 500],
    ['a little more', 501, 5 * SECOND],
    ['a slow one', 4.6 * SECOND, 5 * SECOND],
    ['silence', 24 * SECOND, 25 * SECOND],
    ['held', 40 * SECOND, MINUTE],
    ['held for minutes', 4 * MINUTE, 5 * MINUTE],
    ['held to the end', 10 * MINUTE, 10 * MINUTE],
    ['longer than anything is held', 100 * MINUTE, 120 * MINUTE],
  ])('%s fits on the first scale that is long enough', (_name, totalMs, endMs) => {
    expect(timeAxis(totalMs).endMs).toBe(endMs);
  });

  test('nothing yet: the shortest scale', () => {
    expect(timeAxis(0).endMs).toBe(500);
  });

  test('the unit stands at both ends only', () => {
    expect(timeAxis(405).ticks.map(({ label }) => label)).toEqual([
      '0 ms',
      '100',
      '200',
      '300',
      '400',
      '500 ms',
    ]);
    expect(timeAxis(40 * SECOND).ticks.map(({ label }) => label)).toEqual([
      '0 s',
      '15',
      '30',
      '45',
      '60 s',
    ]);
  });

  test('ticks are evenly spaced and end where the axis ends', () => {
    for (const total of [1, 3000, 20_000, 50_000, 200_000, 500_000, 4_000_000]) {
      const { endMs, ticks } = timeAxis(total);
      const step = endMs / (ticks.length - 1);
      expect(ticks.map(({ atMs }) => atMs)).toEqual(ticks.map((_, index) => index * step));
    }
  });
});

describe('barOn', () => {
  const axis = timeAxis(400);

  test('places a bar in per cent', () => {
    expect(barOn(axis, 100, 250)).toEqual({ left: 20, width: 50 });
  });

  test('never leaves the axis', () => {
    expect(barOn(axis, 450, 200)).toEqual({ left: 90, width: 10 });
    expect(barOn(axis, 900, 10)).toEqual({ left: 100, width: 0 });
  });
});
