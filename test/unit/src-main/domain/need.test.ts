import { describe, expect, test } from 'vitest';
import type { TestReport } from '../../../../src-main/contract/test-report.ts';
import type { GatewayState, Verdict } from '../../../../src-main/contract/verdict.ts';
import { exitCode, isProven } from '../../../../src-main/domain/need.ts';
import { reportOf } from '../../../support/mocked-main/fixtures.ts';

const codes = (verdict: Verdict | null, change: Partial<TestReport> = {}) =>
  (['session', 'link', 'data'] as const).map((need) =>
    exitCode(reportOf(verdict, 0, change), need),
  );

describe('exit codes for session, link and data', () => {
  test.each<[Verdict, readonly number[]]>([
    ['ready', [0, 0, 0]],
    ['slow', [0, 0, 1]],
    ['farm-down', [0, 0, 1]],
    ['clock-skew', [0, 0, 1]],
    ['cut-off', [0, 1, 1]],
    ['client-id-in-use', [1, 1, 1]],
    ['silent', [1, 1, 1]],
    ['session-silent', [1, 1, 1]],
    ['disclaimer-pending', [1, 1, 1]],
    ['sign-in-needed', [1, 1, 1]],
    ['starting', [1, 1, 1]],
    ['not-running', [2, 2, 2]],
    ['wrong-port', [2, 2, 2]],
    ['unreachable', [2, 2, 2]],
    ['wrong-service', [2, 2, 2]],
    ['refused-by-rule', [2, 2, 2]],
    ['session-refused', [2, 2, 2]],
    ['unsupported-version', [2, 2, 2]],
    ['cannot-measure', [3, 3, 3]],
    ['not-tested', [3, 3, 3]],
  ])('%s: %j', (verdict, expected) => {
    expect(codes(verdict)).toEqual(expected);
  });

  test('without a verdict nothing is known', () => {
    expect(codes(null)).toEqual([3, 3, 3]);
  });

  test.each<[GatewayState, number]>([
    ['restart', 1],
    ['paused', 3],
  ])('%s: %d', (state, expected) => {
    expect(exitCode(reportOf('not-running', 0, { state }), 'data')).toBe(expected);
  });
});

describe('an expectation that is not met', () => {
  const live = { accounts: { count: 1, kind: 'live' } } as const;

  test('never leads to 0', () => {
    expect(codes('wrong-account', live)).toEqual([1, 1, 1]);
  });

  test('not even where a lost link outranks it', () => {
    expect(codes('cut-off', live)).toEqual([1, 1, 1]);
  });

  test('is none where nobody expected anything', () => {
    const report = reportOf('ready', 0, live);
    const unexpected = { ...report, target: { ...report.target, expect: null } };
    expect(isProven(unexpected, 'data')).toBe(true);
  });
});

test('a link is not proven before the servers were heard', () => {
  const report = reportOf('ready', 0);
  const stages = report.stages.map((one) =>
    one.stage === 'upstream' ? { ...one, outcome: 'unknown' as const } : one,
  );
  const early = { ...report, stages, verdict: 'cannot-measure' as const };
  expect(isProven(early, 'session')).toBe(true);
  expect(isProven(early, 'link')).toBe(false);
});
