import { describe, expect, test } from 'vitest';
import { VERDICTS, type Verdict } from '../../../../src-main/contract/verdict.ts';
import {
  afterTest,
  nextTestInMs,
  NO_TRIES,
  sessionLives,
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

test('a session lives behind these verdicts and no other', () => {
  expect(VERDICTS.filter((verdict) => sessionLives(verdict))).toEqual([
    'ready',
    'slow',
    'cut-off',
    'farm-down',
    'wrong-account',
    'clock-skew',
  ]);
  expect(sessionLives(null)).toBe(false);
});

test('beside a session one fresh test every 15 min', () => {
  expect(waits('ready', 'cut-off')).toEqual([900, 900]);
});
