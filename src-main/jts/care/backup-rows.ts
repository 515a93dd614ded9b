import { SETTINGS_FILE, type BackupEntry } from '../../contract/jts/backup.ts';
import type { BackupName, BackupRow } from '../../contract/jts/settings-state.ts';
import { isApiStoreName } from '../../domain/jts/api-store-name.ts';
import { settingsHash } from '../store/settings-hash.ts';

export const nameOf = ({ id, at }: BackupEntry): BackupName => ({ id, at });

/** The entry that a person means by "last good"; entries newest first. */
export function lastGoodOf(entries: readonly BackupEntry[]): BackupEntry | null {
  let best: BackupEntry | null = null;
  for (const entry of entries) {
    if (entry.lastGood !== null && entry.lastGood > (best?.lastGood ?? -1)) best = entry;
  }
  return best;
}

export interface RowFacts {
  readonly lastGood: BackupEntry | null;
  /** Hash of what is on disk; null: nothing; undefined: not known. */
  readonly now: string | null | undefined;
  /** Ids of those whose bytes are not what was saved. */
  readonly damaged: ReadonlySet<string>;
}

/** Lines of the timeline. Of several with what is on disk now the newest is "now". */
export function backupRows(
  entries: readonly BackupEntry[],
  { lastGood, now, damaged }: RowFacts,
): readonly BackupRow[] {
  const onDisk =
    now === undefined ? undefined : entries.find((entry) => settingsHash(entry) === now);
  const seenWorking = new Map<string, number>();
  for (const entry of entries) {
    const hash = settingsHash(entry);
    if (hash !== null && entry.seenWorking !== null)
      seenWorking.set(hash, Math.max(entry.seenWorking, seenWorking.get(hash) ?? 0));
  }
  return entries.map((entry) => ({
    id: entry.id,
    at: entry.at,
    cause: entry.cause,
    note: entry.note,
    pinned: entry.pinned,
    health: entry.health,
    // What a restore put back is what worked before.
    seenWorking: entry.seenWorking ?? seenWorking.get(settingsHash(entry) ?? '') ?? null,
    isLastGood: entry.id === lastGood?.id,
    isNow: entry === onDisk,
    isDamaged: damaged.has(entry.id),
    size: entry.files.find(({ name }) => name === SETTINGS_FILE)?.size ?? 0,
    hasApiStore: entry.files.some(({ name }) => isApiStoreName(name)),
    summary: entry.summary,
  }));
}
