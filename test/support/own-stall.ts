import { readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 20;
/** Timers count whole milliseconds, so that being late by less says nothing. */
const LATE_MS = 5;
/** Reading every thread's figures takes a moment itself. */
const OTHERS_EVERY_MS = 100;
const TASKS = '/proc/self/task';
/** Of the kernel's clock in its tables (proc(5), USER_HZ). */
const TICK_MS = 10;

let dueMs = NaN;
let lateMs = 0;
let othersDueMs = 0;
/** Since this file was loaded: what each thread waited, the ended ones too, and what of each processor the host took; ms. */
const waitedMs = new Map<string, number>();
const knownMs = new Map<string, number>();

/** What kept this process from going on since `begin`. */
export interface OwnStall {
  /** So far, in milliseconds. */
  ms(): number;
}

/**
 * What is measured of the machine's and this process's own delays: how late the loop of this thread
 * turned, and beside it what kept the others. A connection's way leads through this thread and one
 * worker in turn, so that both add up.
 */
export function beginStall(): OwnStall {
  const others = beginOthers();
  lookAtLoop();
  const lateBeforeMs = lateMs;
  return {
    ms: () => {
      // Also between two turns, whose end may not have been seen yet.
      lookAtLoop();
      return lateMs - lateBeforeMs + others.ms();
    },
  };
}

/**
 * Where the system tells (Linux): the longest that another thread of this process was ready to run
 * but had no processor, or that the host kept a processor from this machine.
 */
export function beginOthers(): OwnStall {
  lookAtOthers();
  const before = new Map(waitedMs);
  return {
    ms: () => {
      lookAtOthers();
      return Math.max(0, ...[...waitedMs].map(([who, ms]) => ms - (before.get(who) ?? 0)));
    },
  };
}

function lookAtLoop(): void {
  const nowMs = performance.now();
  if (nowMs - dueMs > LATE_MS) lateMs += nowMs - dueMs;
  dueMs = nowMs + EVERY_MS;
}

function lookAtOthers(): void {
  const seen = [...threads().map((one) => [one, queuedMs(one)] as const), ...stolenMs()];
  for (const [who, ms] of seen) {
    const known = knownMs.get(who) ?? 0;
    // The number of a thread that ended can be given to another one.
    const more = ms >= known ? ms - known : ms;
    waitedMs.set(who, (waitedMs.get(who) ?? 0) + more);
    knownMs.set(who, ms);
  }
}

/** Without the first: its loop is watched. */
function threads(): string[] {
  try {
    return readdirSync(TASKS).filter((thread) => Number(thread) !== process.pid);
  } catch {
    return [];
  }
}

/** Eighth figure of each processor: taken by the host (proc(5)). */
function stolenMs(): (readonly [string, number])[] {
  try {
    const lines = readFileSync('/proc/stat', 'utf8').match(/^cpu\d.*$/gm) ?? [];
    return lines.map((line) => {
      const [name = '', ...figures] = line.split(' ');
      return [name, Number(figures[7]) * TICK_MS] as const;
    });
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
  if (performance.now() < othersDueMs) return;
  lookAtOthers();
  othersDueMs = performance.now() + OTHERS_EVERY_MS;
}, EVERY_MS).unref();
lookAtOthers();
