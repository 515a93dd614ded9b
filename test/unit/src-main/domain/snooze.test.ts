import { expect, test } from 'vitest';
import { snoozeEnd } from '../../../../src-main/domain/snooze.ts';

const local = (day: number, hour: number, minute = 0): number =>
  new Date(2026, 10, day, hour, minute).getTime();

test.each([
  ['15 minutes', 15, local(22, 14, 31), local(22, 14, 46)],
  ['an hour', 60, local(22, 14, 31), local(22, 15, 31)],
  ['tomorrow, in the evening', 'tomorrow', local(22, 23, 59), local(23, 9)],
  ['tomorrow, after midnight', 'tomorrow', local(22, 0, 1), local(23, 9)],
  ['tomorrow, at the end of a month', 'tomorrow', local(30, 12), local(31, 9)],
] as const)('%s', (_name, choice, now, end) => {
  expect(snoozeEnd(choice, now)).toBe(end);
});
