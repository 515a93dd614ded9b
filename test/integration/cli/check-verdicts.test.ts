import { beforeAll, expect, test } from 'vitest';
import { noOtherGateway } from '../../support/foreign-gateways.ts';
import { withGateway } from '../../support/manners.ts';
import { check, type CheckJson } from '../../support/run-cli.ts';
import { badBytes, type BadBytesName } from '../../support/simulated-gateway/bad-bytes.ts';
import type { Behaviour, Handshake } from '../../support/simulated-gateway/behaviour.ts';
import { farms } from '../../support/simulated-gateway/farms.ts';
import type { SimulatorOptions } from '../../support/simulated-gateway/simulated-gateway.ts';

/** None of these may ever be printed. */
const ACCOUNTS = ['DU1234567', 'DU7654321'];
const LIVE = ['U7654321'];
const ANY_ACCOUNT = /\b(?:DU|U|DF|F)\d{5,}/;

/** Without the process list, which the rows of another file are about: listener to upstream. */
type Outcomes = `${string} ${string} ${string} ${string} ${string} ${string}`;
const ALL_PASSED: Outcomes = 'passed passed passed passed passed passed';
const BY_VERSION = (outcome: string): Outcomes =>
  `passed passed ${outcome} skipped skipped skipped`;
const BY_SESSION = (outcome: string): Outcomes => `passed passed passed ${outcome} skipped skipped`;
const BY_UPSTREAM = (outcome: string): Outcomes => `passed passed passed passed passed ${outcome}`;

interface Row {
  readonly name: string;
  readonly gateway: SimulatorOptions;
  readonly args?: readonly string[];
  readonly verdict: string;
  readonly state: string;
  readonly code: number;
  readonly outcomes: Outcomes;
  /** Seen as well: which of the two is a race of the kernel's. */
  readonly orOutcomes?: Outcomes;
  readonly more?: (json: CheckJson) => void;
}

const set = (behaviour: Partial<Behaviour>): SimulatorOptions => ({ behaviour });
const handshake = (kind: Behaviour['handshake']): SimulatorOptions => set({ handshake: kind });
const codesOf = (json: CheckJson): (number | null)[] => json.notes.map(({ code }) => code);

const ready = { verdict: 'ready', state: 'ready', code: 0, outcomes: ALL_PASSED } as const;
const readyRows: readonly Row[] = [
  { name: 'two paper accounts', gateway: {}, ...ready },
  { name: 'server version 176', gateway: { serverVersion: 176 }, ...ready },
  { name: 'a live account', gateway: { accounts: LIVE }, ...ready },
  { name: 'paper and live', gateway: { accounts: [...ACCOUNTS, ...LIVE] }, ...ready },
  { name: 'paper as expected', gateway: {}, args: ['--expect', 'paper'], ...ready },
  { name: 'id first', gateway: set({ sessionOrder: ['id', 'farms', 'accounts'] }), ...ready },
  { name: 'no farm says anything', gateway: set({ farms: farms.none }), ...ready },
  { name: 'farms inactive', gateway: set({ farms: farms.inactive }), ...ready },
  { name: 'a farm that recovers', gateway: set({ farms: farms.recoversAfter(1000) }), ...ready },
  { name: 'read-only', gateway: set({ readOnly: true }), ...ready },
  { name: 'one byte at a time', gateway: handshake('one-byte-at-a-time'), ...ready },
  { name: 'notices before the version', gateway: handshake('news-before-version'), ...ready },
  { name: 'a slow, but not too slow session', gateway: handshake(slow(0, 2500)), ...ready },
  {
    name: 'only history and definitions broken: notes',
    gateway: set({ farms: farms.onlyNotes }),
    ...ready,
    more: (json) => expect(codesOf(json)).toEqual([2105, 2157]),
  },
  {
    name: 'one id taken, the next one free',
    gateway: handshake({ kind: 'id-in-use', ids: { firstConnections: 1 } }),
    ...ready,
    more: (json) => expect(codesOf(json)).toEqual([326]),
  },
  {
    name: 'a clock 4 s ahead',
    gateway: set({ clockSkewSeconds: 4 }),
    ...ready,
    more: (json) => expect(json.clockSkewMs).toBeGreaterThan(2900),
  },
  {
    name: 'the first clock answer missed, the second given',
    gateway: set({ muteClock: { requests: 1 } }),
    ...ready,
  },
];

const degraded = { state: 'degraded', code: 1 } as const;
const degradedRows: readonly Row[] = [
  {
    name: 'a session after 3.5 s',
    gateway: handshake(slow(0, 3500)),
    verdict: 'slow',
    ...degraded,
    outcomes: ALL_PASSED,
    more: (json) => expect(json.headline).toBe('Gateway answers slowly'),
  },
  ...(['fin', 'reset'] as const).map((how) => ({
    name: `all ids taken, ${how}`,
    gateway: handshake({ kind: 'id-in-use', how }),
    verdict: 'client-id-in-use',
    ...degraded,
    outcomes: BY_SESSION('failed'),
    more: (json: CheckJson) => expect(codesOf(json)).toEqual([326, 326]),
  })),
  {
    name: 'no link to IBKR at the start',
    gateway: handshake('cut-off'),
    verdict: 'cut-off',
    ...degraded,
    outcomes: BY_UPSTREAM('failed'),
    more: (json) => expect(codesOf(json)).toEqual([2110]),
  },
  {
    name: 'a market data farm broken',
    gateway: set({ farms: farms.broken }),
    verdict: 'farm-down',
    ...degraded,
    outcomes: BY_UPSTREAM('failed'),
    more: (json) => expect(json.notes[0]?.text).toContain('usfarm'),
  },
  {
    name: 'live where paper was expected',
    gateway: { accounts: LIVE },
    args: ['--expect', 'paper'],
    verdict: 'wrong-account',
    ...degraded,
    outcomes: ALL_PASSED,
    more: (json) => expect(json.accounts).toEqual({ count: 1, kind: 'live' }),
  },
  {
    name: 'paper where live was expected, whatever is needed',
    gateway: {},
    args: ['--expect', 'live', '--need', 'session'],
    verdict: 'wrong-account',
    ...degraded,
    outcomes: ALL_PASSED,
  },
  {
    name: 'paper and live where paper was expected',
    gateway: { accounts: [...ACCOUNTS, ...LIVE] },
    args: ['--expect', 'paper'],
    verdict: 'wrong-account',
    ...degraded,
    outcomes: ALL_PASSED,
  },
  ...[-60, 60].map((seconds) => ({
    name: `a clock that differs by ${seconds} s`,
    gateway: set({ clockSkewSeconds: seconds }),
    verdict: 'clock-skew',
    ...degraded,
    outcomes: ALL_PASSED,
    more: (json: CheckJson) =>
      expect(Math.abs((json.clockSkewMs ?? 0) - seconds * 1000)).toBeLessThan(1500),
  })),
];

const waiting = { state: 'waiting', code: 1 } as const;
const waitingRows: readonly Row[] = [
  ...(['fin', 'reset'] as const).map((how) => ({
    name: `the disclaimer, ${how}`,
    gateway: handshake({ kind: 'disclaimer', how }),
    verdict: 'disclaimer-pending',
    ...waiting,
    outcomes: BY_SESSION('failed'),
    more: (json: CheckJson) => expect(codesOf(json)).toEqual([10141]),
  })),
  {
    name: 'a dialog',
    gateway: handshake('silent'),
    args: ['--timeout', '0.8'],
    verdict: 'silent',
    ...waiting,
    outcomes: BY_VERSION('silent'),
    more: (json) => expect(json.causes[0]).toMatchObject({ cause: 'dialog-waiting' }),
  },
  {
    name: 'an incomplete frame',
    gateway: handshake('incomplete-frame'),
    args: ['--timeout', '0.8'],
    verdict: 'silent',
    ...waiting,
    outcomes: BY_VERSION('silent'),
    more: (json) => expect(json.stages[3]?.evidence).toMatchObject({ bytesReceived: 6 }),
  },
  ...(['nothing', 'accounts', 'id'] as const).map((sends) => ({
    name: `a version, then ${sends}`,
    gateway: handshake({ kind: 'silent-before-session', sends }),
    args: ['--timeout', '0.8'],
    verdict: 'session-silent',
    ...waiting,
    outcomes: BY_SESSION('silent'),
  })),
];

const down = { state: 'down', code: 2 } as const;
const foreign: readonly [BadBytesName, string][] = [
  ['http-400', 'http'],
  ['tls-alert', 'tls'],
  ['ssh-banner', 'ssh'],
  ['zero-length', 'unknown'],
  ['negative-length', 'unknown'],
  ['over-long-length', 'unknown'],
  ['no-number', 'unknown'],
];
const downRows: readonly Row[] = [
  ...foreign.map(([bytes, service]) => ({
    name: `${bytes} instead of a version`,
    gateway: handshake({ kind: 'bytes', chunks: [badBytes[bytes]] }),
    verdict: 'wrong-service',
    ...down,
    outcomes: BY_VERSION('failed'),
    more: (json: CheckJson) => expect(json.stages[3]?.evidence).toMatchObject({ service }),
  })),
  ...(['fin', 'reset'] as const).flatMap((how) =>
    (['before-hello', 'after-hello'] as const).map((when) => ({
      name: `${how} ${when.replace('-', ' the ')}`,
      gateway: handshake({ kind: 'close-at-accept', how, when }),
      verdict: 'refused-by-rule',
      ...down,
      outcomes: BY_VERSION('failed'),
      // A reset at accept can be there before the connection is noticed.
      orOutcomes: 'passed failed skipped skipped skipped skipped' as const,
      more: (json: CheckJson) =>
        expect(json.headline).toBe('Gateway closed the connection at once'),
    })),
  ),
  ...(['fin', 'reset'] as const).map((how) => ({
    name: `${how} after 1.5 s of silence`,
    gateway: handshake({ kind: 'close-after', silenceMs: 1500, how }),
    verdict: 'refused-by-rule',
    ...down,
    outcomes: BY_VERSION('failed'),
    more: (json: CheckJson) =>
      expect(json.headline).toMatch(/^Gateway closed the connection after 1\.\d s$/),
  })),
  {
    name: 'closed within the first frame',
    gateway: handshake({ kind: 'incomplete-frame', then: 'fin' }),
    verdict: 'refused-by-rule',
    ...down,
    outcomes: BY_VERSION('failed'),
  },
  {
    name: 'too many clients, closed',
    gateway: set({ maxClients: 0 }),
    verdict: 'refused-by-rule',
    ...down,
    outcomes: BY_VERSION('failed'),
  },
  ...(['fin', 'reset'] as const).map((how) => ({
    name: `closed after startApi without a code, ${how}`,
    gateway: handshake({ kind: 'session-refused', how }),
    verdict: 'session-refused',
    ...down,
    outcomes: BY_SESSION('failed'),
  })),
  {
    name: 'closed before the clock answer without a code',
    gateway: {
      behaviour: { handshake: { kind: 'session-refused', when: 'session' }, muteClock: 'all' },
    },
    verdict: 'session-refused',
    ...down,
    outcomes: 'passed passed passed passed failed unknown',
  },
  {
    name: 'an id in use, but no code',
    gateway: handshake({ kind: 'id-in-use', withCode: false }),
    verdict: 'session-refused',
    ...down,
    outcomes: BY_SESSION('failed'),
  },
  {
    name: 'version 76',
    gateway: handshake({ kind: 'old-version', version: 76 }),
    verdict: 'unsupported-version',
    ...down,
    outcomes: BY_VERSION('failed'),
    more: (json) => expect(json.serverVersion).toBe(76),
  },
];

function slow(versionMs: number, sessionMs: number): Handshake {
  return { kind: 'slow', versionMs, sessionMs };
}

beforeAll(noOtherGateway);

// Each row waits for the wire most of its time, so several run at once.
test.concurrent.for([...readyRows, ...degradedRows, ...waitingRows, ...downRows])(
  '$name: $verdict',
  async ({ gateway, args = [], verdict, state, code, outcomes, orOutcomes, more }, { expect }) => {
    const accounts = gateway.accounts ?? ACCOUNTS;
    const [port, { end, json }] = await withGateway({ ...gateway, accounts }, async (simulated) => {
      const { port } = simulated;
      return [port, await check(['--port', `${port}`, ...args])] as const;
    });
    expect(json).toMatchObject({ schema: 1, verdict, state, joined: false });
    expect(json.target).toMatchObject({ host: '127.0.0.1', port, product: 'unknown' });
    expect([stageLines(outcomes), stageLines(orOutcomes ?? outcomes)]).toContainEqual(
      json.stages.map(({ stage, outcome }) => `${stage} ${outcome}`),
    );
    for (const { outcome, startMs, durationMs } of json.stages) {
      expect([startMs === null, durationMs === null]).toEqual(
        outcome === 'skipped' ? [true, true] : [false, false],
      );
    }
    expect(json.clientId).toBeGreaterThanOrEqual(900_000);
    more?.(json);
    expect(end.stdout).not.toMatch(ANY_ACCOUNT);
    expect({ code: end.code, signal: end.signal }).toEqual({ code, signal: null });
  },
);

function stageLines(outcomes: string): string[] {
  const stages = ['process', 'listener', 'connect', 'version', 'session', 'clock', 'upstream'];
  return `failed ${outcomes}`.split(' ').map((outcome, index) => `${stages[index]} ${outcome}`);
}
