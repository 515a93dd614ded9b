import type { BackupCause } from '$contract/jts/backup';
import type { BackupRow, VersionLabel } from '$contract/jts/settings-state';
import { dayAndTime } from './times.ts';

/** What a backup is called where it has no note. */
export const causeName: Readonly<Record<BackupCause, string>> = {
  observed: 'Automatic',
  manual: 'Backup',
  'before-restore': 'Before a restore',
  restored: 'Restored',
  imported: 'Imported',
};

/** `Last good, today 09:31`, `Before the update, yesterday 18:02`. */
export function backupName(row: BackupRow, now: number): string {
  const note = row.note === null || row.note === '' ? null : row.note;
  const name = row.isLastGood ? 'Last good' : (note ?? causeName[row.cause]);
  return `${name}, ${dayAndTime(row.at, now)}`;
}

/** The heading of a column. */
export function versionHeading(version: VersionLabel, now: number): string {
  if (version.kind === 'now') return 'Now';
  return version.row.isLastGood ? 'Last good' : capital(dayAndTime(version.row.at, now));
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
