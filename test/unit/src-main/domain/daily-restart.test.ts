import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  learnedTime,
  restartWindowAt,
  type DailyRestart,
} from '../../../../src-main/domain/daily-restart.ts';

const zone = process.env['TZ'];
beforeAll(() => {
  process.env['TZ'] = 'America/New_York';
});
afterAll(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

const at = (day: number, hours: number, minutes: number, seconds = 0): number =>
  new Date(2026, 2, day, hours, minutes, seconds).getTime();
const NOBODY: DailyRestart = { set: null, learned: null };

describe('the window', () => {
  test('is assumed 23:35–24:00 until somebody says or learns otherwise', () => {
    const window = { from: at(10, 23, 35), to: at(11, 0, 0), isAssumed: true };
    expect(restartWindowAt(NOBODY, at(10, 23, 35))).toEqual(window);
    expect(restartWindowAt(NOBODY, at(10, 23, 59, 59))).toEqual(window);
    expect(restartWindowAt(NOBODY, at(10, 23, 34, 59))).toBeNull();
    expect(restartWindowAt(NOBODY, at(11, 0, 0))).toBeNull();
  });

  test('runs from 10 min before a set time to 15 min after, across midnight too', () => {
    const daily = { set: '23:55', learned: '04:00' };
    const window = { from: at(10, 23, 45), to: at(11, 0, 10), isAssumed: false };
    expect(restartWindowAt(daily, at(10, 23, 45))).toEqual(window);
    expect(restartWindowAt(daily, at(11, 0, 9))).toEqual(window);
    expect(restartWindowAt(daily, at(11, 4, 0))).toBeNull();
    expect(restartWindowAt({ set: '00:05', learned: null }, at(10, 23, 56))).toMatchObject({
      from: at(10, 23, 55),
    });
  });

  test('a set time comes before a learned one', () => {
    expect(restartWindowAt({ set: null, learned: '04:00' }, at(11, 3, 50))).not.toBeNull();
    expect(restartWindowAt({ set: '05:00', learned: '04:00' }, at(11, 3, 50))).toBeNull();
  });

  test.each([
    ['the clock goes forward', 8],
    ['the day after', 9],
  ])('keeps local time on the night when %s', (_name, day) => {
    expect(restartWindowAt(NOBODY, at(day, 23, 40))).toMatchObject({
      from: at(day, 23, 35),
      to: at(day + 1, 0, 0),
    });
  });
});

describe('learning', () => {
  const seen = (goneAt: number): { goneAt: number; backAt: number } => ({
    goneAt,
    backAt: goneAt + 60_000,
  });

  test('takes two different days within ten minutes of the same time', () => {
    expect(learnedTime([seen(at(10, 23, 44)), seen(at(11, 23, 48))])).toBe('23:46');
    expect(learnedTime([seen(at(10, 23, 44))])).toBeNull();
    expect(learnedTime([seen(at(10, 23, 44)), seen(at(10, 23, 50))])).toBeNull();
    expect(learnedTime([seen(at(10, 23, 44)), seen(at(11, 23, 56))])).toBeNull();
  });

  test('restarts by hand do not spoil it', () => {
    const byHand = [seen(at(10, 14, 3)), seen(at(11, 9, 30))];
    expect(learnedTime([byHand[0]!, seen(at(10, 23, 45)), byHand[1]!, seen(at(11, 23, 45))])).toBe(
      '23:45',
    );
  });

  test('follows a changed time after two nights', () => {
    const nights = [seen(at(9, 23, 45)), seen(at(10, 23, 45)), seen(at(11, 4, 0))];
    expect(learnedTime(nights)).toBe('23:45');
    expect(learnedTime([...nights, seen(at(12, 4, 2))])).toBe('04:01');
  });

  test('works across midnight', () => {
    expect(learnedTime([seen(at(10, 23, 58)), seen(at(12, 0, 2))])).toBe('00:00');
  });
});
