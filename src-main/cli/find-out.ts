import type { Core } from '../compose-core.ts';
import { isLocal, type Target } from '../contract/target.ts';
import type { TestReport } from '../contract/test-report.ts';
import { drawOutside } from '../domain/client-ids.ts';
import { LIMITS } from '../domain/limits.ts';
import { isProven } from '../domain/need.ts';
import { afterTest, nextTestInMs, NO_TRIES } from '../domain/probe-schedule.ts';
import type { CheckOptions } from './check-options.ts';
import { answerOf, asAskedBy, cutShort, kept } from './others-answer.ts';
import { timeUp } from './time-up.ts';

export interface FindOutDeps {
  readonly core: Pick<Core, 'freshTest' | 'listenerFingerprint' | 'voice'>;
  /** First of the app's own client ids, or null where it never ran. */
  readonly clientIdBase: number | null;
  /** Aborted when the user wants no more. */
  readonly signal: AbortSignal;
  /** Hears what is known meanwhile. */
  readonly onNews?: (report: TestReport) => void;
}

export interface Answer {
  readonly report: TestReport;
  /** The process that found it out, where that is another one. */
  readonly by: number | null;
}

type Voice = ReturnType<Core['voice']>;
type FreshTest = ReturnType<Core['freshTest']>;

const LOOK_MS = 1000;
/** How often is read what another process has found. */
const JOIN_LOOK_MS = 100;
/** Between two answers of others that do not suffice. */
const ASK_AGAIN_MS = 500;

/** Joins whoever knows or tests already, or tests, until the need is proven or the time is over. */
export async function findOut(
  target: Target,
  options: CheckOptions,
  deps: FindOutDeps,
): Promise<Answer> {
  const voice = deps.core.voice(target);
  try {
    return await untilProven(target, options, deps, voice);
  } finally {
    voice.close();
  }
}

async function untilProven(
  target: Target,
  options: CheckOptions,
  deps: FindOutDeps,
  voice: Voice,
): Promise<Answer> {
  const giveUpAt = performance.now() + options.waitMs;
  const leftMs = (): number => giveUpAt - performance.now();
  const isInterrupted = (): boolean => deps.signal.aborted;
  // A silent connection is held rather than replaced: each new one could raise a dialog.
  const testMs = (): number => Math.max(options.timeoutMs, Math.min(leftMs(), LIMITS.hold));
  const ids = clientIds(options, deps);

  let tries = NO_TRIES;
  for (;;) {
    const limitMs = Math.max(options.timeoutMs, leftMs());
    const joined = await join({ target, options, deps, voice, limitMs, clientId: ids[0] });
    const answer = joined ?? {
      report: await ownTest(target, ids, testMs(), deps, voice),
      by: null,
    };
    const { report } = answer;
    if (isProven(report, options.need) || leftMs() <= 0 || isInterrupted()) return answer;
    deps.onNews?.(report);
    if (joined === null) tries = afterTest(tries, report.verdict);
    const pauseMs = joined === null ? nextTestInMs(tries, report.verdict) : ASK_AGAIN_MS;
    const isNews = (): boolean => {
      const known = options.fresh ? null : whatIsKnown(voice, target)?.report;
      return known != null && isProven(known, options.need);
    };
    await quiet(target, Math.min(pauseMs ?? leftMs(), leftMs()), isNews, deps);
    if (isInterrupted()) return answer;
  }
}

function clientIds(options: CheckOptions, deps: FindOutDeps): readonly [number, number] {
  const first = options.clientId ?? drawOutside(deps.clientIdBase, Math.random());
  const second = drawOutside(deps.clientIdBase, Math.random());
  return [first, second === first ? first + 1 : second];
}

// ── Others ───────────────────────────────────────────────────────────────────────────────────────

function whatIsKnown(voice: Voice, target: Target): Answer | null {
  const leader = voice.leader();
  if (leader === null) return null;
  const report = answerOf(leader.status, target, Date.now());
  return report === null ? null : { report, by: leader.pid };
}

interface Joining {
  readonly target: Target;
  readonly options: CheckOptions;
  readonly deps: FindOutDeps;
  readonly voice: Voice;
  readonly limitMs: number;
  readonly clientId: number;
}

/**
 * The answer of somebody else, or null once the target is ours to test. One that is silent already
 * when we come answers at once; one that is under way is waited for, as a test of our own would be.
 */
async function join(joining: Joining): Promise<Answer | null> {
  const { target, options, deps, voice, limitMs, clientId } = joining;
  const endAt = performance.now() + limitMs;
  let running: Answer | null = null;
  for (;;) {
    const known = options.fresh || running !== null ? null : whatIsKnown(voice, target);
    if (known !== null) return known;
    const other = voice.otherTest();
    if (other?.report != null && !options.fresh) {
      const report = asAskedBy(other.report, target);
      if (report?.phase === 'done') return { report, by: other.pid };
      if (report?.phase === 'held' && running === null) {
        return { report: cutShort(report, Date.now()), by: other.pid };
      }
      if (report !== null) {
        running = { report, by: other.pid };
        deps.onNews?.(report);
      }
    } else if (other === null) {
      // Over without a word, or nobody: what a monitor knows by now comes before a test.
      const after = options.fresh ? null : whatIsKnown(voice, target);
      if (after !== null) return after;
      if (voice.tryTest()) return null;
    }
    if (options.fresh && voice.tryTest()) return null;
    if (performance.now() >= endAt || deps.signal.aborted) {
      const now = Date.now();
      return running === null
        ? { report: kept(target, now, clientId), by: null }
        : { report: cutShort(running.report, now), by: running.by };
    }
    await timeUp(Math.min(JOIN_LOOK_MS, endAt - performance.now()), deps.signal);
  }
}

// ── Ourselves ────────────────────────────────────────────────────────────────────────────────────

/** One test, while the test lock is ours; it is given back when the connection is closed. */
async function ownTest(
  target: Target,
  ids: readonly [number, number],
  limitMs: number,
  { core, signal, onNews }: FindOutDeps,
  voice: Voice,
): Promise<TestReport> {
  const test = core.freshTest(target, ids, (report) => {
    voice.tellTest(report);
    onNews?.(report);
  });
  const report = await endOf(test, limitMs, signal);
  await test.stop();
  voice.tellTest({ ...report, phase: 'done' });
  voice.endTest();
  return report;
}

async function endOf(test: FreshTest, limitMs: number, signal: AbortSignal): Promise<TestReport> {
  const over = new AbortController();
  const stop = AbortSignal.any([signal, over.signal]);
  const late = timeUp(limitMs, stop).then(() => test.conclude());
  const report = await Promise.race([test.finished, late]);
  over.abort();
  return report;
}

/** Waits between tests; a change of the listener or news of others end the wait. */
async function quiet(
  target: Target,
  ms: number,
  isNews: () => boolean,
  { core, signal }: FindOutDeps,
): Promise<void> {
  const look = isLocal(target.host)
    ? (): Promise<string | null> => core.listenerFingerprint(target.port)
    : (): Promise<null> => Promise.resolve(null);
  const before = await look();
  const endAt = performance.now() + ms;
  while (performance.now() < endAt && !signal.aborted && !isNews()) {
    await timeUp(Math.min(LOOK_MS, endAt - performance.now()), signal);
    if ((await look()) !== before) break;
  }
}
