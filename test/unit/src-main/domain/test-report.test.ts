import { describe, expect, test } from 'vitest';
import { targetOf } from '../../../../src-main/contract/target.ts';
import { exitCode } from '../../../../src-main/domain/need.ts';
import type { TestFacts } from '../../../../src-main/domain/test-facts.ts';
import { concludedReport, reportOf } from '../../../../src-main/domain/test-report.ts';
import {
  answered,
  BEGAN_AT,
  clocked,
  code,
  connected,
  contextAt,
  facts,
  ID,
  onTarget,
  passed,
  refused,
  started,
  type Seen,
} from '../../../support/builders.ts';

const reportAt = (ms: number, seen: Seen, change?: Partial<TestFacts>) =>
  reportOf(facts(seen, change), contextAt(ms)).report;
const concludedAt = (ms: number, seen: Seen, change?: Partial<TestFacts>) =>
  concludedReport(facts(seen, change), contextAt(ms));
const stage = (report: ReturnType<typeof reportAt>, name: string) =>
  report.stages.find((one) => one.stage === name);

describe('reportOf', () => {
  test('dates the test from its first moment and the report from now', () => {
    expect(reportAt(299, passed())).toMatchObject({ startedAt: BEGAN_AT, at: BEGAN_AT + 299 });
  });

  test('sums a passed test up', () => {
    expect(reportAt(299, passed())).toMatchObject({
      phase: 'done',
      state: 'ready',
      verdict: 'ready',
      serverVersion: 187,
      connectionTime: '20261122 14:31:00 CET',
      accounts: { count: 1, kind: 'paper' },
      clientId: ID,
      clockSkewMs: 0,
      causes: [],
      notes: [],
    });
  });

  test('is checking while nothing can be said, and holds what is silent', () => {
    expect(reportAt(100, connected)).toMatchObject({
      phase: 'running',
      state: 'checking',
      verdict: null,
    });
    expect(reportAt(5000, connected)).toMatchObject({ phase: 'held', state: 'waiting' });
  });

  test('says so while no evidence is gathered', () => {
    expect(reportAt(1, [], { evidence: null }).evidence).toEqual({
      process: { outcome: 'not-checked' },
      listener: { outcome: 'not-checked' },
      windows: { outcome: 'not-checked' },
      otherPorts: [],
    });
  });

  test('knows the version of a Gateway that is too old', () => {
    const seen: Seen = [...connected, [9, { kind: 'unsupported-version', serverVersion: 76 }]];
    expect(reportAt(10, seen).serverVersion).toBe(76);
  });

  test('notes codes once, good news never, and the id that was taken', () => {
    const seen: Seen = [
      ...passed(),
      [50, code(2105, 'ushmds')],
      [51, code(2105, 'ushmds')],
      [52, code(2106, 'euhmds')],
      [53, { kind: 'frame-skipped', messageId: 4 }],
    ];
    expect(reportAt(299, seen, { takenIds: [ID - 3] }).notes).toEqual([
      { code: 326, text: `Client ID ${ID - 3} is taken; another one was tried.` },
      { code: 2105, text: 'A historical data farm is down (ushmds).' },
      { code: null, text: '1 message came before the version.' },
    ]);
  });
});

describe('a caller whose time is over', () => {
  test.each<[string, Seen, string, string]>([
    ['nothing began', [], 'cannot-measure', 'done'],
    ['TCP had no answer', [[5, { kind: 'connecting' }]], 'unreachable', 'done'],
    ['no byte came', connected, 'silent', 'held'],
    ['no session came', answered(), 'session-silent', 'held'],
    ['the clock did not answer', started(), 'session-silent', 'held'],
    ['no farm had reported', clocked(), 'cannot-measure', 'done'],
    [
      'a farm was down, maybe for a moment',
      [...clocked(), [90, code(2103)]],
      'cannot-measure',
      'done',
    ],
    ['the link was lost', [...clocked(), [90, code(1100)]], 'cut-off', 'done'],
    ['one id was taken', [...answered(), [90, code(326)]], 'cannot-measure', 'done'],
  ])('%s: %s', (_name, seen, verdict, phase) => {
    expect(concludedAt(100, seen)).toMatchObject({ verdict, phase });
  });

  test('gets the verdict that stands already', () => {
    expect(concludedAt(299, passed()).verdict).toBe('ready');
    expect(concludedAt(9, refused, onTarget(targetOf('192.0.2.7', 4002, null))).verdict).toBe(
      'not-running',
    );
  });

  test('calls an unanswered stage silent, however short the wait', () => {
    const report = concludedAt(100, connected);
    expect(stage(report, 'version')).toMatchObject({ outcome: 'silent', durationMs: 94 });
    expect(report.details).toEqual({ waitedMs: 94 });
  });

  test('claims no 5 seconds that did not pass', () => {
    expect(concludedAt(100, [[5, { kind: 'connecting' }]]).details).toEqual({
      errno: 'ETIMEDOUT',
      waitedMs: 95,
    });
  });

  test('has the session proven where that is all it needs', () => {
    const report = concludedAt(100, clocked());
    expect(exitCode(report, 'session')).toBe(0);
    expect(exitCode(report, 'link')).toBe(3);
    expect(exitCode(report, 'data')).toBe(3);
  });

  test('hears of the other account at once', () => {
    const report = concludedAt(100, clocked(40, 0, started(40, 'live')));
    expect(report.verdict).toBe('wrong-account');
    expect(exitCode(report, 'session')).toBe(1);
  });
});
