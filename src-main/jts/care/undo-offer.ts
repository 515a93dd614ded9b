import type { BackupEntry } from '../../contract/jts/backup.ts';
import type { UndoOffer } from '../../contract/jts/settings-state.ts';
import { settingsHash } from '../store/settings-hash.ts';
import { lastGoodOf, nameOf } from './backup-rows.ts';

/**
 * The newest restore, as long as nothing came after it. `entries`: newest first; `now`: hash of what is on
 * disk, null: nothing; undefined: not known. `restoredFrom`: which backup a restore of this run put back.
 */
export function undoOffer(
  entries: readonly BackupEntry[],
  now: string | null | undefined,
  restoredFrom: ReadonlyMap<string, string>,
): UndoOffer | null {
  const place = entries.findIndex(({ cause }) => cause === 'restored');
  const restored = entries[place];
  if (restored?.undo == null || settingsHash(restored) !== now) return null;
  const isOver = entries
    .slice(0, place)
    .some((entry) => entry.cause !== 'imported' && settingsHash(entry) !== now);
  if (isOver || !entries.some(({ id }) => id === restored.undo)) return null;
  const from = sourceOf(restored, entries.slice(place + 1), restoredFrom);
  return {
    id: restored.undo,
    restoredAt: restored.at,
    restored: nameOf(from),
    isLastGood: from.id === lastGoodOf(entries)?.id,
  };
}

/** After a restart of the app only its bytes tell which one it was. */
function sourceOf(
  restored: BackupEntry,
  older: readonly BackupEntry[],
  restoredFrom: ReadonlyMap<string, string>,
): BackupEntry {
  const known = restoredFrom.get(restored.id);
  const wanted = settingsHash(restored);
  return (
    older.find(({ id }) => id === known) ??
    lastGoodAmong(older, wanted) ??
    older.find((entry) => settingsHash(entry) === wanted) ??
    restored
  );
}

function lastGoodAmong(older: readonly BackupEntry[], wanted: string | null): BackupEntry | null {
  const lastGood = lastGoodOf(older);
  return lastGood !== null && settingsHash(lastGood) === wanted ? lastGood : null;
}
