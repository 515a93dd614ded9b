import { describe, expect, test } from 'vitest';
import {
  standingUpstream,
  type StandingUpstream,
} from '../../../../src-main/domain/standing-upstream.ts';
import { upstreamAt } from '../../../../src-main/domain/upstream.ts';

const DOWN = { atMs: 1000, code: 2103, farm: 'usfarm' };
const at = (
  nowMs: number,
  codes: readonly (typeof DOWN)[],
  testedMs = 0,
  ignored: readonly string[] = [],
): StandingUpstream => standingUpstream(upstreamAt(codes, nowMs), nowMs, testedMs, ignored);
const FINE = { linkLost: false, farms: [] };

describe('a farm lost while the session stands', () => {
  test('counts after 30 s', () => {
    expect(at(30_999, [DOWN])).toEqual({ ...FINE, dueMs: 31_000 });
    expect(at(31_000, [DOWN])).toEqual({ ...FINE, farms: ['usfarm'], dueMs: null });
  });

  test('the next one has its own 30 s', () => {
    const second = { ...DOWN, atMs: 20_000, farm: 'cashfarm' };
    expect(at(31_000, [DOWN, second])).toEqual({ ...FINE, farms: ['usfarm'], dueMs: 50_000 });
  });

  test('is forgotten when it is well in time', () => {
    expect(at(31_000, [DOWN, { ...DOWN, atMs: 5000, code: 2104 }])).toEqual({
      ...FINE,
      dueMs: null,
    });
  });

  test('never counts, nor wakes anybody, when it is ignored', () => {
    expect(at(2000, [DOWN], 0, ['usfarm'])).toEqual({ ...FINE, dueMs: null });
    expect(at(31_000, [DOWN], 0, ['usfarm'])).toEqual({ ...FINE, dueMs: null });
    expect(at(31_000, [DOWN], 0, ['eufarm']).farms).toEqual(['usfarm']);
  });
});

test('a farm that the test itself met counts at once', () => {
  expect(at(4000, [DOWN], 3000).farms).toEqual(['usfarm']);
  expect(at(4000, [DOWN], 500).farms).toEqual([]);
});

test('a lost link is said at once', () => {
  expect(at(40_000, [{ atMs: 39_999, code: 1100, farm: '' }]).linkLost).toBe(true);
});
