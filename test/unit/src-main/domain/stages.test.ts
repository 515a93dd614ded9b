import { describe, expect, test } from 'vitest';
import { STAGES, type Stage, type StageReport } from '../../../../src-main/contract/test-report.ts';
import { stagesOf } from '../../../../src-main/domain/stages.ts';
import type { TestFacts } from '../../../../src-main/domain/test-facts.ts';
import { judge } from '../../../../src-main/domain/verdict.ts';
import {
  answered,
  clocked,
  code,
  connected,
  contextAt,
  evidence,
  facts,
  found,
  gatewayProcess,
  noListener,
  noProcess,
  onTarget,
  passed,
  refused,
  remote4002,
  started,
  type Seen,
} from '../../../support/builders.ts';

function stagesAt(
  ms: number,
  seen: Seen,
  change: Partial<TestFacts> = {},
): Record<Stage, StageReport> {
  const known = facts(seen, change);
  const context = contextAt(ms);
  const stages = stagesOf(known, judge(known, context), context.nowMs);
  expect(stages.map(({ stage }) => stage)).toEqual(STAGES);
  return Object.fromEntries(stages.map((one) => [one.stage, one])) as Record<Stage, StageReport>;
}
/** `passed 5+1`: the outcome, the start and the duration, in ms. */
const line = ({ outcome, startMs, durationMs }: StageReport): string =>
  startMs === null ? outcome : `${outcome} ${startMs}+${durationMs ?? '…'}`;
const lines = (ms: number, seen: Seen, change?: Partial<TestFacts>): readonly string[] =>
  STAGES.slice(2).map((stage) => line(stagesAt(ms, seen, change)[stage]));

const hangUp = (ms: number): Seen[number] => [ms, { kind: 'closed', how: 'fin', errno: null }];
const S = 'skipped';

describe('the stages of a connection', () => {
  test.each<[string, number, Seen, readonly string[]]>([
    ['nothing yet', 1, [], [S, S, S, S, S]],
    ['connecting', 100, [[5, { kind: 'connecting' }]], ['running 5+…', S, S, S, S]],
    ['refused', 10, refused, ['failed 5+1', S, S, S, S]],
    ['no answer to TCP', 5005, [[5, { kind: 'connecting' }]], ['failed 5+5000', S, S, S, S]],
    ['waiting for the version', 1000, connected, ['passed 5+1', 'running 6+…', S, S, S]],
    ['silence', 24_006, connected, ['passed 5+1', 'silent 6+24000', S, S, S]],
    ['a hang-up', 60_000, [...connected, hangUp(16)], ['passed 5+1', 'failed 6+10', S, S, S]],
    [
      'a session that does not start',
      10_026,
      answered(),
      ['passed 5+1', 'passed 6+20', 'silent 26+10000', S, S],
    ],
    [
      '10141',
      60,
      [...answered(), [56, code(10141)]],
      ['passed 5+1', 'passed 6+20', 'failed 26+30', S, S],
    ],
    [
      'the clock under way',
      50,
      [...started(), [46, { kind: 'clock-asked' }]],
      ['passed 5+1', 'passed 6+20', 'passed 26+20', 'running 46+…', 'running 46+…'],
    ],
    [
      'ready',
      299,
      passed(),
      ['passed 5+1', 'passed 6+20', 'passed 26+20', 'passed 46+2', 'passed 46+253'],
    ],
    [
      'a farm down',
      3046,
      [...clocked(), [60, code(2103, 'usfarm')]],
      ['passed 5+1', 'passed 6+20', 'passed 26+20', 'passed 46+2', 'failed 46+3000'],
    ],
    [
      'a hang-up before the clock',
      60,
      [...started(), [46, { kind: 'clock-asked' }], hangUp(56)],
      [
        'passed 5+1',
        'passed 6+20',
        'passed 26+20',
        'failed 46+10',
        // Nothing is known against the servers.
        'unknown 46+10',
      ],
    ],
    [
      'a dead worker',
      60,
      [...connected, [16, { kind: 'worker-failed', reason: 'stuck' }]],
      ['passed 5+1', 'unknown 6+10', S, S, S],
    ],
    [
      'a worker that dies while connecting claims nothing of the network',
      60,
      [
        [5, { kind: 'connecting' }],
        [16, { kind: 'worker-failed', reason: 'stuck' }],
      ],
      ['unknown 5+11', S, S, S, S],
    ],
  ])('%s', (_name, ms, seen, expected) => {
    expect(lines(ms, seen)).toEqual(expected);
  });

  test('a finished test leaves no stage running', () => {
    for (const seen of [refused, [...connected, hangUp(9)], passed()]) {
      expect(lines(60_000, seen).filter((one) => one.startsWith('running'))).toEqual([]);
    }
  });

  test('say what they saw', () => {
    expect(stagesAt(10, refused).connect.evidence).toEqual({ errno: 'ECONNREFUSED' });
    expect(stagesAt(5005, [[5, { kind: 'connecting' }]]).connect.evidence).toEqual({
      errno: 'ETIMEDOUT',
    });
    expect(stagesAt(60, [...connected, hangUp(9)]).version.evidence).toEqual({
      bytesReceived: 0,
      closedBy: 'fin',
    });
    const foreign = [9, { kind: 'foreign-bytes', service: 'tls', reason: 'why' }] as const;
    expect(stagesAt(60, [...connected, foreign]).version.evidence).toMatchObject({
      service: 'tls',
      reason: 'why',
    });
    expect(stagesAt(60, [...answered(), [56, code(10141)]]).session.evidence).toEqual({
      nextValidId: false,
      managedAccounts: false,
      code: 10141,
    });
    const ready = stagesAt(299, passed());
    expect(ready.version.evidence).toEqual({ serverVersion: 187 });
    expect(ready.clock.evidence).toEqual({ skewMs: 0 });
    expect(ready.upstream.evidence).toEqual({ linkLost: false, farmsDown: '' });
  });
});

describe('the stages of evidence', () => {
  test('tell which process and who listens', () => {
    const { process, listener } = stagesAt(10, connected);
    expect(process).toMatchObject({
      outcome: 'passed',
      startMs: 0,
      durationMs: 3,
      evidence: { count: 1, product: 'gateway', version: '10.41', pid: 4711 },
    });
    expect(listener).toMatchObject({
      outcome: 'passed',
      startMs: 3,
      durationMs: 0.4,
      evidence: { owner: 'gateway', program: 'java', closeWait: 0, clients: 1 },
    });
  });

  test.each([
    ['nothing there', noProcess, noListener, 'failed', 'failed'],
    [
      'unreadable',
      { outcome: 'unknown', missing: 'ps', durationMs: 1 },
      { outcome: 'unknown', missing: 'lsof', durationMs: 1 },
      'unknown',
      'unknown',
    ],
    ['found', found(gatewayProcess(0)), evidence().listener, 'passed', 'passed'],
  ] as const)('%s', (_name, process, listener, first, second) => {
    const stages = stagesAt(10, connected, { evidence: evidence({ process, listener }) });
    expect([stages.process.outcome, stages.listener.outcome]).toEqual([first, second]);
  });

  test('are not reached before they were gathered, and not checked for another host', () => {
    expect(stagesAt(1, [], { evidence: null }).process).toMatchObject({ outcome: S, evidence: {} });
    const remote = stagesAt(1, [], {
      ...onTarget(remote4002),
      evidence: evidence({ process: { outcome: 'not-checked' } }),
    });
    expect(remote.process).toMatchObject({ outcome: S, evidence: { remote: true } });
  });
});
