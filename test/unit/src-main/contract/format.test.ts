import { expect, test } from 'vitest';
import {
  ago,
  clockForm,
  clockTime,
  dayOf,
  longDuration,
  shortDuration,
  wholeDuration,
} from '../../../../src-main/contract/format.ts';

const SEVEN_PM = new Date(2026, 10, 22, 19, 2, 5);
const SEVEN_AM = new Date(2026, 10, 22, 7, 2, 5);

test.each([
  ['en-US', '7:02 AM', '7:02 PM', '7:02:05 PM'],
  ['en-AU', '7:02 am', '7:02 pm', '7:02:05 pm'],
  ['en-GB', '07:02', '19:02', '19:02:05'],
  ['de-DE', '07:02', '19:02', '19:02:05'],
  ['fr-FR', '07:02', '19:02', '19:02:05'],
  ['cs-CZ', '07:02', '19:02', '19:02:05'],
])('%s: %s and %s, with seconds %s', (locale, morning, evening, exact) => {
  const plain = (at: Date, precision?: 'seconds'): string =>
    clockForm(locale, precision).format(at).replaceAll('\u202F', ' ');
  expect([plain(SEVEN_AM), plain(SEVEN_PM), plain(SEVEN_PM, 'seconds')]).toEqual([
    morning,
    evening,
    exact,
  ]);
});

test('a time with its seconds is another one than without', () => {
  const at = SEVEN_AM.getTime();
  expect(clockTime(at, 'seconds')).toContain('02:05');
  expect(clockTime(at)).not.toContain('02:05');
});

test.each([
  [0, '0 ms'],
  [0.3, '<1 ms'],
  [1, '1 ms'],
  [85.4, '85 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [4220, '4.2 s'],
  [9940, '9.9 s'],
  [9960, '10 s'],
  [24_000, '24 s'],
  [119_400, '119 s'],
  [119_600, '2 min'],
  [360_000, '6 min'],
])('shortly, %d ms are %s', (ms, text) => {
  expect(shortDuration(ms)).toBe(text);
});

test.each([
  [0, '0 seconds'],
  [400, '0.4 seconds'],
  [1000, '1 second'],
  [1040, '1 second'],
  [4220, '4.2 seconds'],
  [9999, '10 seconds'],
  [24_000, '24 seconds'],
  [119_000, '119 seconds'],
  [120_000, '2 minutes'],
  [3_600_000, '60 minutes'],
  [7_200_000, '2 hours'],
])('in a sentence, %d ms are %s', (ms, text) => {
  expect(longDuration(ms)).toBe(text);
});

test.each([
  [-5, 'just now'],
  [999, 'just now'],
  [3900, '3 s ago'],
  [720_000, '12 min ago'],
])('%d ms ago is %s', (ms, text) => {
  expect(ago(ms)).toBe(text);
});

test.each([
  [3999, '3 s'],
  [119_999, '119 s'],
  [120_000, '2 min'],
])('what still runs since %d ms shows %s, never tenths', (ms, text) => {
  expect(wholeDuration(ms)).toBe(text);
});

test.each([
  ['2026-11-22T09:12', `today at ${clockTime(Date.parse('2026-11-22T09:12'))}`],
  ['2026-11-22T00:00', `today at ${clockTime(Date.parse('2026-11-22T00:00'))}`],
  ['2026-11-21T23:59', 'yesterday'],
  ['2026-11-21T00:00', 'yesterday'],
  ['2026-11-20T23:59', 'on Friday'],
  ['2026-11-16T00:00', 'on Monday'],
  ['2026-11-15T23:59', 'on 15 November'],
  ['2026-03-03T12:00', 'on 3 March'],
])('on a Sunday, %s was %s', (at, text) => {
  expect(dayOf(Date.parse(at), Date.parse('2026-11-22T14:31'))).toBe(text);
});
