import { readdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { FolderProcess, FolderUse } from '../../contract/jts/settings-folder.ts';
import { folderUse } from '../../domain/jts/folder-use.ts';
import { errnoOf } from '../store/store-problem.ts';

/** What could be read, or what is missing for it. */
type Told<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly missing: string };

export interface AroundFolder {
  readonly processes: Told<readonly FolderProcess[]>;
  /** Those of the connections bound to the folder on which somebody listens. */
  readonly listeningPorts: Told<readonly number[]>;
  /** Where a program goes that was not told: `~/Jts`, and whatever else can be it. */
  readonly defaultDirs: readonly string[];
}

/** Who may write in a settings folder at this moment. */
export async function folderUseOf(
  profile: string,
  { processes, listeningPorts, defaultDirs }: AroundFolder,
): Promise<FolderUse> {
  const named = processes.ok ? processes.value : [];
  const [realDir, defaults, users, hasAutorestart] = await Promise.all([
    realDirOf(profile),
    Promise.all(defaultDirs.map(realDirOf)),
    Promise.all(named.map(withRealDir)),
    waitsForRestart(profile),
  ]);
  return folderUse({
    realDir,
    defaultDirs: defaults,
    processes: users,
    missing: missingOf(processes) ?? missingOf(listeningPorts),
    listeningPorts: listeningPorts.ok ? listeningPorts.value : [],
    hasAutorestart,
    ignoresCase: process.platform === 'win32' || process.platform === 'darwin',
  });
}

const missingOf = (told: Told<unknown>): string | null => (told.ok ? null : told.missing);

const withRealDir = async (one: FolderProcess): Promise<FolderProcess> =>
  one.configDir === null ? one : { ...one, configDir: await realDirOf(one.configDir) };

/** A folder that is not there is what its name says. */
async function realDirOf(dir: string): Promise<string> {
  try {
    return await realpath(dir);
  } catch (error) {
    if (errnoOf(error) === null) throw error;
    return resolve(dir);
  }
}

const AUTORESTART = 'autorestart';

/** Gateway leaves the file in the folder itself or in that of the user who signed in. */
async function waitsForRestart(profile: string): Promise<boolean> {
  const entries = await entriesOf(profile);
  if (entries.some(({ name }) => name === AUTORESTART)) return true;
  const below = await Promise.all(
    entries
      .filter((one) => one.isDirectory() || one.isSymbolicLink())
      .map(({ name }) => entriesOf(join(profile, name))),
  );
  return below.flat().some((one) => one.name === AUTORESTART && !one.isDirectory());
}

async function entriesOf(dir: string) {
  try {
    return await readdir(dir, { withFileTypes: true });
  } catch (error) {
    if (errnoOf(error) === null) throw error;
    return [];
  }
}
