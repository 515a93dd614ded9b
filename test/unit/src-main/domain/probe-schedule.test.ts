import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../../src-main/contract/verdict.ts';
import {
  afterTest,
  nextTestInMs,
  NO_TRIES,
  processLookInMs,
  scheduledTestInMs,
  waitAtStartMs,
  type Schedule,
} from '../../../../src-main/domain/probe-schedule.ts';

/** Seconds until the next test after each of these results in a row. */
function waits(...verdicts: readonly (Verdict | null)[]): readonly (number | null)[] {
  let tries = NO_TRIES;
  return verdicts.map((verdict) => {
    tries = afterTest(tries, verdict);
    const ms = nextTestInMs(tries, verdict);
    return ms === null ? null : ms / 1000;
  });
}
const times = (count: number, verdict: Verdict): readonly Verdict[] =>
  Array<Verdict>(count).fill(verdict);

describe('security 15: the test does no harm', () => {
  test('failures are tried again after 15, 30, 60, 120, then every 300 s', () => {
    expect(waits(...times(7, 'not-running'))).toEqual([15, 30, 60, 120, 300, 300, 300]);
  });

  test('after three silent connections none is opened until something changes', () => {
    expect(waits('silent', 'silent', 'silent', 'silent')).toEqual([15, 30, null, null]);
    expect(waits('silent', 'session-silent', 'silent')).toEqual([15, 30, null]);
  });

  test('another failure in between begins the count of silent ones anew', () => {
    expect(waits('silent', 'silent', 'refused-by-rule', 'silent', 'silent', 'silent')).toEqual([
      15,
      30,
      60,
      120,
      300,
      null,
    ]);
  });

  test('a session clears the count', () => {
    expect(waits('not-running', 'not-running', 'ready', 'not-running')).toEqual([15, 30, 900, 15]);
  });

  test('a starting Gateway is looked at every 15 s', () => {
    expect(waits(...times(6, 'starting'))).toEqual([15, 15, 15, 15, 15, 15]);
  });

  test('a test without a verdict is a failure', () => {
    expect(waits(null)).toEqual([15]);
  });
});

test('beside a session one fresh test every 15 min', () => {
  expect(waits('ready', 'cut-off')).toEqual([900, 900]);
});

describe('modes', () => {
  const FIX = { fixIsOpen: true } as const;
  const GIVEN_UP = { failures: 5, silent: 5 };
  const HEALTHY: Schedule = {
    mode: 'stay-connected',
    tries: NO_TRIES,
    verdict: 'ready',
    acceptedByHand: false,
    isMute: false,
    fixIsOpen: false,
    stands: false,
  };
  test.each([
    ['stay connected', {}, 900_000],
    ['spot checks', { mode: 'spot-checks' }, 900_000],
    ['look only', { mode: 'look-only' }, null],
    ['no choice yet', { mode: null }, null],
    ['the last client was accepted by hand', { acceptedByHand: true }, null],
    ['the session is mute', { isMute: true }, null],
    ['a failure', { verdict: 'not-running', tries: { failures: 2, silent: 0 } }, 30_000],
    ['a failure long after a hand', { verdict: 'not-running', acceptedByHand: true }, 15_000],
    ['look only, a failure', { mode: 'look-only', verdict: 'not-running' }, null],
    ['a fix is open', { ...FIX, verdict: 'not-running' }, 15_000],
    ['a fix is open, silence met for good', { ...FIX, verdict: 'silent', tries: GIVEN_UP }, 15_000],
    ['a fix is open beside a session', { ...FIX, verdict: 'silent', stands: true }, 15_000],
    ['a fix is open, a session tells', { ...FIX, verdict: 'cut-off', stands: true }, 900_000],
    ['a fix is open, no session stays', { ...FIX, verdict: 'cut-off' }, 15_000],
    ['a fix is open after a hand', { ...FIX, verdict: 'cut-off', acceptedByHand: true }, null],
    ['a fix is open, the session is mute', { ...FIX, isMute: true }, null],
    ['a fix is open in look only', { ...FIX, mode: 'look-only', verdict: 'silent' }, null],
  ] as const)('%s', (_name, change, expected) => {
    expect(scheduledTestInMs({ ...HEALTHY, ...change })).toBe(expected);
  });
});

describe('silence met by an earlier run', () => {
  test.each([
    ['none', 0, 1000, true, 0],
    ['once, just now', 1, 1000, true, 14_000],
    ['once, long ago', 1, 60_000, true, 0],
    ['twice', 2, 10_000, true, 20_000],
    ['three times', 3, 86_400_000, true, null],
    ['three times, but something changed', 3, 1000, false, 0],
    ['once, by a clock that was ahead', 1, -5000, true, 15_000],
  ] as const)('%s', (_name, silent, sinceMs, same, expected) => {
    expect(waitAtStartMs({ failures: silent, silent }, sinceMs, same)).toBe(expected);
  });
});

test('the process list is read every 15 s for 10 min, then every 60 s; half as often on battery', () => {
  expect(processLookInMs(0, false)).toBe(15_000);
  expect(processLookInMs(599_999, false)).toBe(15_000);
  expect(processLookInMs(600_000, false)).toBe(60_000);
  expect(processLookInMs(0, true)).toBe(30_000);
  expect(processLookInMs(600_000, true)).toBe(120_000);
});
