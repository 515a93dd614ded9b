import { describe, expect, test } from 'vitest';
import { targetOf } from '../../../../src-main/contract/target.ts';
import type { TestFacts } from '../../../../src-main/domain/test-facts.ts';
import { judge, watchedProcess, type VerdictContext } from '../../../../src-main/domain/verdict.ts';
import {
  answered,
  BEGAN_AT,
  BEGAN_MS,
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
  version,
  type Seen,
} from '../../../support/builders.ts';

const at = (
  ms: number,
  seen: Seen,
  change: Partial<TestFacts> = {},
  context: Partial<VerdictContext> = {},
) => judge(facts(seen, change), contextAt(ms, context));

const nobodyListens = (process = noProcess, otherPorts: readonly number[] = []) =>
  evidence({ process, listener: noListener, otherPorts });
const aged = (ageMs: number) => found(gatewayProcess(ageMs));
const LOCAL_4002 = targetOf('127.0.0.1', 4002, null);

describe('before anything was seen', () => {
  test('a worker that has not begun is waited for without a limit of its own', () => {
    expect(at(60_000, [])).toMatchObject({ verdict: null, phase: 'running', dueMs: null });
  });
});

describe('a refused connection', () => {
  test.each([
    ['no process and nothing listens', nobodyListens(), 'not-running'],
    ['a process of 2 min', nobodyListens(aged(120_000 - 10)), 'sign-in-needed'],
    ['a process just under 2 min old', nobodyListens(aged(120_000 - 11)), 'starting'],
    ['an IB process listens elsewhere', nobodyListens(aged(3_600_000), [4001, 7497]), 'wrong-port'],
    ['another port of an IB process that hides', nobodyListens(noProcess, [4001]), 'wrong-port'],
    [
      'the process list is unreadable',
      nobodyListens({ outcome: 'unknown', missing: 'ps', durationMs: 1 }),
      'cannot-measure',
    ],
    [
      'the socket table is unreadable',
      evidence({
        process: noProcess,
        listener: { outcome: 'unknown', missing: '/proc/net/tcp', durationMs: 1 },
      }),
      'cannot-measure',
    ],
  ] as const)('%s: %s', (_name, seenHere, expected) => {
    const { verdict, phase } = at(10, refused, { evidence: seenHere });
    expect({ verdict, phase }).toEqual({ verdict: expected, phase: 'done' });
  });

  test('waits for the evidence that explains it', () => {
    expect(at(400, refused, { evidence: null })).toMatchObject({ verdict: null, dueMs: null });
  });

  test('names the other port and when the process started', () => {
    const elsewhere = nobodyListens(aged(3_600_000), [4001, 7497]);
    expect(at(10, refused, { evidence: elsewhere }).details).toEqual({ otherPort: 4001 });
    expect(at(10, refused, { evidence: nobodyListens(aged(500_000)) }).details).toEqual({
      processStartedAt: BEGAN_AT - 500_000,
    });
  });

  test('of another host says only that nothing listens, without evidence', () => {
    const remote = { ...onTarget(remote4002), evidence: null };
    expect(at(10, refused, remote).verdict).toBe('not-running');
  });
});

describe('a connection that fails otherwise', () => {
  test.each([
    ['ETIMEDOUT', 'unreachable'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'unreachable'],
    ['ENOTFOUND', 'unreachable'],
    ['EAI_AGAIN', 'unreachable'],
    ['EAI_FAIL', 'unreachable'],
    ['ECONNRESET', 'refused-by-rule'],
    ['EACCES', 'cannot-measure'],
    ['EPERM', 'cannot-measure'],
    ['EMFILE', 'cannot-measure'],
  ] as const)('%s: %s', (errno, expected) => {
    const seen: Seen = [
      [5, { kind: 'connecting' }],
      [9, { kind: 'connect-failed', errno }],
    ];
    expect(at(10, seen)).toMatchObject({ verdict: expected, phase: 'done' });
  });

  test('without an answer it counts as unreachable after 5 s, counted from its own start', () => {
    const seen: Seen = [[5, { kind: 'connecting' }]];
    expect(at(5004, seen)).toMatchObject({ verdict: null, dueMs: BEGAN_MS + 5005 });
    expect(at(5005, seen)).toMatchObject({ verdict: 'unreachable', phase: 'done' });
  });
});

describe('silence after the connection', () => {
  test('is said after 4 s and held from then on', () => {
    expect(at(4005, connected)).toMatchObject({ verdict: null, dueMs: BEGAN_MS + 4006 });
    expect(at(4006, connected)).toMatchObject({
      verdict: 'silent',
      phase: 'held',
      details: { waitedMs: 4000 },
    });
    expect(at(60_006, connected).details).toEqual({ waitedMs: 60_000 });
  });

  test('an incomplete plausible frame is silence too', () => {
    const seen: Seen = [...connected, [900, { kind: 'first-byte' }]];
    expect(at(5000, seen).verdict).toBe('silent');
  });

  test('a version without a session is given 10 s', () => {
    expect(at(10_025, answered())).toMatchObject({ verdict: null, dueMs: BEGAN_MS + 10_026 });
    expect(at(10_026, answered())).toMatchObject({
      verdict: 'session-silent',
      phase: 'held',
      details: { waitedMs: 10_000 },
    });
  });

  test.each([
    ['only the next valid id', [100, { kind: 'next-valid-id' }]],
    ['only the accounts', [100, { kind: 'managed-accounts', count: 1, accountKind: 'paper' }]],
  ] as const)('%s is no session', (_name, part) => {
    expect(at(10_026, [...answered(), part]).verdict).toBe('session-silent');
  });
});

describe('the clock', () => {
  const asked: Seen = [...started(), [46, { kind: 'clock-asked' }]];
  const askedTwice: Seen = [...asked, [3046, { kind: 'clock-asked' }]];

  test('is asked once more after 3 s without an answer', () => {
    expect(at(1000, asked)).toMatchObject({ dueMs: BEGAN_MS + 3046, then: 'ask-clock' });
  });

  test('two missing answers are a session that does not work', () => {
    expect(at(6045, askedTwice)).toMatchObject({ verdict: null, dueMs: BEGAN_MS + 6046 });
    expect(at(6046, askedTwice)).toMatchObject({
      verdict: 'session-silent',
      phase: 'held',
      details: { waitedMs: 6000 },
    });
  });

  test.each([
    [5000, 'ready'],
    [5001, 'clock-skew'],
    [-5000, 'ready'],
    [-5001, 'clock-skew'],
  ] as const)('%d ms off: %s', (skewMs, expected) => {
    const seen: Seen = [...clocked(40, skewMs), [49, code(2104, 'usfarm')]];
    expect(at(299, seen).verdict).toBe(expected);
  });
});

describe('a session that works', () => {
  test('is ready a moment after the first farm reported well', () => {
    expect(at(298, passed())).toMatchObject({ verdict: null, dueMs: BEGAN_MS + 299 });
    expect(at(299, passed())).toMatchObject({
      verdict: 'ready',
      phase: 'done',
      details: { sessionMs: 40 },
    });
  });

  test('without any farm it takes the whole 3 s', () => {
    expect(at(3045, clocked())).toMatchObject({ verdict: null, dueMs: BEGAN_MS + 3046 });
    expect(at(3046, clocked()).verdict).toBe('ready');
  });

  test('a farm that is down counts when it was not good again in time', () => {
    const broken: Seen = [...passed(), [60, code(2103, 'usfuture')]];
    expect(at(299, broken)).toMatchObject({ verdict: null, dueMs: BEGAN_MS + 3046 });
    expect(at(3046, broken)).toMatchObject({
      verdict: 'farm-down',
      details: { farms: ['usfuture'] },
    });
    expect(at(3046, [...broken, [2900, code(2104, 'usfuture')]]).verdict).toBe('ready');
  });

  test.each([2105, 2157, 2106, 2107, 2158, 2119])('code %d alone is a note', (number) => {
    expect(at(299, [...passed(), [50, code(number, 'ushmds')]]).verdict).toBe('ready');
  });

  test.each([
    ['3.001 s where 0.3 s is assumed', 3001, null, 'slow'],
    ['3.000 s', 3000, null, 'ready'],
    ['3.5 s where 0.7 s is usual', 3500, 700, 'ready'],
    ['3.5 s where 0.69 s is usual', 3500, 690, 'slow'],
  ] as const)('%s: %s', (_name, sessionMs, usualSessionMs, expected) => {
    const seen: Seen = [...clocked(sessionMs), [sessionMs + 10, code(2104)]];
    expect(at(sessionMs + 300, seen, {}, { usualSessionMs }).verdict).toBe(expected);
  });

  test.each([
    ['the version came after a minute', [...connected, [60_006, version()]] as Seen],
    ['the session came after a minute', answered()],
  ])('a person who answered a dialog is not called a slow Gateway: %s', (_name, before) => {
    const seen: Seen = [
      ...clocked(60_010, 0, [
        ...before,
        [60_016, { kind: 'managed-accounts', count: 1, accountKind: 'paper' }],
        [60_016, { kind: 'next-valid-id' }],
      ]),
      [60_020, code(2104)],
    ];
    const { verdict, details } = at(60_300, seen);
    expect(verdict).toBe('ready');
    expect(details.sessionMs).toBeUndefined();
  });

  const allAtOnce = (kind: 'paper' | 'live', ...codes: readonly number[]): Seen => [
    ...clocked(3500, 60_000, started(3500, kind)),
    ...codes.map((number) => [3520, code(number, 'usfarm')] as const),
  ];
  test.each([
    ['no link to IBKR', allAtOnce('live', 1100, 2103), 'cut-off'],
    ['no link that heals itself', allAtOnce('live', 2110, 2103), 'cut-off'],
    ['the other account', allAtOnce('live', 2103), 'wrong-account'],
    ['a farm', allAtOnce('paper', 2103), 'farm-down'],
    ['the clock', allAtOnce('paper'), 'clock-skew'],
  ] as const)('of several troubles the heaviest is named: %s', (_name, seen, expected) => {
    expect(at(7000, seen).verdict).toBe(expected);
  });

  test.each([
    ['paper', 'paper', 'ready'],
    ['paper', 'live', 'wrong-account'],
    ['live', 'paper', 'wrong-account'],
    ['paper', 'mixed', 'wrong-account'],
    ['live', 'mixed', 'wrong-account'],
    [null, 'live', 'ready'],
    [null, 'mixed', 'ready'],
    ['paper', 'unknown', 'ready'],
  ] as const)('expected %s, got %s: %s', (expect_, kind, expected) => {
    const seen: Seen = [...clocked(40, 0, started(40, kind)), [49, code(2104)]];
    expect(at(299, seen, onTarget(targetOf('127.0.0.1', 4002, expect_))).verdict).toBe(expected);
  });

  test.each([1101, 1102])('code %d brings the link back', (number) => {
    const seen: Seen = [...passed(), [50, code(1100)], [200, code(number)]];
    expect(at(299, seen).verdict).toBe('ready');
  });
});

describe('the wire comes before the process list', () => {
  const nothingHere = { evidence: nobodyListens() };

  test('a session is ready where no process is seen, as behind a container', () => {
    expect(at(299, passed(), nothingHere).verdict).toBe('ready');
  });

  test('silence is silence, though nothing seems to listen', () => {
    expect(at(5000, connected, nothingHere).verdict).toBe('silent');
  });

  test('a young process does not excuse silence', () => {
    expect(at(5000, connected, { evidence: evidence({ process: aged(1000) }) }).verdict).toBe(
      'silent',
    );
  });
});

describe('a hang-up', () => {
  const hangUp = (ms: number): Seen[number] => [ms, { kind: 'closed', how: 'fin', errno: null }];

  test.each([
    ['before any byte', [...connected, hangUp(8)], 'refused-by-rule', 2],
    ['after 41 s of silence', [...connected, hangUp(41_006)], 'refused-by-rule', 41_000],
    [
      'within the first frame',
      [...connected, [7, { kind: 'first-byte' }], hangUp(9)],
      'refused-by-rule',
      3,
    ],
    ['after the version', [...answered(), hangUp(30)], 'session-refused', 24],
    ['before the clock answered', [...started(), hangUp(50)], 'session-refused', 44],
  ] as const)('%s: %s', (_name, seen, expected, closedAfterMs) => {
    expect(at(60_000, seen as Seen)).toMatchObject({
      verdict: expected,
      phase: 'done',
      details: { closedAfterMs },
    });
  });
});

describe('codes that end a test', () => {
  const disclaimer: Seen = [...answered(), [30, code(10141)]];
  const taken: Seen = [...answered(), [30, code(326)]];

  test('10141 asks for the disclaimer', () => {
    expect(at(31, disclaimer)).toMatchObject({ verdict: 'disclaimer-pending', phase: 'done' });
  });

  test('326 is tried again with another id after 2 s, and a hang-up changes nothing about it', () => {
    const seen: Seen = [...taken, [31, { kind: 'closed', how: 'fin', errno: null }]];
    expect(at(40, seen)).toMatchObject({
      verdict: null,
      phase: 'running',
      dueMs: BEGAN_MS + 2030,
      then: 'next-id',
    });
  });

  test('326 for the second id as well is the verdict', () => {
    expect(at(31, taken, { takenIds: [912_342] })).toMatchObject({
      verdict: 'client-id-in-use',
      phase: 'done',
    });
  });

  test.each([
    ['the process is under 2 min old', aged(119_000), null, 'starting'],
    ['the process is 2 min old', aged(120_000), null, 'disclaimer-pending'],
    ['a restart was seen a minute ago', aged(3_600_000), BEGAN_AT - 60_000, 'starting'],
    ['a restart was seen 2 min ago', aged(3_600_000), BEGAN_AT - 120_000, 'disclaimer-pending'],
  ] as const)('10141 while %s', (_name, process, restartSeenAt, expected) => {
    const change = { evidence: evidence({ process }) };
    expect(at(31, disclaimer, change, { restartSeenAt }).verdict).toBe(expected);
  });

  test('326 just after a start is part of starting', () => {
    expect(at(31, taken, { evidence: evidence({ process: aged(1000) }) }).verdict).toBe('starting');
  });
});

describe('something else answers', () => {
  test.each([
    [{ kind: 'foreign-bytes', service: 'http', reason: '' } as const, 'wrong-service'],
    [{ kind: 'unsupported-version', serverVersion: 76 } as const, 'unsupported-version'],
    [{ kind: 'worker-failed', reason: 'the reader is stuck' } as const, 'cannot-measure'],
  ])('%o: %s', (sight, expected) => {
    expect(at(20, [...connected, [10, sight]])).toMatchObject({ verdict: expected, phase: 'done' });
  });
});

describe('watchedProcess', () => {
  const tws = gatewayProcess(10_000, { pid: 1, product: 'tws' });
  const old = gatewayProcess(90_000, { pid: 2 });
  const young = gatewayProcess(50_000, { pid: 3 });

  test.each([
    ['the youngest of the right product', LOCAL_4002, 3],
    ['the other product where it is that one', targetOf('127.0.0.1', 7497, null), 1],
    ['the youngest of all where the product is unknown', targetOf('127.0.0.1', 5000, null), 1],
  ] as const)('%s', (_name, target, pid) => {
    const seen = evidence({ process: found(tws, old, young) });
    expect(watchedProcess({ target, evidence: seen })?.pid).toBe(pid);
  });

  test('is nobody where none was found or looked for', () => {
    expect(watchedProcess({ target: LOCAL_4002, evidence: null })).toBeNull();
    expect(
      watchedProcess({ target: LOCAL_4002, evidence: evidence({ process: noProcess }) }),
    ).toBeNull();
  });
});
