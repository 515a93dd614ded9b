import { STAGES, type Stage, type TestReport } from '../contract/test-report.ts';
import { sessionLives, type Verdict } from '../contract/verdict.ts';
import { LONGEST_RESTART_MS, type SeenRestart } from './daily-restart.ts';
import { wasAcceptedByHand, type Tries } from './probe-schedule.ts';

/** What a monitor knows beyond its status, kept across restarts of the app. Epoch milliseconds. */
export interface MonitorMemory {
  readonly tries: Tries;
  /** The last test's end, what it found, and how long it waited for an answer. */
  readonly lastTest: {
    readonly at: number;
    readonly verdict: Verdict | null;
    readonly waitedMs: number | null;
  } | null;
  /** Processes and listener then: while they are the same, silence would be met again. */
  readonly circumstances: string | null;
  /** Session times of the last passed tests, newest last. */
  readonly sessionTimesMs: readonly number[];
  /** How long each stage took when it passed in such a test, newest last. */
  readonly stageTimesMs: Readonly<Partial<Record<Stage, readonly number[]>>>;
  /** When silence last ended because somebody accepted. */
  readonly acceptedAt: number | null;
  /** Daily restarts as they were seen, newest last. */
  readonly restarts: readonly SeenRestart[];
}

export const NO_MEMORY: MonitorMemory = {
  tries: { failures: 0, silent: 0 },
  lastTest: null,
  circumstances: null,
  sessionTimesMs: [],
  stageTimesMs: {},
  acceptedAt: null,
  restarts: [],
};

const TIMES_KEPT = 50;
const RESTARTS_KEPT = 14;
/** So many passes make a usual time. */
const ENOUGH_TIMES = 5;

export function withTest(memory: MonitorMemory, report: TestReport): MonitorMemory {
  const { sessionMs, waitedMs } = report.details;
  const lastTest = { at: report.at, verdict: report.verdict, waitedMs: waitedMs ?? null };
  if (wasAcceptedByHand(report)) return { ...memory, lastTest, acceptedAt: report.at };
  if (!sessionLives(report.verdict) || sessionMs === undefined) return { ...memory, lastTest };
  return {
    ...memory,
    lastTest,
    sessionTimesMs: [...memory.sessionTimesMs, Math.round(sessionMs)].slice(-TIMES_KEPT),
    stageTimesMs: withStages(memory.stageTimesMs, report),
  };
}

function withStages(
  times: MonitorMemory['stageTimesMs'],
  { stages }: TestReport,
): MonitorMemory['stageTimesMs'] {
  const passed = stages.flatMap(({ stage, outcome, durationMs }) =>
    outcome === 'passed' && durationMs !== null
      ? [[stage, [...(times[stage] ?? []), durationMs].slice(-TIMES_KEPT)] as const]
      : [],
  );
  return { ...times, ...Object.fromEntries(passed) };
}

/** Away for longer than a restart takes teaches nothing. */
export function withRestart(memory: MonitorMemory, seen: SeenRestart): MonitorMemory {
  if (seen.backAt - seen.goneAt > LONGEST_RESTART_MS) return memory;
  return { ...memory, restarts: [...memory.restarts, seen].slice(-RESTARTS_KEPT) };
}

/** Median session time of the last passes, ms; null until enough are known. */
export const usualSessionMs = ({ sessionTimesMs }: MonitorMemory): number | null =>
  usual(sessionTimesMs);

/** Median time of each stage, ms; without those of which too few passes are known. */
export function usualStagesMs({ stageTimesMs }: MonitorMemory): Partial<Record<Stage, number>> {
  return Object.fromEntries(
    STAGES.flatMap((stage) => {
      const ms = usual(stageTimesMs[stage] ?? []);
      return ms === null ? [] : [[stage, ms]];
    }),
  );
}

function usual(timesMs: readonly number[]): number | null {
  if (timesMs.length < ENOUGH_TIMES) return null;
  const sorted = [...timesMs].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
