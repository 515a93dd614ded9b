import { describe, expect, test } from 'vitest';
import { inResetWindow, RESET_WINDOWS } from '../../../../src-main/domain/reset-windows.ts';

// New York is UTC−5 in winter and UTC−4 in summer, wherever this computer is.
describe('inResetWindow', () => {
  test.each([
    ['a minute before it, winter', '2026-11-24T05:14:59Z', false],
    ['its first moment, winter', '2026-11-24T05:15:00Z', true],
    ['its last moment, winter', '2026-11-24T06:44:59Z', true],
    ['its end, winter', '2026-11-24T06:45:00Z', false],
    ['a minute before it, summer', '2026-07-14T04:14:59Z', false],
    ['its first moment, summer', '2026-07-14T04:15:00Z', true],
    ['its end, summer', '2026-07-14T05:45:00Z', false],
    ['the night before the clocks go forward', '2026-03-08T05:15:00Z', true],
    ['the night after', '2026-03-09T04:15:00Z', true],
    ['an hour later than the night after', '2026-03-09T05:45:00Z', false],
    ['the night before the clocks go back', '2026-11-01T04:15:00Z', true],
    ['the night after they went back', '2026-11-02T05:15:00Z', true],
    ['an hour earlier that night', '2026-11-02T04:30:00Z', false],
    ['noon', '2026-11-24T17:00:00Z', false],
  ])('%s', (_name, at, expected) => {
    expect(inResetWindow(Date.parse(at))).toBe(expected);
  });

  test.each([
    ['Friday before 23:00', '2026-11-28T03:59:59Z', false],
    ['Friday 23:00', '2026-11-28T04:00:00Z', true],
    ['midnight', '2026-11-28T05:00:00Z', true],
    ['Saturday before 3:00', '2026-11-28T07:59:59Z', true],
    ['Saturday 3:00', '2026-11-28T08:00:00Z', false],
    ['Thursday 23:00', '2026-11-27T04:00:00Z', false],
    ['Sunday 0:15', '2026-11-29T05:15:00Z', true],
    ['Sunday 2:00', '2026-11-29T07:00:00Z', false],
  ])('the weekend: %s', (_name, at, expected) => {
    expect(inResetWindow(Date.parse(at))).toBe(expected);
  });

  test('every window ends after it begins, on the same day', () => {
    for (const { from, to } of RESET_WINDOWS.windows) expect(from < to).toBe(true);
  });
});
