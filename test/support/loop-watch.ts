import { readFileSync } from 'node:fs';

export interface LoopWatch {
  /** The longest time for which this thread itself kept its loop from turning, in milliseconds. */
  stop(): { readonly longestMs: number; readonly longestWithQueueMs: number };
}

const EVERY_MS = 5;
const SCHEDSTAT = '/proc/thread-self/schedstat';

/**
 * Watches the event loop of the calling thread. Where the system tells (Linux), time that the
 * thread spent ready to run but without a processor is taken off: that is the machine's load, not
 * the program's doing.
 */
export function watchLoop(): LoopWatch {
  let longestMs = 0;
  let longestWithQueueMs = 0;
  let timer: NodeJS.Timeout;
  const start = (): void => {
    const queuedBefore = queuedMs();
    const dueMs = performance.now() + EVERY_MS;
    timer = setTimeout(() => {
      const lateMs = performance.now() - dueMs;
      longestWithQueueMs = Math.max(longestWithQueueMs, lateMs);
      longestMs = Math.max(longestMs, lateMs - (queuedMs() - queuedBefore));
      start();
    }, EVERY_MS);
  };
  start();
  return {
    stop: () => {
      clearTimeout(timer);
      return { longestMs, longestWithQueueMs };
    },
  };
}

/** Second figure of the three: nanoseconds waited on a run queue (kernel: sched-stats.rst). */
function queuedMs(): number {
  try {
    return Number(readFileSync(SCHEDSTAT, 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}
