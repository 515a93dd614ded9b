import { describe, expect, test } from 'vitest';
import {
  canRestore,
  chosenPair,
  comparedWith,
  timelineDays,
} from '../../../../src-renderer/model/timeline.ts';
import { backupRow, backupRows } from '../../../support/mocked-main/settings.ts';

const NOW = new Date(2026, 10, 22, 14, 31, 52).getTime();
const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime();

describe('timelineDays', () => {
  const rows = (...times: readonly number[]) =>
    times.map((time, index) => backupRow(NOW, { id: `01k${index}`, at: time }));

  test('neighbours of one day stand together', () => {
    const days = timelineDays(rows(at(22, 11), at(22, 9), at(21, 18), at(19, 1)));
    expect(days.map((day) => day.rows.map(({ id }) => id))).toEqual([
      ['01k0', '01k1'],
      ['01k2'],
      ['01k3'],
    ]);
  });

  test('the order of the journal counts, also where the clock was set back', () => {
    const days = timelineDays(rows(at(21, 9), at(22, 11), at(21, 8)));
    expect(days.map((day) => day.rows.length)).toEqual([1, 1, 1]);
  });

  test('a day keeps its key while rows come to it', () => {
    const keys = (...times: readonly number[]) =>
      timelineDays(rows(...times)).map(({ key }) => key);
    const [today] = keys(at(22, 9), at(21, 18));
    expect(keys(at(22, 11), at(22, 9), at(21, 18))[0]).toBe(today);
    expect(new Set(keys(at(21, 9), at(22, 11), at(21, 8))).size).toBe(3);
  });

  test('nothing is no day', () => {
    expect(timelineDays([])).toEqual([]);
  });
});

describe('the two that are compared', () => {
  test('a version with now, and now with last good', () => {
    const row = backupRow(NOW, { id: '01a', isLastGood: false });
    expect(comparedWith(row, true)).toEqual({ before: '01a', after: 'now' });
    expect(comparedWith({ ...row, isNow: true }, true)).toEqual({
      before: 'last-good',
      after: 'now',
    });
  });

  test('nothing with itself, and nothing that is damaged', () => {
    const row = backupRow(NOW, { isNow: true });
    expect(comparedWith({ ...row, isLastGood: false }, false)).toBeNull();
    expect(comparedWith({ ...row, isLastGood: true }, true)).toBeNull();
    expect(comparedWith({ ...row, isNow: false, isDamaged: true }, true)).toBeNull();
  });

  test('of two that were chosen the older one comes first', () => {
    const rows = backupRows(NOW);
    const pair = { before: '01k0beforerestore', after: '01k0observed' };
    expect(chosenPair(rows, ['01k0observed', '01k0beforerestore'])).toEqual(pair);
    expect(chosenPair(rows, ['01k0beforerestore', '01k0observed'])).toEqual(pair);
    expect(chosenPair(rows, ['01k0observed'])).toBeNull();
    expect(chosenPair(rows, ['01k0observed', 'gone'])).toBeNull();
  });
});

test.each([
  ['an older one', {}, true],
  ['what is there now', { isNow: true, hasApiStore: false }, false],
  ['what is there now, with its API settings store', { isNow: true, hasApiStore: true }, true],
  ['a damaged one', { isDamaged: true }, false],
])('%s can be restored: %o', (_name, change, can) => {
  expect(canRestore(backupRow(NOW, change))).toBe(can);
});
