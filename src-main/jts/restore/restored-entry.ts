import { SETTINGS_FILE } from '../../contract/jts/backup.ts';
import type { Added, NewBackupFile } from '../store/backups.ts';
import type { RestorePorts } from './restore-ports.ts';

interface Restored {
  readonly profile: string;
  readonly backupId: string;
  /** The entry with what was before. */
  readonly undo: string;
}

/** Enters into the journal what a restore put there. */
export async function addRestored(
  { backups, describe, gatewayVersion }: RestorePorts,
  { profile, backupId, undo }: Restored,
  files: readonly NewBackupFile[],
): Promise<Added> {
  const safety = backups.find(undo);
  const before = safety === null ? null : await backups.read(safety, SETTINGS_FILE);
  const now = files.find(({ name }) => name === SETTINGS_FILE);
  const { health, summary } = await describe(
    now?.bytes ?? null,
    before?.outcome === 'read' ? before.bytes : null,
  );
  return backups.add({
    profile,
    cause: 'restored',
    note: null,
    files,
    // The same bytes: what they are does not depend on what they replaced.
    health: backups.find(backupId)?.health ?? health,
    summary,
    gatewayVersion: gatewayVersion(profile),
    undo,
  });
}
