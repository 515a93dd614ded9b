import { lstat, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '../../domain/clock.ts';
import { errnoOf } from '../store/store-problem.ts';

/** Nobody has written for that long. */
const QUIET_MS = 3000;
/** So long it is waited for. */
const PATIENCE_MS = 10_000;
const LOOK_MS = 100;

export interface QuietOptions {
  readonly clock: Clock;
  /** Whether what is there since then (epoch ms) is our own last write. */
  readonly isOwn: (path: string, writtenAt: number) => Promise<boolean>;
  /** Not quiet yet. */
  readonly onWaiting: () => void;
}

/** True once none of the files was written for 3 s; false: still written after 10 s. */
export async function untilQuiet(
  paths: readonly string[],
  options: QuietOptions,
): Promise<boolean> {
  const { clock, onWaiting } = options;
  const startedMs = clock.monotonicMs();
  const seen = new Map<string, Seen>();
  for (let isFirst = true; ; isFirst = false) {
    let isQuiet = true;
    for (const path of paths) {
      const now = await look(path, seen.get(path), options);
      seen.set(path, now);
      if (!now.isQuiet) isQuiet = false;
    }
    if (isQuiet) return true;
    if (isFirst) onWaiting();
    if (clock.monotonicMs() - startedMs >= PATIENCE_MS) return false;
    await wait(clock, LOOK_MS);
  }
}

interface Seen extends LastWrite {
  /** By the clock that only goes forward. */
  readonly sinceMs: number;
  readonly isOwn: boolean;
  readonly isQuiet: boolean;
}

async function look(
  path: string,
  before: Seen | undefined,
  { clock, isOwn }: QuietOptions,
): Promise<Seen> {
  const write = await lastWrite(path);
  const nowMs = clock.monotonicMs();
  const same = before?.sign === write.sign ? before : null;
  const sinceMs = same?.sinceMs ?? nowMs;
  const isOld = clock.now() - write.writtenAt >= QUIET_MS || nowMs - sinceMs >= QUIET_MS;
  const own = same?.isOwn ?? (!isOld && (await isOwn(path, write.writtenAt)));
  return { ...write, sinceMs, isOwn: own, isQuiet: isOld || own };
}

export const wait = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(ms, resolve);
  });

interface LastWrite {
  /** Differs after each write, and when the file comes or goes. */
  readonly sign: string;
  /** Epoch ms. Of a file that is not there, when its folder last changed. */
  readonly writtenAt: number;
}

async function lastWrite(path: string): Promise<LastWrite> {
  try {
    const { ino, size, mtimeMs, ctimeMs } = await stat(path);
    // A file that was moved here keeps the time at which it was written; its other time tells the move.
    const writtenAt = process.platform === 'win32' ? mtimeMs : Math.max(mtimeMs, ctimeMs);
    return { sign: [ino, size, mtimeMs, ctimeMs].join(' '), writtenAt };
  } catch (error) {
    if (errnoOf(error) === null) throw error;
  }
  try {
    return { sign: 'absent', writtenAt: (await lstat(dirname(path))).mtimeMs };
  } catch (error) {
    if (errnoOf(error) === null) throw error;
    return { sign: 'nothing', writtenAt: 0 };
  }
}
