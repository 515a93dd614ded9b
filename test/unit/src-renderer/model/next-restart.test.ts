import { expect, test } from 'vitest';
import { nextRestart } from '../../../../src-renderer/model/next-restart.ts';
import { nextRestartText } from '../../../../src-renderer/text/restart.ts';
import { statusOf } from '../../../support/mocked-main/fixtures.ts';
import { connectionTo } from '../../../support/preferences.ts';

const at = (day: number, hours: number, minutes: number): number =>
  new Date(2026, 10, day, hours, minutes).getTime();
const NOW = at(22, 14, 31);
const status = statusOf('ready', NOW);
const KEY = '127.0.0.1:4002';
const next = (set: string | null, learned: Readonly<Record<string, string>> = {}, now = NOW) =>
  nextRestart(status, [connectionTo({ port: 4002, dailyRestart: set })], learned, now);

test('as set, else as learned, else as assumed', () => {
  const known = { isUnderWay: false, isAssumed: false };
  expect(next('23:50', { [KEY]: '23:46' })).toEqual({ at: at(22, 23, 50), ...known });
  expect(next(null, { [KEY]: '23:46' })).toEqual({ at: at(22, 23, 46), ...known });
  expect(next(null, { '127.0.0.1:4001': '05:00' })).toEqual({
    at: at(22, 23, 45),
    isUnderWay: false,
    isAssumed: true,
  });
});

test('a time that has passed today comes tomorrow', () => {
  expect(next('14:31').at).toBe(at(23, 14, 31));
  expect(next('14:32').at).toBe(at(22, 14, 32));
});

test('one under way ends when it should be back', () => {
  const backBy = NOW + 600_000;
  const during = { ...status, plannedRestart: { backBy, isAssumed: true } };
  expect(nextRestart(during, [], {}, NOW)).toEqual({
    at: backBy,
    isUnderWay: true,
    isAssumed: true,
  });
});

test.each([
  [next('23:50'), /^Tonight \D*11:50|^Tonight 23:50/],
  [next('15:00'), /^Today /],
  [next('05:00'), /^Tomorrow /],
  [next(null), /^Tonight about .*, assumed$/],
])('in words: %o', (restart, words) => {
  const { title, when } = nextRestartText(restart, NOW);
  expect(title).toBe('Next planned restart');
  expect(when).toMatch(words);
});

test('in words, while it lasts', () => {
  const words = nextRestartText({ at: NOW, isUnderWay: true, isAssumed: false }, NOW);
  expect(words.when).toMatch(/^Now, back by about /);
});
