import type { ConnectionStatus } from '$contract/connection-status';
import { VERDICTS } from '$contract/verdict';
import { targetOf } from '$contract/target';
import { describe, expect, test } from 'vitest';
import {
  comparison,
  findings,
  handshakeMs,
  usualHandshakeMs,
  type ProgramSettings,
  type Seen,
} from '../../../../src-renderer/model/program-check.ts';
import { pausedStatus, statusOf } from '../../../support/mocked-main/fixtures.ts';
import { connectionTo } from '../../../support/preferences.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 31, 52);
const MINUTE = 60_000;
const NOTHING: ProgramSettings = { host: null, port: null, clientId: null, limitMs: null };

const seen = (change: Partial<Seen> = {}): Seen => ({
  status: statusOf('ready', NOW),
  connections: [connectionTo({ port: 4002, clientId: 77 }), connectionTo({ port: 4005 })],
  clientIdBase: 912_340,
  now: NOW,
  ...change,
});
const find = (program: Partial<ProgramSettings>, change: Partial<Seen> = {}) =>
  findings({ ...NOTHING, ...program }, seen(change));

test('what is not known is not compared', () => {
  expect(find({})).toEqual([]);
});

describe('the host', () => {
  test.each([
    ['127.0.0.1', 'host-same', 'fits'],
    ['localhost', 'host-alias', 'explains'],
    ['::1', 'host-alias', 'explains'],
    ['192.0.2.7', 'host-differs', 'explains'],
  ])('%s: %s', (host, kind, bears) => {
    expect(find({ host })).toMatchObject([{ kind, bears }]);
  });

  test('names are the same in capitals', () => {
    const status = statusOf('ready', NOW, { target: targetOf('trading-box', 4002, 'paper') });
    expect(find({ host: 'Trading-Box' }, { status })).toMatchObject([{ kind: 'host-same' }]);
  });
});

describe('the port', () => {
  test.each([
    [4002, { kind: 'port-same', bears: 'fits' }],
    [4005, { kind: 'port-watched', mode: 'paper' }],
    [7496, { kind: 'port-usual', product: 'tws', mode: 'live' }],
    [4001, { kind: 'port-usual', product: 'gateway', mode: 'live' }],
    [5000, { kind: 'port-differs', bears: 'explains' }],
  ])('%i', (port, finding) => {
    expect(find({ port })).toMatchObject([finding]);
  });
});

describe('the client ID', () => {
  test.each([
    [77, 'id-ours'],
    [912_340, 'id-ours'],
    [912_343, 'id-ours'],
    [912_349, 'id-ours'],
    [912_350, 'id-free'],
    [912_339, 'id-free'],
    [0, 'id-zero'],
    [999, 'id-reserved'],
    [1, 'id-free'],
  ])('%i: %s', (clientId, kind) => {
    expect(find({ clientId })).toMatchObject([{ kind }]);
  });

  test("another connection's fixed ID is no obstacle here", () => {
    const connections = [connectionTo({ port: 4002 }), connectionTo({ port: 4005, clientId: 77 })];
    expect(find({ clientId: 77 }, { connections })).toMatchObject([{ kind: 'id-free' }]);
  });
});

describe('the time limit', () => {
  // The fixture's test took 1 + 212 + 96 ms from the connection to its session.
  test('is compared with the newest test', () => {
    expect(find({ limitMs: 200 })).toMatchObject([
      { kind: 'limit-short', tookMs: 309, usually: false },
    ]);
    expect(find({ limitMs: 4000 })).toMatchObject([{ kind: 'limit-enough', tookMs: 309 }]);
  });

  test('and with what is usual', () => {
    const status = statusOf('ready', NOW, { usualMs: { connect: 2, version: 3000, session: 500 } });
    expect(find({ limitMs: 3000 }, { status })).toMatchObject([
      { kind: 'limit-short', tookMs: 3502, usually: true },
    ]);
    expect(usualHandshakeMs(status)).toBe(3502);
  });

  test('cannot be judged while no test came that far', () => {
    expect(find({ limitMs: 200 }, { status: statusOf('silent', NOW) })).toMatchObject([
      { kind: 'limit-unknown' },
    ]);
    expect(handshakeMs(statusOf('silent', NOW))).toBeNull();
  });
});

describe('the experiment', () => {
  const compare = (status: ConnectionStatus) => comparison({ status, now: NOW });

  test('Gatelight connected lately: the cause is in the program', () => {
    expect(compare(statusOf('ready', NOW))).toEqual({
      kind: 'fine',
      tookMs: 309,
      at: NOW - 12 * MINUTE,
    });
  });

  test('it connected too long ago to prove anything', () => {
    const at = NOW - 40 * MINUTE;
    expect(compare(statusOf('ready', NOW, { newClientAcceptedAt: at }))).toEqual({
      kind: 'old',
      at,
    });
  });

  test('somebody had to accept it: a program gives up before that', () => {
    expect(compare(statusOf('ready', NOW, { acceptedByHand: true })).kind).toBe('by-hand');
  });

  test('silence is silence for both', () => {
    expect(compare(statusOf('silent', NOW)).kind).toBe('silent-too');
    expect(compare(statusOf('new-clients-blocked', NOW)).kind).toBe('silent-too');
    expect(compare(statusOf('not-running', NOW)).kind).toBe('fails-too');
  });

  test('nothing is concluded without a result', () => {
    expect(compare(pausedStatus(NOW)).kind).toBe('no-result');
    expect(compare(statusOf('not-tested', NOW)).kind).toBe('no-result');
    const none = { report: null, newClientAcceptedAt: null };
    expect(compare(statusOf('ready', NOW, none)).kind).toBe('no-result');
  });

  test('the program is blamed only where a session stands', () => {
    const blamed = VERDICTS.filter((verdict) => compare(statusOf(verdict, NOW)).kind === 'fine');
    expect(blamed).toEqual([
      'ready',
      'slow',
      'cut-off',
      'farm-down',
      'wrong-account',
      'clock-skew',
    ]);
  });
});
