import { describe, expect, test } from 'vitest';
import { rowTops, windowAt } from '../../../../src-renderer/model/row-window.ts';

const tops = rowTops(Array.from({ length: 22_000 }, () => 20));

describe('windowAt', () => {
  test('at the top: what is seen and the margin', () => {
    expect(windowAt(tops, 0, 600, 400)).toEqual({
      first: 0,
      end: 51,
      above: 0,
      below: 22_000 * 20 - 51 * 20,
    });
  });

  test.each([0, 1, 19, 20, 21, 999, 219_990, 439_000, 440_000])(
    'scrolled to %i: every row that is seen is drawn, few others are',
    (scrolled) => {
      const { first, end, above, below } = windowAt(tops, scrolled, 600, 400);
      expect(first * 20).toBeLessThanOrEqual(scrolled);
      expect(Math.min(end * 20, 440_000)).toBeGreaterThanOrEqual(Math.min(scrolled + 600, 440_000));
      expect(end - first).toBeLessThan(75);
      expect(above + (end - first) * 20 + below).toBe(440_000);
    },
  );

  test('rows of several heights stand where their tops are', () => {
    const mixed = rowTops([20, 28, 32, 20]);
    expect(mixed).toEqual([0, 20, 48, 80, 100]);
    expect(windowAt(mixed, 50, 10, 0)).toEqual({ first: 2, end: 3, above: 48, below: 20 });
  });

  test('no rows take no room', () => {
    expect(windowAt(rowTops([]), 0, 600, 400)).toEqual({ first: 0, end: 0, above: 0, below: 0 });
  });
});
