import { describe, expect, test } from 'vitest';
import { answerOf, asAskedBy, cutShort, kept } from '../../../../src-main/cli/others-answer.ts';
import type { ConnectionStatus } from '../../../../src-main/contract/connection-status.ts';
import { targetOf } from '../../../../src-main/contract/target.ts';
import type { StageReport } from '../../../../src-main/contract/test-report.ts';
import { VERDICTS } from '../../../../src-main/contract/verdict.ts';
import { exitCode } from '../../../../src-main/domain/need.ts';
import {
  paper4002,
  pausedStatus,
  reportOf,
  stages,
  statusOf,
  testingStatus,
} from '../../../support/mocked-main/fixtures.ts';

const NOW = Date.parse('2026-11-22T14:31:52.104Z');
const nobody = targetOf('127.0.0.1', 4002, null);
const live = targetOf('127.0.0.1', 4002, 'live');

describe('what a monitor knows spares a test', () => {
  const answeredAgo = (ms: number, change: Partial<ConnectionStatus> = {}): ConnectionStatus =>
    statusOf('ready', NOW, { sessionAnsweredAt: NOW - ms, ...change });

  test.each<[string, ConnectionStatus, boolean]>([
    ['the session answered 3 s ago', answeredAgo(3000), true],
    ['the session answered 30 s ago', answeredAgo(30_000), true],
    ['the session answered 31 s ago', answeredAgo(31_000), false],
    ['the session answered in a minute', answeredAgo(-60_000), false],
    ['no session ever answered', answeredAgo(0, { sessionAnsweredAt: null }), false],
    ['spot checks keep no session', answeredAgo(3000, { mode: 'spot-checks' }), false],
    ['look only keeps none', answeredAgo(3000, { mode: 'look-only' }), false],
    ['a connection is held without an answer', statusOf('silent', NOW), true],
    ['the one that was held is closed', statusOf('silent', NOW, { testingSince: null }), false],
    ['the session is mute', statusOf('frozen', NOW, { sessionAnsweredAt: NOW - 90_000 }), true],
    ['a test runs', testingStatus(NOW, 800), false],
    ['the session dropped', statusOf('session-lost', NOW, { sessionAnsweredAt: NOW }), false],
    ['nothing listens', statusOf('not-running', NOW, { sessionAnsweredAt: NOW }), false],
    ['it is paused', pausedStatus(NOW), false],
    ['it never tested', answeredAgo(3000, { report: null }), false],
  ])('%s', (_name, status, spares) => {
    expect(answerOf(status, paper4002, NOW) !== null).toBe(spares);
  });

  test('new clients that are blocked are no success, though the session answers', () => {
    const status = statusOf('new-clients-blocked', NOW, {
      sessionAnsweredAt: NOW - 3000,
      report: reportOf('silent', NOW),
    });
    const report = answerOf(status, paper4002, NOW);
    expect(report?.verdict).toBe('new-clients-blocked');
    if (report) expect(exitCode(report, 'session')).toBe(1);
  });

  test('held silence has grown since it was told', () => {
    const report = answerOf(statusOf('silent', NOW), paper4002, NOW + 7000);
    expect(report).toMatchObject({ at: NOW + 7000, details: { waitedMs: 31_000 } });
  });
});

describe('another expectation than the one it was tested with', () => {
  test('that the accounts don’t meet: wrong account, never exit code 0', () => {
    const report = asAskedBy(reportOf('ready', NOW), live);
    expect(report).toMatchObject({
      state: 'degraded',
      verdict: 'wrong-account',
      details: { accountKind: 'paper' },
      target: { expect: 'live' },
    });
    for (const verdict of VERDICTS) {
      const asked = asAskedBy(reportOf(verdict, NOW), live);
      if (asked !== null) expect(exitCode(asked, 'session')).not.toBe(0);
    }
  });

  test('a lost link outranks it', () => {
    expect(asAskedBy(reportOf('cut-off', NOW), live)?.verdict).toBe('cut-off');
  });

  test('what was wrong there may hide what is wrong here', () => {
    const accounts = { count: 1, kind: 'paper' } as const;
    const report = reportOf('wrong-account', NOW, { target: live, accounts });
    expect(asAskedBy(report, nobody)).toBeNull();
    expect(asAskedBy(report, live)?.verdict).toBe('wrong-account');
  });

  test('matters to nothing but a session', () => {
    for (const verdict of ['silent', 'not-running', 'frozen'] as const) {
      expect(asAskedBy(reportOf(verdict, NOW), live)).toMatchObject({ verdict, target: live });
    }
  });
});

describe('time over while somebody else’s test runs', () => {
  const running = (steps: Parameters<typeof stages>[0]): ReturnType<typeof reportOf> =>
    reportOf(null, NOW, { phase: 'running', startedAt: NOW, at: NOW, stages: stages(steps) });

  test.each<[StageReport['stage'], ReturnType<typeof reportOf>, string, number]>([
    ['process', running({ process: ['running', null] }), 'cannot-measure', 3],
    ['connect', running({ connect: ['running', null] }), 'unreachable', 2],
    ['version', running({ connect: ['passed', 1], version: ['running', null] }), 'silent', 1],
    [
      'session',
      running({ version: ['passed', 1], session: ['running', null] }),
      'session-silent',
      1,
    ],
    ['clock', running({ session: ['passed', 1], clock: ['running', null] }), 'session-silent', 1],
    [
      'upstream',
      running({ clock: ['passed', 1], upstream: ['running', null] }),
      'cannot-measure',
      3,
    ],
  ])('in %s', (stage, report, verdict, code) => {
    const ended = cutShort(report, NOW + 2000);
    expect(ended).toMatchObject({ verdict, phase: 'done', at: NOW + 2000 });
    expect(ended.stages.find((one) => one.stage === stage)?.outcome).toBe('silent');
    expect(ended.stages.filter(({ outcome }) => outcome === 'running')).toEqual([]);
    expect(exitCode(ended, 'data')).toBe(code);
  });

  test('what has a verdict keeps it', () => {
    expect(cutShort(reportOf('ready', NOW), NOW + 9)).toEqual(reportOf('ready', NOW));
    expect(cutShort(reportOf('silent', NOW), NOW + 9000).verdict).toBe('silent');
  });
});

test('a test of another program that tells nothing: nobody can tell', () => {
  const report = kept(paper4002, NOW, 912_345);
  expect(report).toMatchObject({ verdict: 'cannot-measure', state: 'checking', at: NOW });
  expect([exitCode(report, 'session'), exitCode(report, 'data')]).toEqual([3, 3]);
});
