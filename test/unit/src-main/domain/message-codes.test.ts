import { describe, expect, test } from 'vitest';
import { meaningOf, noteFor, subjectOf } from '../../../../src-main/domain/message-codes.ts';

test.each([
  [1100, 'link-lost'],
  [2110, 'link-lost'],
  [1101, 'link-restored'],
  [1102, 'link-restored'],
  [2103, 'farm-down'],
  [2104, 'farm-good'],
  [2108, 'farm-good'],
  [2105, 'other'],
  [2106, 'other'],
  [2157, 'other'],
  [326, 'other'],
  [10141, 'other'],
  [99_999, 'other'],
])('code %d means %s', (code, meaning) => {
  expect(meaningOf(code)).toBe(meaning);
});

describe('noteFor', () => {
  test.each([2104, 2106, 2107, 2108, 2158])('%d is good or harmless news', (code) => {
    expect(noteFor(code, 'usfarm')).toBeNull();
  });

  test.each([326, 1100, 1101, 1102, 1300, 2103, 2105, 2110, 2119, 2157, 10141])(
    '%d has words of its own',
    (code) => {
      expect(noteFor(code, null)).not.toContain(String(code));
      expect(noteFor(code, null)).toMatch(/^[A-Z].*\.$/);
    },
  );

  test('1101 says that data subscriptions are lost', () => {
    expect(noteFor(1101, null)).toContain('data subscriptions were lost');
  });

  test('names the farm', () => {
    expect(noteFor(2105, 'ushmds')).toBe('A historical data farm is down (ushmds).');
  });

  test('an unknown code is named by its number', () => {
    expect(noteFor(4711, null)).toBe('Gateway sent code 4711.');
  });
});

test.each([
  [2103, 2104, 'usfarm', true],
  [2105, 2106, 'ushmds', true],
  [2157, 2158, 'secdef', true],
  [1100, 1102, null, true],
  [2103, 2105, 'usfarm', false],
  [1300, 1301, null, false],
])(
  '%d and %d are about the same: a later one replaces an earlier one',
  (one, other, farm, same) => {
    expect(subjectOf(one, farm) === subjectOf(other, farm)).toBe(same);
  },
);
