import type { Evidence, GatewayProcess } from '../contract/evidence.ts';
import { isLocal } from '../contract/target.ts';
import type { VerdictDetails } from '../contract/test-report.ts';
import type { Verdict } from '../contract/verdict.ts';
import { LIMITS } from './limits.ts';
import { CLIENT_ID_IN_USE, DISCLAIMER } from './message-codes.ts';
import { sessionVerdict } from './session-verdict.ts';
import { clockSkewMs, sessionMs, type TestFacts } from './test-facts.ts';
import { settling, type Upstream } from './upstream.ts';

/** What a verdict may depend on beside the test's own facts. Monotonic ms unless said otherwise. */
export interface VerdictContext {
  readonly nowMs: number;
  /** Epoch ms at `nowMs`, to compare with process start times. */
  readonly nowEpochMs: number;
  /** Median session time of the last passes; null until enough are known. */
  readonly usualSessionMs: number | null;
  /** Epoch ms of the last Gateway restart that the monitor saw. */
  readonly restartSeenAt: number | null;
  /** Market data farms that may be down. */
  readonly ignoredFarms: readonly string[];
}

export interface Judgement {
  readonly verdict: Verdict | null;
  readonly details: VerdictDetails;
  /** See `TestReport.phase`. */
  readonly phase: 'running' | 'held' | 'done';
  /** When something is to be done even if nothing is seen until then; null: only news counts. */
  readonly dueMs: number | null;
  /** What is to be done at `dueMs`. */
  readonly then: 'judge' | 'ask-clock' | 'next-id';
}

const running = (dueMs: number | null): Judgement => ({
  verdict: null,
  details: {},
  phase: 'running',
  dueMs,
  then: 'judge',
});
const done = (verdict: Verdict, details: VerdictDetails = {}): Judgement => ({
  verdict,
  details,
  phase: 'done',
  dueMs: null,
  then: 'judge',
});
const held = (verdict: Verdict, details: VerdictDetails): Judgement => ({
  verdict,
  details,
  phase: 'held',
  dueMs: null,
  then: 'judge',
});

/**
 * Names what was seen. The wire comes before the process list: a refused port is explained by
 * processes, anything that answered is not. The only exception is `starting`, for codes that a
 * Gateway also sends for a while after it started (326 and 10141, field reports).
 */
export function judge(facts: TestFacts, context: VerdictContext): Judgement {
  const { nowMs } = context;
  if (facts.foreign) return done('wrong-service', { service: facts.foreign.service });
  if (facts.unsupported) {
    return done('unsupported-version', { serverVersion: facts.unsupported.serverVersion });
  }
  if (facts.connectFailed) return judgeConnect(facts, facts.connectFailed.errno, context);
  if (hasCode(facts, DISCLAIMER)) {
    return done(justStarted(facts, context) ? 'starting' : 'disclaimer-pending');
  }
  const idTaken = facts.codes.find((seen) => seen.code === CLIENT_ID_IN_USE);
  if (idTaken) {
    if (justStarted(facts, context)) return done('starting');
    if (facts.takenIds.length > 0) return done('client-id-in-use');
    return { ...running(idTaken.atMs + LIMITS.nextClientId), then: 'next-id' };
  }
  if (facts.closed) return judgeClose(facts, facts.closed.atMs);
  if (facts.workerFailed) {
    return done('cannot-measure', {
      missing: `A working test thread (${facts.workerFailed.reason})`,
    });
  }
  if (facts.connectedMs === null) {
    // A worker that takes long to begin is not the network's fault.
    if (facts.connectingMs === null) return running(null);
    const dueMs = facts.connectingMs + LIMITS.connect;
    if (nowMs < dueMs) return running(dueMs);
    return done('unreachable', { errno: 'ETIMEDOUT' });
  }
  return judgeAnswers(facts, facts.connectedMs, context);
}

/** The verdict of a look at processes and sockets; nothing was connected. */
export function judgeLook(facts: TestFacts, context: VerdictContext): Judgement {
  const { evidence, target } = facts;
  if (!isLocal(target.host)) {
    return done('cannot-measure', {
      missing: 'A way to look at another computer without connecting',
    });
  }
  if (evidence === null) return running(null);
  return evidence.listener.outcome === 'found' ? done('not-tested') : judgeRefused(facts, context);
}

function judgeAnswers(facts: TestFacts, connectedMs: number, context: VerdictContext): Judgement {
  const { nowMs } = context;
  if (facts.version === null) {
    const dueMs = connectedMs + LIMITS.silence;
    if (nowMs < dueMs) return running(dueMs);
    return held('silent', { waitedMs: nowMs - connectedMs });
  }
  const session = sessionMs(facts);
  if (session === null) {
    const dueMs = facts.version.atMs + LIMITS.session;
    if (nowMs < dueMs) return running(dueMs);
    return held('session-silent', { waitedMs: nowMs - facts.version.atMs });
  }
  if (facts.clockAnswer === null) {
    const [first, second] = facts.clockAskedMs;
    const dueMs = (second ?? first ?? session) + LIMITS.clockAnswer;
    if (second === undefined) return { ...running(dueMs), then: 'ask-clock' };
    if (nowMs < dueMs) return running(dueMs);
    return held('session-silent', { waitedMs: nowMs - (first ?? session) });
  }
  const upstream = settling(facts, nowMs);
  if (upstream === null) return running(null);
  if ('dueMs' in upstream) return running(upstream.dueMs);
  return judgeSession(facts, upstream.upstream, context);
}

function judgeSession(facts: TestFacts, upstream: Upstream, context: VerdictContext): Judgement {
  const { verdict, details } = sessionVerdict({
    expect: facts.target.expect,
    accountKind: facts.accounts?.kind ?? 'unknown',
    skewMs: clockSkewMs(facts),
    sessionMs: ownSessionMs(facts),
    usualMs: context.usualSessionMs ?? LIMITS.usualSession,
    linkLost: upstream.linkLostMs !== null,
    farms: [...upstream.farmsDown.keys()].filter((farm) => !context.ignoredFarms.includes(farm)),
  });
  return done(verdict, details);
}

/**
 * How long Gateway itself took for the session. Null when it was silent for longer than the limits
 * at which a person is asked for: then the time is the person's, not Gateway's.
 */
export function ownSessionMs(facts: TestFacts): number | null {
  const { connectedMs, version } = facts;
  const session = sessionMs(facts);
  if (session === null || connectedMs === null || version === null) return null;
  const waited =
    version.atMs - connectedMs >= LIMITS.silence || session - version.atMs >= LIMITS.session;
  return waited ? null : session - connectedMs;
}

function judgeClose(facts: TestFacts, atMs: number): Judgement {
  const closedAfterMs = atMs - (facts.connectedMs ?? atMs);
  return facts.version === null
    ? done('refused-by-rule', { closedAfterMs })
    : done('session-refused', { closedAfterMs });
}

/** Errors of `connect` that mean the network gave no way there (POSIX and resolver names). */
const NO_WAY: ReadonlySet<string> = new Set([
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EADDRNOTAVAIL',
]);

function judgeConnect(facts: TestFacts, errno: string, context: VerdictContext): Judgement {
  if (errno === 'ECONNREFUSED') return judgeRefused(facts, context);
  // A reset instead of a refusal: taken and dropped by a rule on the way.
  if (errno === 'ECONNRESET') return done('refused-by-rule', { closedAfterMs: 0 });
  if (NO_WAY.has(errno)) return done('unreachable', { errno });
  return done('cannot-measure', { missing: `The right to connect (${errno})` });
}

function judgeRefused(facts: TestFacts, context: VerdictContext): Judgement {
  if (!isLocal(facts.target.host)) return done('not-running');
  const { evidence } = facts;
  // Told within milliseconds on Linux; elsewhere the system's tools take a moment.
  if (evidence === null) return running(null);
  const [otherPort] = evidence.otherPorts;
  if (evidence.process.outcome === 'unknown') {
    return done('cannot-measure', { missing: evidence.process.missing });
  }
  if (evidence.listener.outcome === 'unknown') {
    return done('cannot-measure', { missing: evidence.listener.missing });
  }
  if (otherPort !== undefined) return done('wrong-port', { otherPort });
  const process = watchedProcess(facts);
  if (process === null) return done('not-running');
  const ageMs = context.nowEpochMs - process.startedAt;
  const details = { processStartedAt: process.startedAt };
  return ageMs < LIMITS.starting ? done('starting', details) : done('sign-in-needed', details);
}

/** The process this target belongs to: of the right product where one is, else the youngest. */
export function watchedProcess(facts: {
  readonly target: TestFacts['target'];
  readonly evidence: Evidence | null;
}): GatewayProcess | null {
  const found = facts.evidence?.process;
  if (found?.outcome !== 'found') return null;
  const fitting = found.processes.filter((one) => one.product === facts.target.product);
  const candidates = fitting.length > 0 ? fitting : found.processes;
  return candidates.reduce<GatewayProcess | null>(
    (youngest, one) => (youngest === null || one.startedAt > youngest.startedAt ? one : youngest),
    null,
  );
}

function justStarted(facts: TestFacts, context: VerdictContext): boolean {
  const startedAt = watchedProcess(facts)?.startedAt;
  return [startedAt, context.restartSeenAt].some(
    (at) => typeof at === 'number' && context.nowEpochMs - at < LIMITS.starting,
  );
}

const hasCode = (facts: TestFacts, code: number): boolean =>
  facts.codes.some((seen) => seen.code === code);
