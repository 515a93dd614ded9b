import { readFileSync } from 'node:fs';
import { full } from './full.ts';
import { beginOthers } from './own-stall.ts';

export interface LoopWatch {
  /** The longest time for which this thread itself kept its loop from turning, in milliseconds. */
  stop(): { readonly longestMs: number; readonly longestWithQueueMs: number };
}

const EVERY_MS = 5;
/** Reading the others' figures takes a moment itself. */
const OTHERS_EVERY_MS = 50;
/** Less is not worth asking why. */
const LATE_MS = 20;
const SCHEDSTAT = '/proc/thread-self/schedstat';

/**
 * Watches the event loop of the calling thread. Where the system tells (Linux), time that the
 * thread spent ready to run but without a processor is taken off: that is the machine's load, not
 * the program's doing. Except in the full run so is what kept another thread of this process from
 * its processor, or this machine from one: this thread may have waited for a lock that the other
 * held.
 */
export function watchLoop(): LoopWatch {
  let longestMs = 0;
  let longestWithQueueMs = 0;
  let timer: NodeJS.Timeout;
  let others = beginOthers();
  let othersDueMs = performance.now() + OTHERS_EVERY_MS;
  const start = (): void => {
    if (performance.now() > othersDueMs) {
      others = beginOthers();
      othersDueMs = performance.now() + OTHERS_EVERY_MS;
    }
    const queuedBefore = queuedMs();
    const dueMs = performance.now() + EVERY_MS;
    timer = setTimeout(() => {
      const lateMs = performance.now() - dueMs;
      longestWithQueueMs = Math.max(longestWithQueueMs, lateMs);
      const ownMs = lateMs - (queuedMs() - queuedBefore);
      longestMs = Math.max(longestMs, ownMs > LATE_MS && !full ? ownMs - others.ms() : ownMs);
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
