import { describe, expect, test } from 'vitest';
import {
  NO_MEMORY,
  usualSessionMs,
  usualStagesMs,
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

describe('the usual time of each stage', () => {
  const timed = (memory: MonitorMemory, versionMs: number | null): MonitorMemory => {
    const report = reportOf('ready', 1000, { details: { sessionMs: 90, usualMs: 300 } });
    const stages = report.stages.map((one) =>
      one.stage === 'version'
        ? { ...one, outcome: versionMs === null ? 'unknown' : 'passed', durationMs: versionMs }
        : one,
    );
    return withTest(memory, { ...report, stages } as typeof report);
  };

  test('is the median of the last 50 in which it passed, once five are known', () => {
    const four = [30, 10, 20, 900].reduce(timed, NO_MEMORY);
    expect(usualStagesMs(four)).toEqual({});
    expect(Object.keys(usualStagesMs(timed(four, null)))).toContain('connect');
    expect(usualStagesMs(timed(four, null))).not.toHaveProperty('version');
    expect(usualStagesMs(timed(four, 40))).toMatchObject({ version: 30 });
    const many = Array.from({ length: 60 }, () => 50).reduce(timed, four);
    expect(many.stageTimesMs.version).toEqual(Array(50).fill(50));
  });

  test('leaves out what a person had to accept; when that was is remembered', () => {
    const byHand = reportOf('ready', 1000, { details: { usualMs: 300 } });
    const memory = withTest(NO_MEMORY, byHand);
    expect(memory).toMatchObject({ stageTimesMs: {}, acceptedAt: byHand.at });
    expect(timed(memory, 10).acceptedAt).toBe(byHand.at);
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
