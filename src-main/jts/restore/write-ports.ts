import { dirname } from 'node:path';
import { realPathOf } from './file-on-disk.ts';
import { pathIn } from './planned-files.ts';
import { refused, type Refused } from './refused.ts';
import type { RestorePorts } from './restore-ports.ts';
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
  onOwnWrite: (name, sha256) => {
    ports.onOwnWrite(profile, name, sha256);
  },
});

/** Through links a file may be another folder's, whose Gateway would write it. Empty: it is the folder's own. */
async function foldersOf(profile: string, name: string): Promise<readonly string[]> {
  const real = await realPathOf(pathIn(profile, name));
  // Whoever reads it says why it can't be.
  if (typeof real !== 'string') return [];
  const folders = [dirname(real)];
  // A user's folder may be the link: then its parent is what a Gateway uses.
  for (const _folder of name.split('/').slice(1)) folders.push(dirname(folders.at(-1)!));
  return folders.at(-1) === profile ? [] : folders;
}
