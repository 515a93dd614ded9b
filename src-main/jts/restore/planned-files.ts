import { join } from 'node:path';
import { SETTINGS_FILE, type BackupEntry } from '../../contract/jts/backup.ts';
import { isApiStoreName } from '../../domain/jts/api-store-name.ts';
import type { Backups } from '../store/backups.ts';
import { sha256Of } from './file-on-disk.ts';
import { refused, type Refused } from './refused.ts';

/** What one file shall be after a restore. */
export interface PlannedFile {
  /** As in `BackupFile`. */
  readonly name: string;
  readonly path: string;
  /** Null: it shall not be there. */
  readonly bytes: Uint8Array | null;
  readonly sha256: string | null;
  /** For one that has to be made. */
  readonly mode: number;
}

/** Names that lead out of the folder are refused, whoever wrote them into the journal. */
export const isRestorable = (name: string): boolean =>
  name === SETTINGS_FILE || isApiStoreName(name);

export const pathIn = (profile: string, name: string): string => join(profile, ...name.split('/'));

/**
 * The files that a restore of this entry writes or removes, `jts.ini` first. Undoing a restore that touched the API
 * settings store touches it again, without being asked.
 */
export function plannedNames(
  backups: Pick<Backups, 'list'>,
  entry: BackupEntry,
  profile: string,
  withApiStore: boolean,
): readonly string[] {
  const undone = backups.list(profile).find(({ undo }) => undo === entry.id);
  const touched = (undone?.files ?? []).map(({ name }) => name).filter(isApiStoreName);
  const saved = entry.files.map(({ name }) => name).filter(isApiStoreName);
  return [...new Set([SETTINGS_FILE, ...(withApiStore ? saved : []), ...touched])];
}

/** What a restore of this entry makes of the folder, `jts.ini` first; all bytes are read and hashed. */
export async function plannedFiles(
  backups: Backups,
  entry: BackupEntry,
  profile: string,
  withApiStore: boolean,
): Promise<readonly PlannedFile[] | Refused> {
  const planned: PlannedFile[] = [];
  for (const name of plannedNames(backups, entry, profile, withApiStore)) {
    const file = await plannedFile(backups, entry, profile, name);
    if ('outcome' in file) return file;
    planned.push(file);
  }
  return planned;
}

async function plannedFile(
  backups: Backups,
  entry: BackupEntry,
  profile: string,
  name: string,
): Promise<PlannedFile | Refused> {
  const path = pathIn(profile, name);
  const file = entry.files.find((one) => one.name === name);
  if (file === undefined) return { name, path, bytes: null, sha256: null, mode: 0 };
  const read = await backups.read(entry, name);
  if (read.outcome !== 'read' || sha256Of(read.bytes) !== file.sha256) {
    return refused('backup-damaged');
  }
  return { name, path, bytes: read.bytes, sha256: file.sha256, mode: file.mode & 0o777 };
}

/** The next older one of the same folder whose bytes are what was saved and look like settings; null: none. */
export async function olderGood(backups: Backups, entry: BackupEntry): Promise<BackupEntry | null> {
  const all = backups.list(entry.profile);
  const place = all.findIndex(({ id }) => id === entry.id);
  const older = place === -1 ? all.filter(({ at }) => at < entry.at) : all.slice(place + 1);
  for (const one of older) {
    const hasSettings = one.health === 'ok' && one.files.some(({ name }) => name === SETTINGS_FILE);
    if (!hasSettings) continue;
    const planned = await plannedFiles(backups, one, one.profile, false);
    if (!('outcome' in planned)) return one;
  }
  return null;
}
