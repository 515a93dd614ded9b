import { describe, expect, test } from 'vitest';
import { standingVerdict } from '../../../../src-main/domain/standing-verdict.ts';
import { upstreamAt } from '../../../../src-main/domain/upstream.ts';

const DOWN = { atMs: 1000, code: 2103, farm: 'usfarm' };
const at = (nowMs: number, codes: readonly (typeof DOWN)[], testedMs?: number) =>
  standingVerdict(upstreamAt(codes, nowMs), nowMs, testedMs);

describe('a farm lost while the session stands', () => {
  test('counts after 30 s', () => {
    expect(at(30_999, [DOWN])).toEqual({ verdict: { verdict: 'fine' }, dueMs: 31_000 });
    expect(at(31_000, [DOWN])).toEqual({
      verdict: { verdict: 'farm-down', farms: ['usfarm'] },
      dueMs: null,
    });
  });

  test('the next one has its own 30 s', () => {
    const second = { ...DOWN, atMs: 20_000, farm: 'cashfarm' };
    expect(at(31_000, [DOWN, second])).toEqual({
      verdict: { verdict: 'farm-down', farms: ['usfarm'] },
      dueMs: 50_000,
    });
  });

  test('is forgotten when it is well in time', () => {
    expect(at(31_000, [DOWN, { ...DOWN, atMs: 5000, code: 2104 }])).toEqual({
      verdict: { verdict: 'fine' },
      dueMs: null,
    });
  });
});

test('a farm that the test itself met counts at once', () => {
  expect(at(4000, [DOWN], 3000).verdict).toEqual({ verdict: 'farm-down', farms: ['usfarm'] });
  expect(at(4000, [DOWN], 500).verdict).toEqual({ verdict: 'fine' });
});

test('a lost link is said at once and outranks farms', () => {
  expect(at(40_000, [DOWN, { atMs: 39_999, code: 1100, farm: '' }])).toEqual({
    verdict: { verdict: 'cut-off' },
    dueMs: null,
  });
});
