import type { TestReport } from '../contract/test-report.ts';
import type { Verdict } from '../contract/verdict.ts';
import { LONGEST_RESTART_MS, type SeenRestart } from './daily-restart.ts';
import { sessionLives, type Tries } from './probe-schedule.ts';

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
  /** Daily restarts as they were seen, newest last. */
  readonly restarts: readonly SeenRestart[];
}

export const NO_MEMORY: MonitorMemory = {
  tries: { failures: 0, silent: 0 },
  lastTest: null,
  circumstances: null,
  sessionTimesMs: [],
  restarts: [],
};

const TIMES_KEPT = 50;
const RESTARTS_KEPT = 14;
/** So many passes make a usual time. */
const ENOUGH_TIMES = 5;

export function withTest(memory: MonitorMemory, report: TestReport): MonitorMemory {
  const { sessionMs, waitedMs } = report.details;
  const lastTest = { at: report.at, verdict: report.verdict, waitedMs: waitedMs ?? null };
  if (!sessionLives(report.verdict) || sessionMs === undefined) return { ...memory, lastTest };
  const sessionTimesMs = [...memory.sessionTimesMs, Math.round(sessionMs)].slice(-TIMES_KEPT);
  return { ...memory, lastTest, sessionTimesMs };
}

/** Away for longer than a restart takes teaches nothing. */
export function withRestart(memory: MonitorMemory, seen: SeenRestart): MonitorMemory {
  if (seen.backAt - seen.goneAt > LONGEST_RESTART_MS) return memory;
  return { ...memory, restarts: [...memory.restarts, seen].slice(-RESTARTS_KEPT) };
}

/** Median session time of the last passes, ms; null until enough are known. */
export function usualSessionMs({ sessionTimesMs }: MonitorMemory): number | null {
  if (sessionTimesMs.length < ENOUGH_TIMES) return null;
  const sorted = [...sessionTimesMs].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
