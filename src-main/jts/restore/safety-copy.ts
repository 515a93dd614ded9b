import { SETTINGS_FILE, type BackupEntry } from '../../contract/jts/backup.ts';
import type { NewBackupFile } from '../store/backups.ts';
import { backupFile, readOnDisk } from './file-on-disk.ts';
import { isRestorable, pathIn, type PlannedFile } from './planned-files.ts';
import { refused, type Refused } from './refused.ts';
import type { RestorePorts } from './restore-ports.ts';
import type { FileChange } from './write-files.ts';

export interface SafetyCopy {
  readonly entry: BackupEntry;
  readonly changes: readonly FileChange[];
}

/** Keeps what is there now, damaged or not, before anything is touched. A missing `jts.ini` is kept as missing. */
export async function saveBefore(
  ports: RestorePorts,
  profile: string,
  planned: readonly PlannedFile[],
): Promise<SafetyCopy | Refused> {
  const changes: FileChange[] = [];
  for (const after of planned) {
    const before = await readOnDisk(after.path);
    if (before.outcome === 'refused') return before;
    if (before.outcome === 'present' && before.links > 1) return refused('hard-link');
    changes.push({ before, after });
  }
  const files = [
    ...changes.flatMap(({ before, after }) => backupFile(after.name, before)),
    ...(await otherStores(ports, profile, planned)),
  ];
  const bytes = files.find(({ name }) => name === SETTINGS_FILE)?.bytes ?? null;
  const added = await ports.backups.add({
    profile,
    cause: 'before-restore',
    note: null,
    files,
    ...(await ports.describe(bytes, null)),
    gatewayVersion: ports.gatewayVersion(profile),
    undo: null,
  });
  return added.outcome === 'added'
    ? { entry: added.entry, changes }
    : refused('safety-copy-failed', added.errno);
}

/** Not touched by this restore, but beside every backup; one that can't be read is nobody's loss. */
async function otherStores(
  ports: RestorePorts,
  profile: string,
  planned: readonly PlannedFile[],
): Promise<readonly NewBackupFile[]> {
  const files: NewBackupFile[] = [];
  for (const name of await ports.apiStores(profile)) {
    if (!isRestorable(name) || planned.some((one) => one.name === name)) continue;
    const found = await readOnDisk(pathIn(profile, name));
    if (found.outcome !== 'refused') files.push(...backupFile(name, found));
  }
  return files;
}
