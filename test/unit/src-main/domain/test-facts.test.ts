import { describe, expect, test } from 'vitest';
import type { Sight } from '../../../../src-main/contract/observation.ts';
import {
  clockSkewMs,
  sessionMs,
  withNextId,
  withObservation,
} from '../../../../src-main/domain/test-facts.ts';
import { upstreamAt } from '../../../../src-main/domain/upstream.ts';
import {
  accounts,
  answered,
  BEGAN_MS,
  clocked,
  code,
  connected,
  facts,
  ID,
  observation,
  passed,
  version,
  type Seen,
} from '../../../support/builders.ts';

describe('withObservation', () => {
  test.each<[string, Sight, object]>([
    ['connecting', { kind: 'connecting' }, { connectingMs: BEGAN_MS + 7 }],
    ['connected', { kind: 'connected' }, { connectedMs: BEGAN_MS + 7 }],
    [
      'a failed connection',
      { kind: 'connect-failed', errno: 'EHOSTUNREACH' },
      { connectFailed: { atMs: BEGAN_MS + 7, errno: 'EHOSTUNREACH' } },
    ],
    ['the first byte', { kind: 'first-byte' }, { firstByteMs: BEGAN_MS + 7 }],
    ['a skipped frame', { kind: 'frame-skipped', messageId: 4 }, { skippedFrames: [4] }],
    ['the version', version(176), { version: { atMs: BEGAN_MS + 7, serverVersion: 176 } }],
    [
      'an old version',
      { kind: 'unsupported-version', serverVersion: 76 },
      { unsupported: { atMs: BEGAN_MS + 7, serverVersion: 76 } },
    ],
    [
      'foreign bytes',
      { kind: 'foreign-bytes', service: 'ssh', reason: 'no' },
      { foreign: { service: 'ssh' } },
    ],
    ['the accounts', accounts('mixed'), { accounts: { count: 1, kind: 'mixed' } }],
    ['a code', code(2103, 'usfarm'), { codes: [{ code: 2103, farm: 'usfarm' }] }],
    ['the end', { kind: 'closed', how: 'reset', errno: null }, { closed: { how: 'reset' } }],
    [
      'a dead worker',
      { kind: 'worker-failed', reason: 'it ended' },
      { workerFailed: { reason: 'it ended' } },
    ],
  ])('remembers %s', (_name, sight, expected) => {
    expect(withObservation(facts([]), observation(7, sight))).toMatchObject(expected);
  });

  test('counts bytes with every sight', () => {
    const seen = { ...observation(7, { kind: 'hello-sent' }), bytesSent: 23, bytesReceived: 5 };
    expect(withObservation(facts([]), seen)).toMatchObject({ bytesSent: 23, bytesReceived: 5 });
  });

  test('the first next valid id counts, later ones come with orders', () => {
    const again: Seen = [...passed(), [9000, { kind: 'next-valid-id' }]];
    expect(sessionMs(facts(again))).toBe(BEGAN_MS + 46);
  });

  test('a session of weeks keeps the newest codes only', () => {
    const many: Seen = Array.from({ length: 250 }, (_, index) => [index, code(index + 1)] as const);
    const { codes } = facts(many);
    expect(codes).toHaveLength(200);
    expect(codes.at(-1)?.code).toBe(250);
  });
});

describe('sessionMs', () => {
  const id: Seen[number] = [30, { kind: 'next-valid-id' }];
  test.each<[string, Seen, number | null]>([
    ['id before accounts', [...answered(), id, [31, accounts()]], BEGAN_MS + 31],
    ['accounts before id', [...answered(), [29, accounts()], id], BEGAN_MS + 30],
    ['only the id', [...answered(), id], null],
    ['only the accounts', [...answered(), [29, accounts()]], null],
  ])('%s', (_name, seen, expected) => {
    expect(sessionMs(facts(seen))).toBe(expected);
  });
});

describe('clockSkewMs', () => {
  test('is unknown before the answer', () => {
    expect(clockSkewMs(facts(connected))).toBeNull();
  });

  test.each([0, 4000, -312_000])('finds %d ms, the journey taken out', (skewMs) => {
    expect(clockSkewMs(facts(clocked(40, skewMs)))).toBe(skewMs);
  });
});

test('the second try after 326 is a new connection of the same test', () => {
  const next = withNextId(facts([...answered(), [30, code(326)]]), ID + 3);
  expect(next).toMatchObject({
    startedMs: BEGAN_MS,
    clientId: ID + 3,
    takenIds: [ID],
    connectedMs: null,
    version: null,
    codes: [],
  });
  expect(next.evidence).not.toBeNull();
});

test('a lost link is remembered however many farm notices follow', () => {
  const later = Array.from(
    { length: 500 },
    (_, index) => [1000 + index, { kind: 'code', code: 2104, farm: `farm${index % 7}` }] as const,
  );
  const { codes } = facts([[900, { kind: 'code', code: 1100, farm: null }], ...later]);
  expect(upstreamAt(codes, Infinity).linkLostMs).toBe(BEGAN_MS + 900);
  expect(codes.length).toBeLessThanOrEqual(200);
});
