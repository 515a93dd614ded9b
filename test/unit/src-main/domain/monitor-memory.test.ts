import { describe, expect, test } from 'vitest';
import {
  NO_MEMORY,
  usualSessionMs,
  withRestart,
  withTest,
  type MonitorMemory,
} from '../../../../src-main/domain/monitor-memory.ts';
import { reportOf } from '../../../support/mocked-main/fixtures.ts';

const passed = (memory: MonitorMemory, sessionMs: number): MonitorMemory =>
  withTest(memory, reportOf('ready', 1000, { details: { sessionMs, usualMs: 300 } }));

describe('the usual session time', () => {
  test('is the median of the last 50, once five are known', () => {
    const four = [300, 100, 200, 9000].reduce(passed, NO_MEMORY);
    expect(usualSessionMs(four)).toBeNull();
    expect(usualSessionMs(passed(four, 400))).toBe(300);
    const many = Array.from({ length: 60 }, () => 500).reduce(passed, four);
    expect(many.sessionTimesMs).toEqual(Array(50).fill(500));
  });

  test('leaves out tests that a person had to accept, and those that failed', () => {
    const byHand = withTest(NO_MEMORY, reportOf('ready', 1000, { details: { usualMs: 300 } }));
    expect(byHand.sessionTimesMs).toEqual([]);
    const failed = withTest(NO_MEMORY, reportOf('silent', 1000, { details: { waitedMs: 5000 } }));
    expect(failed).toMatchObject({
      sessionTimesMs: [],
      lastTest: { at: 1000, verdict: 'silent', waitedMs: 5000 },
    });
  });
});

test('restarts: the newest 14, and none that took longer than 5 min', () => {
  const nights = Array.from({ length: 20 }, (_none, day) => ({
    goneAt: day * 86_400_000,
    backAt: day * 86_400_000 + 60_000,
  }));
  const memory = nights.reduce(withRestart, NO_MEMORY);
  expect(memory.restarts).toEqual(nights.slice(-14));
  expect(withRestart(memory, { goneAt: 0, backAt: 300_001 })).toBe(memory);
});
