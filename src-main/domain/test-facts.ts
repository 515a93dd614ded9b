import type { CloseKind, ForeignService, Observation } from '../contract/observation.ts';
import type { Evidence } from '../contract/evidence.ts';
import type { AccountKind, Target } from '../contract/target.ts';

/**
 * Everything one test has seen so far. Instants are monotonic milliseconds; null is "not seen".
 * Verdict, stages and deadlines are computed from it, so that the same facts give the same answer.
 */
export interface TestFacts {
  readonly target: Target;
  readonly startedMs: number;
  /** The client id of the connection at hand. */
  readonly clientId: number;
  /** Ids that met 326 earlier in this test. */
  readonly takenIds: readonly number[];
  /** Null until gathered. */
  readonly evidence: Evidence | null;
  readonly connectingMs: number | null;
  readonly connectedMs: number | null;
  readonly connectFailed: { readonly atMs: number; readonly errno: string } | null;
  readonly firstByteMs: number | null;
  readonly skippedFrames: readonly number[];
  readonly version: {
    readonly atMs: number;
    readonly serverVersion: number;
    readonly connectionTime: string;
  } | null;
  readonly unsupported: { readonly atMs: number; readonly serverVersion: number } | null;
  readonly foreign: {
    readonly atMs: number;
    readonly service: ForeignService;
    readonly reason: string;
  } | null;
  readonly nextValidIdMs: number | null;
  readonly accounts: {
    readonly atMs: number;
    readonly count: number;
    readonly kind: AccountKind;
  } | null;
  readonly codes: readonly SeenCode[];
  readonly clockAskedMs: readonly number[];
  readonly clockAnswer: {
    readonly atMs: number;
    readonly askedMs: number;
    readonly serverTimeS: number;
    readonly localTimeMs: number;
  } | null;
  readonly closed: {
    readonly atMs: number;
    readonly how: CloseKind;
    readonly errno: string | null;
  } | null;
  readonly workerFailed: { readonly atMs: number; readonly reason: string } | null;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

export interface SeenCode {
  readonly atMs: number;
  readonly code: number;
  readonly farm: string | null;
}

/** A standing session may run for weeks; older codes no longer matter to any rule. */
const CODES_KEPT = 200;

export function noFacts(target: Target, clientId: number, startedMs: number): TestFacts {
  return {
    target,
    startedMs,
    clientId,
    takenIds: [],
    evidence: null,
    connectingMs: null,
    connectedMs: null,
    connectFailed: null,
    firstByteMs: null,
    skippedFrames: [],
    version: null,
    unsupported: null,
    foreign: null,
    nextValidIdMs: null,
    accounts: null,
    codes: [],
    clockAskedMs: [],
    clockAnswer: null,
    closed: null,
    workerFailed: null,
    bytesSent: 0,
    bytesReceived: 0,
  };
}

/** The facts for the second try after 326: a new connection, the same test. */
export function withNextId(facts: TestFacts, clientId: number): TestFacts {
  return {
    ...noFacts(facts.target, clientId, facts.startedMs),
    evidence: facts.evidence,
    takenIds: [...facts.takenIds, facts.clientId],
  };
}

/** Folds one observation in. */
export function withObservation(facts: TestFacts, seen: Observation): TestFacts {
  const { atMs } = seen;
  const next: TestFacts = {
    ...facts,
    bytesSent: seen.bytesSent,
    bytesReceived: seen.bytesReceived,
  };
  switch (seen.kind) {
    case 'connecting':
      return { ...next, connectingMs: atMs };
    case 'connected':
      return { ...next, connectedMs: atMs };
    case 'connect-failed':
      return { ...next, connectFailed: { atMs, errno: seen.errno } };
    case 'hello-sent':
      return next;
    case 'first-byte':
      return { ...next, firstByteMs: atMs };
    case 'frame-skipped':
      return { ...next, skippedFrames: [...facts.skippedFrames, seen.messageId] };
    case 'version':
      return {
        ...next,
        version: { atMs, serverVersion: seen.serverVersion, connectionTime: seen.connectionTime },
      };
    case 'unsupported-version':
      return { ...next, unsupported: { atMs, serverVersion: seen.serverVersion } };
    case 'foreign-bytes':
      return { ...next, foreign: { atMs, service: seen.service, reason: seen.reason } };
    case 'next-valid-id':
      return { ...next, nextValidIdMs: facts.nextValidIdMs ?? atMs };
    case 'managed-accounts':
      return { ...next, accounts: { atMs, count: seen.count, kind: seen.accountKind } };
    case 'code':
      return {
        ...next,
        codes: [...recent(facts.codes), { atMs, code: seen.code, farm: seen.farm }],
      };
    case 'clock-asked':
      return { ...next, clockAskedMs: [...facts.clockAskedMs, atMs].slice(-2) };
    case 'clock-answered': {
      const askedMs = facts.clockAskedMs.at(-1) ?? atMs;
      const { serverTimeS, localTimeMs } = seen;
      return { ...next, clockAnswer: { atMs, askedMs, serverTimeS, localTimeMs } };
    }
    case 'closed':
      return { ...next, closed: { atMs, how: seen.how, errno: seen.errno } };
    case 'worker-failed':
      return { ...next, workerFailed: { atMs, reason: seen.reason } };
  }
}

/** A full list keeps the newest of each kind: an old 1100 still stands after a thousand farm notices. */
function recent(codes: readonly SeenCode[]): readonly SeenCode[] {
  if (codes.length < CODES_KEPT) return codes;
  const newest = new Map(codes.map((seen) => [`${seen.code} ${seen.farm ?? ''}`, seen]));
  return codes
    .filter((seen) => newest.get(`${seen.code} ${seen.farm ?? ''}`) === seen)
    .slice(1 - CODES_KEPT);
}

/** When both next valid id and managed accounts had arrived; null before. */
export function sessionMs(facts: TestFacts): number | null {
  const { nextValidIdMs, accounts } = facts;
  return nextValidIdMs === null || accounts === null
    ? null
    : Math.max(nextValidIdMs, accounts.atMs);
}

/** Server time − local time − half the round trip, at the moment of the answer; ms. */
export function clockSkewMs(facts: TestFacts): number | null {
  const answer = facts.clockAnswer;
  if (answer === null) return null;
  const halfTripMs = (answer.atMs - answer.askedMs) / 2;
  return Math.round(answer.serverTimeS * 1000 - (answer.localTimeMs - halfTripMs));
}
