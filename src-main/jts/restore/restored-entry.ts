import { SETTINGS_FILE } from '../../contract/jts/backup.ts';
import type { Added, NewBackupFile } from '../store/backups.ts';
import type { RestorePorts } from './restore-ports.ts';

/** Enters into the journal what a restore put there; `undo`: the entry with what was before. */
export async function addRestored(
  { backups, describe, gatewayVersion }: RestorePorts,
  profile: string,
  undo: string,
  files: readonly NewBackupFile[],
): Promise<Added> {
  const safety = backups.find(undo);
  const before = safety === null ? null : await backups.read(safety, SETTINGS_FILE);
  const now = files.find(({ name }) => name === SETTINGS_FILE);
  return backups.add({
    profile,
    cause: 'restored',
    note: null,
    files,
    ...describe(now?.bytes ?? null, before?.outcome === 'read' ? before.bytes : null),
    gatewayVersion: gatewayVersion(profile),
    undo,
  });
}
