import type { BackupRow, VersionLabel } from '$contract/jts/settings-state';
import { LAST_GOOD, rowTitle } from './backup-rows.ts';
import { dayAndTime } from './times.ts';

/** `Last good, today 09:31`, `Before the update, yesterday 18:02`. */
export function backupName(row: BackupRow, now: number, withSeconds = false): string {
  const name = row.isLastGood ? LAST_GOOD : rowTitle(row);
  return `${name}, ${dayAndTime(row.at, now, withSeconds ? 'seconds' : 'minutes')}`;
}

/** The heading of a column. */
export function versionHeading(version: VersionLabel, now: number): string {
  if (version.kind === 'now') return 'Now';
  return version.row.isLastGood ? LAST_GOOD : capital(dayAndTime(version.row.at, now));
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
