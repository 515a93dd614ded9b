import type { Evidence } from '../contract/evidence.ts';
import type { Observation } from '../contract/observation.ts';
import { isLocal, type Target } from '../contract/target.ts';
import type { TestReport } from '../contract/test-report.ts';
import { sessionLives } from '../contract/verdict.ts';
import { LIMITS } from '../domain/limits.ts';
import { noFacts, withNextId, withObservation, type TestFacts } from '../domain/test-facts.ts';
import { concludedReport, reportOf } from '../domain/test-report.ts';
import { settling } from '../domain/upstream.ts';
import type { Judgement, VerdictContext } from '../domain/verdict.ts';
import type { Clock } from '../domain/clock.ts';
import type { ApiConnection, ConnectionOptions } from './api-connection.ts';
import {
  watchWindows,
  windowEvidence,
  type ListWindows,
  type SeenWindows,
  type WindowWatch,
} from './windows/window-watch.ts';

export interface TestDeps {
  readonly clock: Clock;
  readonly openConnection: (options: ConnectionOptions) => ApiConnection;
  readonly gatherEvidence: (target: Target) => Promise<Evidence>;
  /** The desktop's windows; absent: they are not looked at. */
  readonly listWindows?: ListWindows;
  /** What the verdict may depend on beside the test's own facts. */
  readonly known?: () => Partial<
    Pick<VerdictContext, 'usualSessionMs' | 'restartSeenAt' | 'ignoredFarms'>
  >;
}

/** An open connection that passed its test, with what it has seen so far. */
export interface Handover {
  readonly connection: ApiConnection;
  readonly facts: TestFacts;
  /** Farms were heard until then, monotonic ms: whatever is lost later the test did not meet. */
  readonly settledMs: number;
  /** From now on the new owner hears what the connection sees. */
  listen(onObservation: (observation: Observation) => void): void;
}

export interface FreshTest {
  /** As of now; a held test's silence grows. */
  report(): TestReport;
  /** The report of a caller who can't wait any longer. The test goes on until it is stopped. */
  conclude(): TestReport;
  /** Resolves once nothing more will come, or after `stop`. */
  readonly finished: Promise<TestReport>;
  /** The open connection of a finished test whose session lives; null otherwise. Ask once. */
  handOver(): Handover | null;
  /** Closes the connection and ends the worker, unless it was handed over. Reports nothing more. */
  stop(): Promise<void>;
}

/** When our own timer fired late, news may still lie unread in the queue. */
const CATCH_UP_MS = 300;
/** A failure waits so long for processes and listener: they name its cause, sometimes its verdict. */
const EVIDENCE_GRACE_MS = 300;

/**
 * One test in one worker. `clientIds` are tried in order, the second only after code 326.
 * `onReport` hears every change, the last one with phase `done`.
 */
export function startFreshTest(
  target: Target,
  clientIds: readonly [number, number],
  deps: TestDeps,
  onReport: (report: TestReport) => void = () => undefined,
): FreshTest {
  const { clock } = deps;
  let facts = noFacts(target, clientIds[0], clock.monotonicMs());
  let sink: ((observation: Observation) => void) | null = observe;
  let stopTimer = (): void => undefined;
  let settled = false;
  let handedOver = false;
  let decidedMs: number | null = null;
  let isHeld = false;
  let gathered: Evidence | null = null;
  let windows: SeenWindows | null = null;
  let stopWindows = (): void => undefined;
  let finish: (report: TestReport) => void;
  const finished = new Promise<TestReport>((resolve) => (finish = resolve));
  const closings: Promise<void>[] = [];

  onReport(reportOf(facts, context()).report);
  let connection = connect();
  void deps.gatherEvidence(target).then((evidence) => {
    gathered = evidence;
    joinEvidence();
    if (!settled) judgeNow();
  });

  return {
    report: () => reportOf(facts, context()).report,
    conclude: () => concludedReport(facts, context()),
    finished,
    handOver: () => {
      if (!settled || handedOver || facts.clockAnswer === null || facts.closed !== null)
        return null;
      handedOver = true;
      return { connection, facts, settledMs: settledMs(), listen: (next) => (sink = next) };
    },
    stop: async () => {
      if (!settled) {
        settled = true;
        stopTimer();
        stopWindows();
        finish(concludedReport(facts, context()));
      }
      if (!handedOver) closings.push(connection.close());
      await Promise.all(closings);
    },
  };

  function connect(): ApiConnection {
    const clientId = facts.clientId;
    const watch = lookAtWindows();
    return deps.openConnection({
      host: target.host,
      port: target.port,
      clientId,
      onObservation: (observation) => {
        watch?.heard(observation);
        sink?.(observation);
      },
    });
  }

  /** Evidence only: it neither waits for anything nor lets anything wait. */
  function lookAtWindows(): WindowWatch | null {
    stopWindows();
    if (deps.listWindows === undefined || !isLocal(target.host)) return null;
    const watch = watchWindows(clock, deps.listWindows, (seen) => {
      windows = seen;
      joinEvidence();
      // While the test still runs, judging now could come before news that lie unread.
      if (isHeld && !settled) judgeNow();
    });
    stopWindows = () => {
      watch.stop();
    };
    return watch;
  }

  function joinEvidence(): void {
    if (gathered === null) return;
    const evidence =
      windows === null ? gathered : { ...gathered, windows: windowEvidence(windows, gathered) };
    facts = { ...facts, evidence };
  }

  function observe(observation: Observation): void {
    facts = withObservation(facts, observation);
    if (!settled) judgeNow();
  }

  function context(): VerdictContext {
    return {
      nowMs: clock.monotonicMs(),
      nowEpochMs: clock.now(),
      usualSessionMs: null,
      restartSeenAt: null,
      ignoredFarms: [],
      ...deps.known?.(),
    };
  }

  function judgeNow(): void {
    stopTimer();
    const now = context();
    const { report, judgement } = reportOf(facts, now);
    isHeld = judgement.phase === 'held';
    if (judgement.phase === 'done') {
      const graceMs = evidenceGraceMs(judgement, now.nowMs);
      if (graceMs > 0) stopTimer = clock.after(graceMs, judgeNow);
      else settle(report);
      return;
    }
    onReport(report);
    if (judgement.dueMs !== null) wait(judgement, judgement.dueMs - now.nowMs);
  }

  function settledMs(): number {
    const nowMs = clock.monotonicMs();
    const settled = settling(facts, nowMs);
    return settled !== null && 'settledMs' in settled ? settled.settledMs : nowMs;
  }

  function evidenceGraceMs({ verdict }: Judgement, nowMs: number): number {
    if (facts.evidence !== null || sessionLives(verdict)) return 0;
    decidedMs ??= nowMs;
    return Math.ceil(decidedMs + EVIDENCE_GRACE_MS - nowMs);
  }

  function wait(judgement: Judgement, delayMs: number): void {
    const dueMs = clock.monotonicMs() + Math.max(0, delayMs);
    // One more millisecond than the rounded-down time, so that the limit has really passed.
    stopTimer = clock.after(Math.ceil(Math.max(0, delayMs)) + 1, () => {
      if (clock.monotonicMs() - dueMs > LIMITS.ownDelay) wait(judgement, CATCH_UP_MS);
      else act(judgement.then);
    });
  }

  function act(what: Judgement['then']): void {
    switch (what) {
      case 'judge':
        judgeNow();
        return;
      case 'ask-clock':
        connection.askClock();
        return;
      case 'next-id':
        closings.push(connection.close());
        facts = withNextId(facts, clientIds[1]);
        connection = connect();
        judgeNow();
    }
  }

  function settle(report: TestReport): void {
    stopTimer();
    stopWindows();
    settled = true;
    onReport(report);
    finish(report);
  }
}
