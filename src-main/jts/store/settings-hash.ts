import { SETTINGS_FILE, type BackupEntry } from '../../contract/jts/backup.ts';

/** Hash of the entry's `jts.ini`; null: there was none. */
export const settingsHash = (entry: BackupEntry): string | null =>
  entry.files.find(({ name }) => name === SETTINGS_FILE)?.sha256 ?? null;
