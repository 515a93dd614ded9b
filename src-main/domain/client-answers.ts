import type { ClientAnswer, GaveUp } from '../contract/api-clients.ts';
import type { TestReport } from '../contract/test-report.ts';
import { sessionLives, type Verdict } from '../contract/verdict.ts';
import type { WatchMode } from '../contract/watch-modes.ts';
import { medianMs, REMEMBERED_MS, visitorKey, type Visitor } from './client-visits.ts';
import { MANY_CLIENTS } from './limits.ts';
import { mayConnect } from './probe-schedule.ts';

/** What was asked of Gateway for one program, and what it answered. Instants are epoch ms. */
interface Asked {
  /** Its visit that was weighed last. */
  readonly visitAt: number;
  /** When a test was made for it; null: none was. */
  readonly askedAt: number | null;
  readonly answer: ClientAnswer;
}

export interface Answers {
  readonly asked: ReadonlyMap<string, Asked>;
  /** The newest that any test, whoever wanted it, has shown. */
  readonly newest: Exclude<ClientAnswer, { kind: 'asking' }> | null;
  /** When a test was last made for any program. */
  readonly askedAt: number | null;
}

export const NO_ANSWERS: Answers = { asked: new Map(), newest: null, askedAt: null };

/** However many names they go by: tests for programs are at least so far apart. */
const APART_MS = 300_000;

/** What decides whether Gateway is asked. */
export interface Circumstances {
  readonly mode: WatchMode | null;
  readonly acceptedByHand: boolean;
  /** Connections on the port. */
  readonly clients: number;
  /** A connection of ours that waits for its answer and what it is met with; null: none waits. */
  readonly waiting: Verdict | null;
  readonly isTesting: boolean;
  /** Silence was met last, and asking again must wait for a change or its time. */
  readonly backsOff: boolean;
}

/**
 * Weighs the new visits of programs that gave up: whether one fresh test is to be made for them.
 * Every new connection may raise a dialog, so that one in 15 min per program, and one in 5 min for
 * all of them, is the most.
 */
export function weighed(
  before: Answers,
  visitors: readonly Visitor[],
  now: Circumstances,
  at: number,
): { readonly answers: Answers; readonly asks: boolean } {
  let asks = false;
  const asked = new Map<string, Asked>();
  for (const { by, lastAt } of visitors) {
    const key = visitorKey(by);
    const known = before.asked.get(key);
    if (known !== undefined && known.visitAt >= lastAt) {
      asked.set(key, known);
      continue;
    }
    const answer = answerWithout(before, known, now, at);
    asks ||= answer === null;
    asked.set(key, {
      visitAt: lastAt,
      askedAt: answer === null ? at : (known?.askedAt ?? null),
      answer: answer ?? { kind: 'asking' },
    });
  }
  const answers = {
    ...before,
    asked: withLately(asked, before.asked, at),
    askedAt: asks ? at : before.askedAt,
  };
  return { answers, asks };
}

/** What can be said without another test; null: one is to be made. */
function answerWithout(
  { newest, askedAt }: Answers,
  known: Asked | undefined,
  now: Circumstances,
  at: number,
): ClientAnswer | null {
  if (now.waiting !== null) return { kind: 'not-answered', verdict: now.waiting, at };
  if (now.isTesting) return { kind: 'asking' };
  if (known?.askedAt != null && at - known.askedAt < REMEMBERED_MS) {
    const isNewer = newest !== null && 'at' in newest && newest.at >= known.askedAt;
    if (isNewer) return newest;
    return known.answer.kind === 'asking' ? NO_RESULT : known.answer;
  }
  if (!mayConnect(now.mode)) return { kind: 'not-asked', why: 'look-only' };
  if (now.acceptedByHand) return { kind: 'not-asked', why: 'accepted-by-hand' };
  if (now.clients >= MANY_CLIENTS) return { kind: 'not-asked', why: 'crowded' };
  if (now.backsOff) return newest ?? NO_RESULT;
  if (askedAt !== null && Math.abs(at - askedAt) < APART_MS) {
    const isNewer = newest !== null && 'at' in newest && newest.at >= askedAt;
    return isNewer ? newest : NO_RESULT;
  }
  return null;
}

const NO_RESULT = { kind: 'not-asked', why: 'asked-lately' } as const;

/** Who is forgotten may come back: it is not asked for again before its time. */
function withLately(
  asked: Map<string, Asked>,
  before: ReadonlyMap<string, Asked>,
  at: number,
): ReadonlyMap<string, Asked> {
  for (const [key, known] of before) {
    const isLately = known.askedAt !== null && at - known.askedAt < REMEMBERED_MS;
    if (isLately && !asked.has(key)) asked.set(key, known);
  }
  return asked;
}

/** Verdicts of a test that say nothing about how other programs are answered. */
const TELLS_NOTHING: ReadonlySet<Verdict> = new Set([
  'cannot-measure',
  'client-id-in-use',
  'unsupported-version',
]);

/** What a test has shown, as soon as it shows it: whoever waits for an answer has one. */
export function answered(before: Answers, report: TestReport): Answers {
  const newest = answerOf(report);
  if (newest === null) return before;
  const asked = new Map(
    [...before.asked].map(([key, one]) => [
      key,
      one.answer.kind === 'asking' ? { ...one, answer: newest } : one,
    ]),
  );
  return { ...before, asked, newest };
}

/** Tests were stopped: nobody waits for one any more. */
export function stopped(before: Answers): Answers {
  return {
    ...before,
    asked: new Map(
      [...before.asked].map(([key, one]) => [
        key,
        one.answer.kind === 'asking' ? { ...one, answer: NO_RESULT } : one,
      ]),
    ),
  };
}

function answerOf(report: TestReport): Answers['newest'] {
  const { verdict, phase, at } = report;
  if (phase === 'running' || verdict === null) return null;
  if (TELLS_NOTHING.has(verdict)) return NO_RESULT;
  const inMs = handshakeMs(report);
  if (!sessionLives(verdict) || inMs === null) return { kind: 'not-answered', verdict, at };
  return { kind: 'answered', inMs, at };
}

/** From the connection to the whole session. */
function handshakeMs({ stages }: TestReport): number | null {
  const parts = stages.filter(({ stage }) => stage === 'version' || stage === 'session');
  return parts.every(({ outcome }) => outcome === 'passed')
    ? Math.round(parts.reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0))
    : null;
}

/** The programs that gave up, with Gateway's answers. */
export function gaveUpOf(visitors: readonly Visitor[], { asked }: Answers): readonly GaveUp[] {
  return visitors.map(({ by, visits, staysMs, lastAt }) => ({
    ...by,
    visits,
    stayedMs: Math.round(medianMs(staysMs)),
    lastAt,
    answer: asked.get(visitorKey(by))?.answer ?? NO_RESULT,
  }));
}
