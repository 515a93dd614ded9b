import { dirname } from 'node:path';
import { SETTINGS_FILE } from '../../contract/jts/backup.ts';
import { hashOf, realPathOf } from './file-on-disk.ts';
import { pathIn, type PlannedFile } from './planned-files.ts';
import { refused, type Refused } from './refused.ts';
import type { RestorePorts } from './restore-ports.ts';
import { saveBefore } from './safety-copy.ts';
import type { WritePorts } from './write-files.ts';

/**
 * Null: nobody uses the folder at this moment, nor a folder in which a file of these names really lies.
 * `names`: as in `BackupFile`.
 */
export async function inUse(
  ports: Pick<RestorePorts, 'folderUse'>,
  profile: string,
  names: readonly string[],
): Promise<Refused | null> {
  const folders = new Set([profile]);
  for (const name of names) {
    for (const folder of await foldersOf(profile, name)) folders.add(folder);
  }
  for (const folder of folders) {
    const use = await ports.folderUse(folder);
    if (use.state !== 'closed') return refused('gateway-running');
  }
  return null;
}

export const writePorts = (ports: RestorePorts, profile: string): WritePorts => ({
  clock: ports.clock,
  mayWrite: (name) => inUse(ports, profile, [name]),
  keepFound: async (files) => {
    // A backup without it would stand for a folder that has none.
    const hasSettings = files.some(({ name }) => name === SETTINGS_FILE);
    const saved = await saveBefore(
      ports,
      profile,
      hasSettings ? files : [settingsIn(profile), ...files],
    );
    if ('outcome' in saved) return saved;
    return saved.changes.slice(hasSettings ? 0 : 1).map(({ before }) => hashOf(before));
  },
  onOwnWrite: (name, sha256) => {
    ports.onOwnWrite(profile, name, sha256);
  },
});

const settingsIn = (profile: string): PlannedFile => ({
  name: SETTINGS_FILE,
  path: pathIn(profile, SETTINGS_FILE),
  bytes: null,
  sha256: null,
  mode: 0,
});

/** Through links a file may be another folder's, whose Gateway would write it. Empty: it is the folder's own. */
async function foldersOf(profile: string, name: string): Promise<readonly string[]> {
  const real = await realPathOf(pathIn(profile, name));
  // Whoever reads it says why it can't be.
  if (typeof real !== 'string') return [];
  const own = dirname(real);
  // A user's folder may be the link: then its parent is what a Gateway uses.
  const folders = name.includes('/') ? [own, dirname(own)] : [own];
  return folders.at(-1) === profile ? [] : folders;
}
