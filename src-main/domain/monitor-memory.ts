import type { Verdict } from '../contract/verdict.ts';
import type { Tries } from './probe-schedule.ts';

/** What a monitor knows beyond its status, kept across restarts of the app. Epoch milliseconds. */
export interface MonitorMemory {
  readonly tries: Tries;
  /** The last test's end, and what it found. */
  readonly lastTest: { readonly at: number; readonly verdict: Verdict | null } | null;
  /** Processes and listener then: while they are the same, silence would be met again. */
  readonly circumstances: string | null;
  /** Session times of the last passed tests, newest last. */
  readonly sessionTimesMs: readonly number[];
  /** Daily restarts as they were seen, newest last. */
  readonly restarts: readonly SeenRestart[];
}

/** The port was closed at `goneAt` and open again at `backAt`, with another process behind it. */
export interface SeenRestart {
  readonly goneAt: number;
  readonly backAt: number;
}

export const NO_MEMORY: MonitorMemory = {
  tries: { failures: 0, silent: 0 },
  lastTest: null,
  circumstances: null,
  sessionTimesMs: [],
  restarts: [],
};
