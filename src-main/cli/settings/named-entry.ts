import type { BackupEntry } from '../../contract/jts/backup.ts';
import { folderOf, type Folder, type Settings } from './command.ts';
import { plain } from './plain.ts';

/** Why there is nothing of that name, as a sentence. */
export type Missing = string;

/**
 * The backup that `last-good` or an id names; null: no backup has this id. It is looked up, never made into
 * a path. Only `last-good` asks for the folder.
 */
export async function namedEntry(
  name: string,
  settings: Settings,
  folder: () => Promise<Folder>,
): Promise<BackupEntry | Missing | null> {
  if (name !== 'last-good') return settings.find(name);
  const here = await folder();
  return (
    here.lastGood() ??
    `There is no last good version yet of ${plain(here.profile)}: it is the newest one that was there, unchanged, from Gateway's start until a test passed while Gatelight ran.`
  );
}

/** Looked for once, when it matters. `names`: an id among them names its folder. */
export function folderFor(
  settings: Settings,
  jtsDir: string | null,
  names: readonly string[],
): () => Promise<Folder> {
  const named = (): BackupEntry | null =>
    names.map((name) => settings.find(name)).find((one) => one !== null) ?? null;
  let found: Promise<Folder> | null = null;
  return () => (found ??= folderOf(settings, jtsDir, named()));
}
