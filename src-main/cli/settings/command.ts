import type { Core } from '../../compose-core.ts';
import type { BackupEntry } from '../../contract/jts/backup.ts';
import { UsageError } from '../usage.ts';
import { plain } from './plain.ts';

export type Settings = Awaited<ReturnType<Core['settingsByHand']>>;
export type Folder = NonNullable<Awaited<ReturnType<Settings['folder']>>>;
type Read = Awaited<ReturnType<Folder['now']>>;
export type ReadProblem = Extract<Read, { outcome: 'refused' }>['problem'];

export interface SettingsDeps {
  readonly settings: Settings;
  /** To stdout. */
  readonly print: (text: string) => void;
  /** To stderr. */
  readonly complain: (text: string) => void;
  /** Null: there is no terminal. Answers whether it was a yes. */
  readonly ask: ((question: string) => Promise<boolean>) | null;
}

/** Done, or nothing that matters. */
export const DONE = 0;
/** Settings that matter changed; or a restore waits. */
export const CHANGED = 1;
/** Damaged, refused or failed; what was there is there. */
export const FAILED = 2;

/** The folder that `--jts-dir` names, else that of the backup, else the watched one, else the only one. */
export async function folderOf(
  settings: Settings,
  jtsDir: string | null,
  entry: BackupEntry | null = null,
): Promise<Folder> {
  const dir = jtsDir ?? entry?.profile ?? (await likeliest(settings));
  const folder = await settings.folder(dir);
  if (folder === null) throw new UsageError(`There is no folder ${plain(dir)}.`);
  return folder;
}

async function likeliest(settings: Settings): Promise<string> {
  const { dirs, watched } = await settings.folders();
  const [first, ...others] = dirs;
  if (first === undefined) {
    throw new UsageError('No settings folder was found; name one with --jts-dir DIR.');
  }
  if (watched !== null || others.length === 0) return watched ?? first;
  const list = dirs.map((dir) => `\n  ${plain(dir)}`).join('');
  throw new UsageError(`Several settings folders were found; name one with --jts-dir DIR:${list}`);
}
