import { readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 20;
/** Timers count whole milliseconds, so that being late by less says nothing. */
const LATE_MS = 5;
/** Reading every thread's figures takes a moment itself. */
const THREADS_EVERY_MS = 100;
const TASKS = '/proc/self/task';

let dueMs = NaN;
let lateMs = 0;
let threadsDueMs = 0;
/** What each thread waited for a processor since this file was loaded, the ended ones too; ms. */
const waitedMs = new Map<string, number>();
const knownMs = new Map<string, number>();

/** What kept this process from going on since `begin`. */
export interface OwnStall {
  /** So far, in milliseconds. */
  ms(): number;
}

/**
 * What is measured of the machine's and this process's own delays: how late the loop of this thread
 * turned, and beside it (where the system tells: Linux) the longest that another thread of this
 * process was ready to run but had no processor. A connection's way leads through this thread and
 * one worker in turn, so that both add up.
 */
export function beginStall(): OwnStall {
  look();
  const lateBeforeMs = lateMs;
  const before = new Map(waitedMs);
  return {
    ms: () => {
      look();
      const waits = [...waitedMs].map(([thread, ms]) => ms - (before.get(thread) ?? 0));
      return lateMs - lateBeforeMs + Math.max(0, ...waits);
    },
  };
}

/** Also between two turns of the loop, whose end may not have been seen yet. */
function look(): void {
  lookAtLoop();
  lookAtThreads();
}

function lookAtLoop(): void {
  const nowMs = performance.now();
  if (nowMs - dueMs > LATE_MS) lateMs += nowMs - dueMs;
  dueMs = nowMs + EVERY_MS;
}

function lookAtThreads(): void {
  for (const thread of threads()) {
    if (Number(thread) === process.pid) continue;
    const ms = queuedMs(thread);
    const known = knownMs.get(thread) ?? 0;
    // The number of a thread that ended can be given to another one.
    const more = ms >= known ? ms - known : ms;
    waitedMs.set(thread, (waitedMs.get(thread) ?? 0) + more);
    knownMs.set(thread, ms);
  }
}

function threads(): string[] {
  try {
    return readdirSync(TASKS);
  } catch {
    return [];
  }
}

/** Second figure of the three: nanoseconds waited on a run queue (kernel: sched-stats.rst). */
function queuedMs(thread: string): number {
  try {
    return Number(readFileSync(`${TASKS}/${thread}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
  } catch {
    // It has ended meanwhile.
    return knownMs.get(thread) ?? 0;
  }
}

setInterval(() => {
  lookAtLoop();
  if (performance.now() < threadsDueMs) return;
  lookAtThreads();
  threadsDueMs = performance.now() + THREADS_EVERY_MS;
}, EVERY_MS).unref();
look();
