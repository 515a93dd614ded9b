import type { Evidence, GatewayProcess } from '../../src-main/contract/evidence.ts';
import type { Observation, Sight } from '../../src-main/contract/observation.ts';
import { targetOf, type Target } from '../../src-main/contract/target.ts';
import { noFacts, withObservation, type TestFacts } from '../../src-main/domain/test-facts.ts';
import type { VerdictContext } from '../../src-main/domain/verdict.ts';

/** Monotonic instant at which built tests begin; not zero, so that forgetting it shows. */
export const BEGAN_MS = 50_000;
/** The same instant as epoch milliseconds. */
export const BEGAN_AT = Date.parse('2026-11-22T14:31:00Z');
export const ID = 912_345;

export const paper4002 = targetOf('127.0.0.1', 4002, 'paper');
export const remote4002 = targetOf('192.0.2.7', 4002, null);

/** What was seen, each with its milliseconds since the test began. */
export type Seen = readonly (readonly [atMs: number, sight: Sight])[];

export function observation(atMs: number, sight: Sight): Observation {
  return { ...sight, atMs: BEGAN_MS + atMs, bytesSent: 17, bytesReceived: 0 };
}

/** Facts after these sights; evidence is there from the start unless taken away. */
export function facts(seen: Seen, change: Partial<TestFacts> = {}): TestFacts {
  const start: TestFacts = {
    ...noFacts(paper4002, ID, BEGAN_MS),
    evidence: evidence(),
    ...change,
  };
  return seen.reduce(
    (sofar, [atMs, sight]) => withObservation(sofar, observation(atMs, sight)),
    start,
  );
}

/** The circumstances `ms` after the test began. */
export function contextAt(ms: number, change: Partial<VerdictContext> = {}): VerdictContext {
  return {
    nowMs: BEGAN_MS + ms,
    nowEpochMs: BEGAN_AT + ms,
    usualSessionMs: null,
    restartSeenAt: null,
    ignoredFarms: [],
    ...change,
  };
}

/** A Gateway process that is `ageMs` old when the test begins. */
export function gatewayProcess(
  ageMs: number,
  change: Partial<GatewayProcess> = {},
): GatewayProcess {
  return {
    pid: 4711,
    product: 'gateway',
    version: '10.41',
    startedAt: BEGAN_AT - ageMs,
    suspended: false,
    ports: null,
    ...change,
  };
}

export function evidence(change: Partial<Evidence> = {}): Evidence {
  return {
    process: { outcome: 'found', processes: [gatewayProcess(3_600_000)], durationMs: 3 },
    listener: {
      outcome: 'found',
      owner: { kind: 'gateway', pid: 4711, program: 'java' },
      closeWait: 0,
      clients: 1,
      programs: null,
      durationMs: 0.4,
    },
    windows: { outcome: 'not-checked' },
    otherPorts: [],
    ...change,
  };
}

export const noProcess: Evidence['process'] = { outcome: 'none', durationMs: 3 };
export const noListener: Evidence['listener'] = { outcome: 'none', durationMs: 0.4 };
export const found = (...processes: GatewayProcess[]): Evidence['process'] => ({
  outcome: 'found',
  processes,
  durationMs: 3,
});

// ── Runs of a test, each as far as its name says ───────────────────────────────────────────────
export const connected: Seen = [
  [5, { kind: 'connecting' }],
  [6, { kind: 'connected' }],
  [6, { kind: 'hello-sent' }],
];
export const refused: Seen = [
  [5, { kind: 'connecting' }],
  [6, { kind: 'connect-failed', errno: 'ECONNREFUSED' }],
];

export const code = (number: number, farm: string | null = null): Sight => ({
  kind: 'code',
  code: number,
  farm,
});
export const version = (serverVersion = 187): Sight => ({
  kind: 'version',
  serverVersion,
  connectionTime: '20261122 14:31:00 CET',
});
export const accounts = (accountKind: 'paper' | 'live' | 'mixed' | 'unknown' = 'paper'): Sight => ({
  kind: 'managed-accounts',
  count: 1,
  accountKind,
});

/** The API answered `ms` after the connection. */
export const answered = (ms = 20): Seen => [
  ...connected,
  [6 + ms, { kind: 'first-byte' }],
  [6 + ms, version()],
];
/** The session started `ms` after the connection, with the accounts of this kind. */
export const started = (ms = 40, kind: 'paper' | 'live' | 'mixed' | 'unknown' = 'paper'): Seen => [
  ...answered(Math.min(20, ms)),
  [6 + ms, accounts(kind)],
  [6 + ms, { kind: 'next-valid-id' }],
];
/** The clock was asked at the session's start and answered 2 ms later, `skewMs` off. */
export const clocked = (ms = 40, skewMs = 0, seen: Seen = started(ms)): Seen => [
  ...seen,
  [6 + ms, { kind: 'clock-asked' }],
  [
    8 + ms,
    {
      kind: 'clock-answered',
      serverTimeS: (BEGAN_AT + skewMs) / 1000,
      // The answer was half of 2 ms on its way.
      localTimeMs: BEGAN_AT + 1,
    },
  ],
];
/** A test of which nothing is wrong: a farm is well at once. */
export const passed = (ms = 40): Seen => [...clocked(ms), [9 + ms, code(2104, 'usfarm')]];

export const onTarget = (target: Target): Partial<TestFacts> => ({ target });

/** Gateways of these numbers run, and nothing listens. */
export function evidenceOfProcesses(pids: readonly number[]): Evidence {
  return {
    process: {
      outcome: 'found',
      processes: pids.map((pid) => gatewayProcess(0, { pid })),
      durationMs: 0,
    },
    listener: { outcome: 'none', durationMs: 0 },
    windows: { outcome: 'not-checked' },
    otherPorts: [],
  };
}
