import type { Evidence } from '../contract/evidence.ts';
import type { Note, TestReport } from '../contract/test-report.ts';
import { STATE_OF_VERDICT, type Verdict } from '../contract/verdict.ts';
import { diagnose } from './diagnose.ts';
import { LIMITS } from './limits.ts';
import { CLIENT_ID_IN_USE, noteFor, subjectOf } from './message-codes.ts';
import { sessionVerdict } from './session-verdict.ts';
import { stagesOf } from './stages.ts';
import { clockSkewMs, type TestFacts } from './test-facts.ts';
import { upstreamAt } from './upstream.ts';
import { judge, judgeLook, type Judgement, type VerdictContext } from './verdict.ts';

const NOT_GATHERED: Evidence = {
  process: { outcome: 'not-checked' },
  listener: { outcome: 'not-checked' },
  windows: { outcome: 'not-checked' },
  otherPorts: [],
};

/** The facts of one test as a report, judged at `context.nowMs`. */
export function reportOf(
  facts: TestFacts,
  context: VerdictContext,
): { report: TestReport; judgement: Judgement } {
  const judgement = judge(facts, context);
  return { report: build(facts, judgement, context), judgement };
}

/**
 * The report of a caller whose time is over: a stage still unanswered then is silent, however
 * short the wait was, and a test that had not come to a verdict can't tell.
 */
export function concludedReport(facts: TestFacts, context: VerdictContext): TestReport {
  const judgement = judge(facts, context);
  if (judgement.phase !== 'running') return build(facts, judgement, context);
  return build(facts, { ...judgement, ...cutShort(facts, context) }, context);
}

/**
 * What can be said without connecting: something listens, or why nothing does (look only).
 * Never `ready`: a listening port proves nothing about the API behind it.
 */
export function lookReport(facts: TestFacts, context: VerdictContext): TestReport {
  return build(facts, judgeLook(facts, context), context);
}

/** What an earlier run of this program found; its rows are gone. `waitedMs`: as it said then. */
export function rememberedReport(
  facts: TestFacts,
  verdict: Verdict,
  waitedMs: number | null,
  context: VerdictContext,
): TestReport {
  const details = waitedMs === null ? {} : { waitedMs };
  return build(facts, { verdict, details, phase: 'done', dueMs: null, then: 'judge' }, context);
}

function cutShort(
  facts: TestFacts,
  { nowMs }: VerdictContext,
): Pick<Judgement, 'verdict' | 'details' | 'phase'> {
  if (facts.clockAnswer !== null) return sessionCutShort(facts, nowMs);
  // One id met 326; it takes two to say that ids are the trouble.
  if (facts.codes.some((seen) => seen.code === CLIENT_ID_IN_USE)) {
    return outOfTime('Time to try another client ID');
  }
  if (facts.connectedMs === null) {
    if (facts.connectingMs === null || facts.connectFailed) return outOfTime('Time for the test');
    const details = { errno: 'ETIMEDOUT', waitedMs: nowMs - facts.connectingMs };
    return { verdict: 'unreachable', details, phase: 'done' };
  }
  const lastMs = facts.version?.atMs ?? facts.connectedMs;
  const verdict = facts.version === null ? 'silent' : 'session-silent';
  return { verdict, details: { waitedMs: nowMs - lastMs }, phase: 'held' };
}

/** The session stands. What its first moments can't change may be said; that all is well may not. */
function sessionCutShort(
  facts: TestFacts,
  nowMs: number,
): Pick<Judgement, 'verdict' | 'details' | 'phase'> {
  const { verdict, details } = sessionVerdict({
    expect: facts.target.expect,
    accountKind: facts.accounts?.kind ?? 'unknown',
    linkLost: upstreamAt(facts.codes, nowMs).linkLostMs !== null,
    skewMs: null,
    sessionMs: null,
    usualMs: LIMITS.usualSession,
    farms: [],
  });
  return verdict === 'ready'
    ? outOfTime('Time to hear how the data farms are')
    : { verdict, details, phase: 'done' };
}

const outOfTime = (missing: string): Pick<Judgement, 'verdict' | 'details' | 'phase'> => ({
  verdict: 'cannot-measure',
  details: { missing },
  phase: 'done',
});

function build(facts: TestFacts, judgement: Judgement, context: VerdictContext): TestReport {
  const { verdict, details, phase } = judgement;
  const { nowMs, nowEpochMs } = context;
  return {
    startedAt: Math.round(nowEpochMs - (nowMs - facts.startedMs)),
    at: Math.round(nowEpochMs),
    target: facts.target,
    phase,
    state: verdict === null ? 'checking' : STATE_OF_VERDICT[verdict],
    verdict,
    details,
    stages: stagesOf(facts, judgement, nowMs),
    evidence: facts.evidence ?? NOT_GATHERED,
    causes: diagnose(verdict, { target: facts.target, details, evidence: facts.evidence }),
    notes: notesOf(facts),
    serverVersion: facts.version?.serverVersion ?? facts.unsupported?.serverVersion ?? null,
    connectionTime: facts.version?.connectionTime ?? null,
    accounts: { count: facts.accounts?.count ?? 0, kind: facts.accounts?.kind ?? 'unknown' },
    clientId: facts.clientId,
    clockSkewMs: clockSkewMs(facts),
    bytesSent: facts.bytesSent,
    bytesReceived: facts.bytesReceived,
  };
}

/** What a person may want to know beside the verdict; of several codes about one thing the newest. */
export function notesOf(facts: TestFacts): readonly Note[] {
  const taken = facts.takenIds.map((id) => ({
    code: 326,
    text: `Client ID ${id} is taken; another one was tried.`,
  }));
  const newest = new Map<string, Note | null>();
  for (const { code, farm } of facts.codes) {
    const text = noteFor(code, farm);
    newest.set(subjectOf(code, farm), text === null ? null : { code, text });
  }
  const skipped = facts.skippedFrames.length;
  return [
    ...taken,
    ...[...newest.values()].filter((note) => note !== null),
    ...(skipped > 0
      ? [
          {
            code: null,
            text: `${skipped} ${skipped === 1 ? 'message' : 'messages'} came before the version.`,
          },
        ]
      : []),
  ];
}
