import { readlink, stat } from 'node:fs/promises';
import { posix } from 'node:path';
import type { FolderProcess } from '../../contract/jts/settings-folder.ts';
import { mapInLanes } from './bounded.ts';
import { folderUses, mayBeIb, toldFolder } from './folder-process.ts';
import { AT_ONCE, COMMAND_CAP_BYTES, GONE, numericNames, PROCESS_LIST } from './proc-processes.ts';
import { readStart } from './read-start.ts';
import { given, notGiven, type Read } from './read.ts';

const STAT_BYTES = 2_000;
const GONE_NOW = Symbol('gone');

/** Every process that may use a settings folder. Where some are hidden nothing is said. */
export async function readFolderProcesses(
  procDir: string,
): Promise<Read<readonly FolderProcess[]>> {
  const pids = await numericNames(procDir);
  // Process 1 always exists; where it does not show, /proc is mounted with hidepid (proc(5)).
  if (!pids.includes(1)) return notGiven(PROCESS_LIST);
  const own = await viewOf(`${procDir}/self`);
  const uses = await mapInLanes(pids, AT_ONCE, async (pid) => {
    const found = await usesOf(procDir, pid);
    if (found === 'hidden' || found.length === 0) return found;
    const view = await viewOf(`${procDir}/${pid}`);
    if (view === GONE_NOW) return [];
    return view !== null && view === own ? found : [{ pid, product: null, configDir: null }];
  });
  const seen = uses.filter((one) => one !== 'hidden');
  return seen.length < uses.length ? notGiven(PROCESS_LIST) : given(seen.flat());
}

async function usesOf(procDir: string, pid: number): Promise<readonly FolderProcess[] | 'hidden'> {
  const file = await readStart(`${procDir}/${pid}/cmdline`, COMMAND_CAP_BYTES);
  if (!file.ok) return GONE.has(file.code) ? [] : silentUses(procDir, pid);
  const [executable = '', ...args] = file.text.split('\0');
  if (executable === '') return silentUses(procDir, pid);
  const told = toldFolder(args);
  // What is cut off may name another folder.
  const isWhole = Buffer.byteLength(file.text) < COMMAND_CAP_BYTES;
  return folderUses(pid, executable, isWhole ? args : null, posix, () => cwdOf(procDir, pid), told);
}

/** Of one that shows no arguments: the kernel's own, one that has ended, or one that keeps them to itself. */
async function silentUses(
  procDir: string,
  pid: number,
): Promise<readonly FolderProcess[] | 'hidden'> {
  const file = await readStart(`${procDir}/${pid}/stat`, STAT_BYTES);
  if (!file.ok) return GONE.has(file.code) ? [] : 'hidden';
  // The name may hold parentheses itself; the state stands behind the last (proc_pid_stat(5)).
  const [, name = '', state = ''] = /^\d+ \((.*)\) (\w)/s.exec(file.text) ?? [];
  const hasEnded = state === 'Z' || state === 'X';
  return hasEnded || !mayBeIb(name) ? [] : [{ pid, product: null, configDir: null }];
}

/**
 * Whose, and on which mounts: only where both are ours is a folder that it names, or its default one, the
 * same for us. Null: that can't be read.
 */
async function viewOf(dir: string): Promise<string | typeof GONE_NOW | null> {
  try {
    const { uid } = await stat(dir);
    const mounts = await readlink(`${dir}/ns/mnt`).catch(() => null);
    return mounts === null ? null : `${uid} ${mounts}`;
  } catch (error) {
    return GONE.has((error as NodeJS.ErrnoException).code ?? '') ? GONE_NOW : null;
  }
}

function cwdOf(procDir: string, pid: number): Promise<string | null> {
  return readlink(`${procDir}/${pid}/cwd`).catch(() => null);
}
