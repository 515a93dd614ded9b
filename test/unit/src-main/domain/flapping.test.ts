import { describe, expect, test } from 'vitest';
import {
  CALM,
  counted,
  isUnstable,
  mayTellReadyAgain,
  roomAt,
  silenced,
  withShown,
  type Calm,
  type Seen,
} from '../../../../src-main/domain/flapping.ts';

const NOW = Date.parse('2026-11-24T14:00:00Z');
const MINUTE = 60_000;

const after = (...seen: readonly (readonly [minutes: number, seen: Seen])[]): Calm =>
  seen.reduce((calm, [minutes, one]) => counted(calm, one, NOW + minutes * MINUTE), CALM);

describe('interruptions', () => {
  test('four within ten minutes are unstable, three are not', () => {
    const three = [0, 2, 4].flatMap((at) => [
      [at, 'up'] as const,
      [at + 1, 'interrupted'] as const,
    ]);
    expect(isUnstable(after(...three))).toBe(false);
    expect(isUnstable(after(...three, [6, 'up'], [7, 'interrupted']))).toBe(true);
    expect(isUnstable(after(...three, [10, 'up'], [11, 'interrupted']))).toBe(false);
  });

  test('one that changes its face is one', () => {
    const calm = after([0, 'up'], [1, 'interrupted'], [2, 'unknown'], [3, 'interrupted']);
    expect(calm.interruptions).toHaveLength(1);
  });

  test.each<[string, Seen[]]>([
    ['a planned restart', ['up', 'away', 'interrupted']],
    ['not knowing', ['unknown', 'interrupted']],
    ['a problem from the first moment', ['interrupted']],
  ])('%s is none', (_name, seen) => {
    expect(after(...seen.map((one, index) => [index, one] as const)).interruptions).toEqual([]);
  });
});

test('six notifications fill an hour, and the last of them is for no good news', () => {
  const five = [0, 1, 2, 3, 4].reduce((calm, at) => withShown(calm, NOW + at), CALM);
  expect(mayTellReadyAgain(withShown(CALM, NOW))).toBe(true);
  expect(mayTellReadyAgain(five)).toBe(false);
  expect(roomAt(five)).toBeNull();
  expect(roomAt(withShown(five, NOW + 5))).toBe(NOW + 60 * MINUTE);
  expect(roomAt(counted(withShown(five, NOW + 5), 'up', NOW + 60 * MINUTE))).toBeNull();
});

test('"ready again" is told once in ten minutes', () => {
  const told = { ...CALM, readyAgainAt: NOW };
  expect(mayTellReadyAgain(counted(told, 'up', NOW + 10 * MINUTE - 1))).toBe(false);
  expect(mayTellReadyAgain(counted(told, 'up', NOW + 10 * MINUTE))).toBe(true);
});

test('a clock that was set back makes no silence longer and forgets the future', () => {
  const calm = withShown(silenced(after([0, 'up'], [1, 'interrupted']), NOW + MINUTE), NOW);
  expect(counted(calm, 'up', NOW - 120 * MINUTE)).toEqual({
    ...CALM,
    up: true,
    silentUntil: NOW - 90 * MINUTE,
  });
});
