import { lstat, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../store/store-problem.ts';
import { isTemporary } from './atomic-write.ts';

/** Nobody writes that long. */
const LEFT_MS = 60_000;

/**
 * Removes what a killed process of ours left beside the settings. How many. A folder that can't be
 * read holds none; what can't be removed stays.
 */
export async function sweepLeftovers(dir: string, nowMs: number): Promise<number> {
  let swept = 0;
  for (const name of await namesIn(dir)) {
    if (isTemporary(name) && (await removeOld(join(dir, name), nowMs))) swept += 1;
  }
  return swept;
}

async function namesIn(dir: string): Promise<readonly string[]> {
  try {
    return await readdir(dir);
  } catch (error) {
    if (errnoOf(error) === null) throw error;
    return [];
  }
}

async function removeOld(path: string, nowMs: number): Promise<boolean> {
  try {
    const stat = await lstat(path);
    // One from the future is old: the clock was wrong once.
    if (!stat.isFile() || Math.abs(nowMs - stat.mtimeMs) <= LEFT_MS) return false;
    await unlink(path);
    return true;
  } catch (error) {
    if (errnoOf(error) === null) throw error;
    return false;
  }
}
