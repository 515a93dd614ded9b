import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupEntry } from '../../../src-main/contract/jts/backup.ts';
import type { Clock } from '../../../src-main/domain/clock.ts';
import { newOwner } from '../../../src-main/files/owner-lock.ts';
import { systemClock } from '../../../src-main/gateway/system-clock.ts';
import type { Backups, NewBackup, NewBackupFile } from '../../../src-main/jts/store/backups.ts';
import { openBackups, type StoreDeps } from '../../../src-main/jts/store/open-backups.ts';
import { silentLog } from '../../../src-main/logging/log.ts';

export const PROFILE = '/home/pat/Jts';

export const openStore = (
  dataDir: string,
  { clock = systemClock, log = silentLog, ...more }: Partial<StoreDeps> = {},
): Backups => openBackups(dataDir, { clock, log, appVersion: '0.1.0', owner: newOwner(), ...more });

/** A clock that stands where it is put; its timers are the system's. */
export const clockAt = (at: { ms: number }): Clock => ({ ...systemClock, now: () => at.ms });

export const settingsFile = (text: string | Uint8Array): NewBackupFile => ({
  name: 'jts.ini',
  bytes: Buffer.from(text),
  mode: 0o640,
  mtimeMs: 1_700_000_000_000,
});

export const backupOf = (
  text: string | Uint8Array,
  others: Partial<NewBackup> = {},
): NewBackup => ({
  profile: PROFILE,
  cause: 'manual',
  note: null,
  health: 'ok',
  files: [settingsFile(text)],
  summary: null,
  gatewayVersion: null,
  undo: null,
  ...others,
});

/** Saved, or the test ends here. */
export async function saved(
  store: Backups,
  text: string | Uint8Array,
  others: Partial<NewBackup> = {},
): Promise<BackupEntry> {
  const added = await store.add(backupOf(text, others));
  if (added.outcome !== 'added') throw new Error(`not saved: ${added.problem} ${added.errno}`);
  return added.entry;
}

export async function textOf(store: Backups, entry: BackupEntry): Promise<string> {
  const read = await store.read(entry, 'jts.ini');
  return read.outcome === 'read' ? read.bytes.toString() : read.outcome;
}

export const sha256 = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');
/** Of the settings file itself, which comes first. */
export const hashOf = (entry: BackupEntry): string => entry.files[0]?.sha256 ?? '';
export const ids = (entries: readonly BackupEntry[]): readonly string[] =>
  entries.map(({ id }) => id);

export const storeDir = (dataDir: string): string => join(dataDir, 'backups', 'v1');
export const journalPath = (dataDir: string): string => join(storeDir(dataDir), 'journal.ndjson');
export const journalLines = (dataDir: string): string[] =>
  readFileSync(journalPath(dataDir), 'utf8').split('\n').slice(0, -1);
export const objectPath = (dataDir: string, hash: string): string =>
  join(storeDir(dataDir), 'objects', hash.slice(0, 2), hash.slice(2));

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
