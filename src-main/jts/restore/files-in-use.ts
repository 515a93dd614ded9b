import { dirname } from 'node:path';
import type { FolderUse } from '../../contract/jts/settings-folder.ts';
import { realPathOf } from './file-on-disk.ts';
import { pathIn } from './planned-files.ts';
import { refused, type Refused } from './refused.ts';
import type { RestorePorts } from './restore-ports.ts';

type UsePort = Pick<RestorePorts, 'folderUse'>;

/**
 * Who may write these files at this moment: whoever uses the folder, or one in which a file of these names really
 * lies. `names`: as in `BackupFile`.
 */
export async function useOfFiles(
  ports: UsePort,
  profile: string,
  names: readonly string[],
): Promise<FolderUse> {
  const folders = new Set([profile]);
  for (const name of names) {
    for (const folder of await foldersOf(profile, name)) folders.add(folder);
  }
  for (const folder of folders) {
    const use = await ports.folderUse(folder);
    if (use.state !== 'closed') return use;
  }
  return { state: 'closed' };
}

/** Null: nobody may. */
export async function inUse(
  ports: UsePort,
  profile: string,
  names: readonly string[],
): Promise<Refused | null> {
  const { state } = await useOfFiles(ports, profile, names);
  return state === 'closed' ? null : refused('gateway-running');
}

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
