import { lstat, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { FolderProcess, FolderUse } from '../../contract/jts/settings-folder.ts';
import { folderUse } from '../../domain/jts/folder-use.ts';
import { errnoOf } from '../store/store-problem.ts';

/** What the machine gave, or in plain words what could not be read. */
export type Seen<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly missing: string };

export interface UsePorts {
  folderProcesses(): Promise<Seen<readonly FolderProcess[]>>;
  /** Those of the ports on which somebody listens. */
  listening(ports: readonly number[]): Promise<Seen<readonly number[]>>;
  /** See `boundFolder`; links are resolved here. */
  defaultDirs(): Promise<readonly string[]>;
  readonly ignoresCase: boolean;
}

/** Processes with the real paths of their folders; one that can't be resolved stays as it is told. */
export async function processesNow(ports: UsePorts): Promise<Seen<readonly FolderProcess[]>> {
  const seen = await ports.folderProcesses();
  if (!seen.ok) return seen;
  const value = await Promise.all(
    seen.value.map(async (one) =>
      one.configDir === null ? one : { ...one, configDir: await realDirOf(one.configDir) },
    ),
  );
  return { ok: true, value };
}

export const defaultDirsNow = async (ports: UsePorts): Promise<readonly string[]> =>
  Promise.all((await ports.defaultDirs()).map(realDirOf));

/** Whether somebody may write this folder's settings right now. `boundPorts`: of the connections bound to it. */
export async function lookAtUse(
  realDir: string,
  boundPorts: readonly number[],
  ports: UsePorts,
): Promise<FolderUse> {
  const [processes, listening, defaultDirs, autorestart] = await Promise.all([
    processesNow(ports),
    ports.listening(boundPorts),
    defaultDirsNow(ports),
    hasAutorestartIn(realDir),
  ]);
  return folderUse({
    realDir,
    defaultDirs,
    processes: processes.ok ? processes.value : [],
    missing: missingOf(processes) ?? missingOf(listening) ?? missingOf(autorestart),
    listeningPorts: listening.ok ? listening.value : [],
    hasAutorestart: autorestart.ok && autorestart.value,
    ignoresCase: ports.ignoresCase,
  });
}

const missingOf = (seen: Seen<unknown>): string | null => (seen.ok ? null : seen.missing);

export async function realDirOf(dir: string): Promise<string> {
  try {
    return await realpath(dir);
  } catch {
    // Not there, or not to be read: its name is all there is.
    return dir;
  }
}

const AUTORESTART = 'autorestart';
/** No folder, no such file; anything else hides what is there. */
const NOT_THERE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

/** Gateway leaves it in the folder itself or in the user's below, and takes it away when it is back. */
async function hasAutorestartIn(dir: string): Promise<Seen<boolean>> {
  try {
    const names = await unlessMissing(readdir(dir, { withFileTypes: true }), []);
    if (names.some(({ name }) => name === AUTORESTART)) return { ok: true, value: true };
    const below = names.filter((one) => one.isDirectory() || one.isSymbolicLink());
    const found = await Promise.all(
      below.map(({ name }) => unlessMissing(lstat(join(dir, name, AUTORESTART)), null)),
    );
    return { ok: true, value: found.some((one) => one !== null) };
  } catch (error) {
    if (errnoOf(error) === null) throw error;
    return { ok: false, missing: 'the names in the settings folder' };
  }
}

async function unlessMissing<Value, None>(read: Promise<Value>, none: None): Promise<Value | None> {
  try {
    return await read;
  } catch (error) {
    if (NOT_THERE.has(errnoOf(error) ?? '')) return none;
    throw error;
  }
}
