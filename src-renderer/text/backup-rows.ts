import { clockTime } from '$contract/format';
import type { BackupCause } from '$contract/jts/backup';
import type { ChangeSummary, Health } from '$contract/jts/finding';
import type { BackupName, BackupRow } from '$contract/jts/settings-state';
import { changesThatMatter } from '../model/badges.ts';
import { counted, firstFew } from './lists.ts';
import { dayAndTime } from './times.ts';

/** Who made it. */
export const causeText: Readonly<Record<BackupCause, string>> = {
  observed: 'automatic',
  manual: 'by you',
  'before-restore': 'before a restore',
  restored: 'by a restore',
  imported: 'imported',
};

const CAUSE_TITLES: Readonly<Record<BackupCause, string>> = {
  observed: 'Automatic',
  manual: 'Backed up by you',
  'before-restore': 'Before a restore',
  restored: 'Restored',
  imported: 'Imported',
};

/** What is wrong with the contents; the bytes are those that were saved all the same. */
export const healthText: Readonly<Record<Exclude<Health, 'ok'>, string>> = {
  empty: 'The file was empty',
  binary: 'The file held NUL bytes or no text',
  'cut-off': 'The file was cut off: its end is missing',
  'not-settings': 'Nothing in the file was a setting',
  absent: 'There was no jts.ini',
};

export const LAST_GOOD = 'Last good';
/** There is nothing before it that it could differ from. */
const FIRST_SEEN = 'First seen';
export const DAMAGED_MEANS =
  "Damaged: its bytes are not those that were saved. It is kept, but can't be restored.";

/** What stands first in a row: the note, else what it is. */
export function rowTitle(
  row: Pick<BackupRow, 'note' | 'isLastGood' | 'cause' | 'summary'>,
): string {
  if (row.note !== null && row.note !== '') return row.note;
  if (row.isLastGood) return LAST_GOOD;
  if (row.cause === 'observed') {
    if (row.summary === null) return FIRST_SEEN;
    if (changesThatMatter(row.summary) > 0) return 'Settings changed';
  }
  return CAUSE_TITLES[row.cause];
}

/** Ids of rows that would read the same: these show their seconds. */
export function alikeRows(rows: readonly BackupRow[], now: number): ReadonlySet<string> {
  const alike = new Map<string, string[]>();
  for (const row of rows) {
    const name = `${rowTitle(row)}, ${dayAndTime(row.at, now)}`;
    const others = alike.get(name);
    if (others === undefined) alike.set(name, [row.id]);
    else others.push(row.id);
  }
  return new Set([...alike.values()].filter(({ length }) => length > 1).flat());
}

/** `09:31, automatic`; the cause is left out where the title says it. */
export function rowCaption(row: BackupRow, withSeconds = false): string {
  const time = clockTime(row.at, withSeconds ? 'seconds' : 'minutes');
  return rowTitle(row) === CAUSE_TITLES[row.cause] ? time : `${time}, ${causeText[row.cause]}`;
}

/** One to two sentences below the title. */
export function rowDetail(row: BackupRow): string {
  if (row.isDamaged) return DAMAGED_MEANS;
  if (row.health !== 'ok') return `${healthText[row.health]}.`;
  return row.summary === null ? '' : `${changedText(row.summary)}.`;
}

/** Against the version before it. */
function changedText(summary: ChangeSummary): string {
  const { housekeeping } = summary.counts;
  const matter = changesThatMatter(summary);
  if (matter === 0)
    return housekeeping === 0
      ? 'Same settings as the version before'
      : `${counted(housekeeping, 'housekeeping key')} changed, nothing that matters`;
  // Findings without a name of their own are counted only.
  return summary.settings.length === 0
    ? `${counted(matter, 'setting')} changed`
    : `${firstFew(summary.settings, 3)} changed`;
}

/** Short facts, joined by the row itself. */
export function rowFacts(row: BackupRow): readonly string[] {
  const { health, size, hasApiStore, seenWorking, pinned, isDamaged } = row;
  return [
    health === 'absent' || isDamaged ? null : `jts.ini, ${bytesText(size)}`,
    hasApiStore ? 'with API settings store' : null,
    seenWorking === null && !isDamaged ? 'not seen working' : null,
    pinned ? 'pinned, kept for ever' : null,
  ].filter((fact) => fact !== null);
}

/** `731 bytes`, `12 KB`. */
export function bytesText(size: number): string {
  return size < 10_000 ? counted(size, 'byte') : `${Math.round(size / 1000)} KB`;
}

/** `“Last good”`, `“Before the second strategy”`, `the backup of today 09:31`: inside a sentence. */
export function backupNamed(
  backup: BackupName & { readonly note?: string | null },
  isLastGood: boolean,
  now: number,
): string {
  const note = backup.note ?? null;
  if (note !== null) return `“${note}”`;
  return isLastGood ? `“${LAST_GOOD}”` : `the backup of ${dayAndTime(backup.at, now)}`;
}
