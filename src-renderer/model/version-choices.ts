import type { BackupRow, FolderState } from '$contract/jts/settings-state';

export const NOW = 'now';
export const LAST_GOOD = 'last-good';
/** A longer menu helps nobody; Backups lists them all. */
const MOST = 40;

/** What can be compared: last good and now first, then backups, newest first. `more`: how many are left out. */
export function versionChoices(
  rows: readonly BackupRow[],
  lastGood: FolderState['lastGood'],
  chosen: string | null,
): { readonly versions: readonly string[]; readonly more: number } {
  const backups = rows.filter(({ id, isDamaged }) => !isDamaged && id !== lastGood?.id);
  const listed = backups.slice(0, MOST).map(({ id }) => id);
  const special = lastGood === null ? [NOW] : [LAST_GOOD, NOW];
  // The chosen one is always there to be seen.
  const extra =
    chosen === null || special.includes(chosen) || listed.includes(chosen) ? [] : [chosen];
  return {
    versions: [...special, ...extra, ...listed],
    more: Math.max(0, backups.length - MOST),
  };
}

/** The pair that is compared: where nothing is last good yet, its place is open. */
export function pairFor(
  pair: { readonly before: string; readonly after: string },
  folder: FolderState | null,
): { readonly before: string | null; readonly after: string } {
  const hasLastGood = folder !== null && folder.lastGood !== null;
  return pair.before === LAST_GOOD && !hasLastGood ? { ...pair, before: null } : pair;
}
