import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { QuietHours } from '../../../../src-main/contract/preferences.ts';
import { quietUntil } from '../../../../src-main/domain/quiet-hours.ts';

const zone = process.env['TZ'];
beforeAll(() => {
  process.env['TZ'] = 'Europe/Berlin';
});
afterAll(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

const hours = (from: string, to: string, on = true): QuietHours => ({
  on,
  from,
  to,
  breakThrough: false,
});
const until = (quiet: QuietHours, at: string): string | null => {
  const end = quietUntil(quiet, Date.parse(at));
  return end === null ? null : new Date(end).toISOString();
};

describe('quietUntil', () => {
  test.each([
    ['before midnight', '2026-11-24T21:30:00+01:00', null],
    ['at its beginning', '2026-11-24T22:00:00+01:00', '2026-11-25T06:00:00.000Z'],
    ['after midnight', '2026-11-25T06:59:59+01:00', '2026-11-25T06:00:00.000Z'],
    ['at its end', '2026-11-25T07:00:00+01:00', null],
  ])('across midnight: %s', (_name, at, expected) => {
    expect(until(hours('22:00', '07:00'), at)).toBe(expected);
  });

  test.each([
    ['before', '2026-11-24T11:59:59+01:00', null],
    ['within', '2026-11-24T12:00:00+01:00', '2026-11-24T12:30:00.000Z'],
    ['after', '2026-11-24T13:30:00+01:00', null],
  ])('within a day: %s', (_name, at, expected) => {
    expect(until(hours('12:00', '13:30'), at)).toBe(expected);
  });

  test('are an hour longer in the night in which the clocks go back', () => {
    expect(until(hours('22:00', '07:00'), '2026-10-24T22:00:00+02:00')).toBe(
      '2026-10-25T06:00:00.000Z',
    );
  });

  test('are an hour shorter in the night in which they go forward', () => {
    expect(until(hours('22:00', '07:00'), '2026-03-28T22:00:00+01:00')).toBe(
      '2026-03-29T05:00:00.000Z',
    );
  });

  test('end once where their end comes twice', () => {
    const quiet = hours('22:00', '02:30');
    expect(until(quiet, '2026-10-25T02:29:59+02:00')).toBe('2026-10-25T00:30:00.000Z');
    expect(until(quiet, '2026-10-25T02:30:00+02:00')).toBeNull();
    expect(until(quiet, '2026-10-25T02:15:00+01:00')).toBeNull();
  });

  test.each([
    ['switched off', hours('00:00', '23:59', false)],
    ['from and to alike', hours('12:00', '12:00')],
  ])('are none: %s', (_name, quiet) => {
    expect(until(quiet, '2026-11-24T12:00:00+01:00')).toBeNull();
  });
});
