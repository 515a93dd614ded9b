import { clockTime } from '$contract/format';
import { describe, expect, test } from 'vitest';
import {
  dayAndTime,
  dayHeading,
  dayTime,
  freshness,
  spokenDuration,
} from '../../../../src-renderer/text/times.ts';

const NOW = new Date(2026, 10, 22, 14, 31, 52).getTime();
const MINUTE = 60_000;

describe('dayTime', () => {
  test('today is a time, another day has its date before it', () => {
    expect(dayTime(NOW, NOW)).toBe(clockTime(NOW));
    const yesterday = NOW - 24 * 60 * MINUTE;
    expect(dayTime(yesterday, NOW)).toContain('21');
    expect(dayTime(yesterday, NOW)).toContain(clockTime(yesterday));
  });
});

describe('a version and its day', () => {
  const yesterday = new Date(2026, 10, 21, 0, 5).getTime();
  const before = new Date(2026, 10, 20, 23, 55).getTime();
  const lastYear = new Date(2025, 10, 20, 12, 0).getTime();

  test('in a sentence', () => {
    expect(dayAndTime(NOW - MINUTE, NOW)).toBe(`today ${clockTime(NOW - MINUTE)}`);
    expect(dayAndTime(yesterday, NOW)).toBe(`yesterday ${clockTime(yesterday)}`);
    expect(dayAndTime(before, NOW)).toBe(dayTime(before, NOW));
    // A clock that was set back.
    expect(dayAndTime(NOW + 26 * 60 * MINUTE, NOW)).toBe(dayTime(NOW + 26 * 60 * MINUTE, NOW));
  });

  test('over a list', () => {
    expect(dayHeading(NOW, NOW)).toBe('Today');
    expect(dayHeading(yesterday, NOW)).toBe('Yesterday');
    expect(dayHeading(before, NOW)).toBe('Friday 20 November');
    expect(dayHeading(lastYear, NOW)).toBe('Thursday 20 November 2025');
  });

  test('the night with a change of the clocks is one night', () => {
    const sunday = new Date(2026, 9, 25, 12, 0).getTime();
    const saturday = new Date(2026, 9, 24, 0, 30).getTime();
    expect(dayHeading(saturday, sunday)).toBe('Yesterday');
  });
});

describe('freshness', () => {
  test.each([
    ['a test that just began', { testingSince: NOW - 300, checkedAt: null }, 'Testing, 0 s'],
    ['a test under way', { testingSince: NOW - 24_400, checkedAt: NOW }, 'Testing, 24 s'],
    ['held for minutes', { testingSince: NOW - 4 * MINUTE, checkedAt: NOW }, 'Testing, 4 min'],
    ['a fresh answer', { testingSince: null, checkedAt: NOW - 3400 }, 'Checked 3 s ago'],
    ['an answer from right now', { testingSince: null, checkedAt: NOW + 50 }, 'Checked just now'],
    ['an older one', { testingSince: null, checkedAt: NOW - 12 * MINUTE }, 'Checked 12 min ago'],
    ['nothing yet', { testingSince: null, checkedAt: null }, ''],
  ])('%s', (_name, times, text) => {
    expect(freshness(times, NOW)).toBe(text);
  });

  test('after an hour the time itself says more', () => {
    const checkedAt = NOW - 90 * MINUTE;
    expect(freshness({ testingSince: null, checkedAt }, NOW)).toBe(
      `Checked ${clockTime(checkedAt)}`,
    );
  });
});

describe('spokenDuration', () => {
  test.each([
    [0.3, '1 millisecond'],
    [212, '212 milliseconds'],
    [1000, '1 second'],
    [24_000, '24 seconds'],
    [360_000, '6 minutes'],
  ])('%d ms is spoken as %s', (ms, words) => {
    expect(spokenDuration(ms)).toBe(words);
  });
});
