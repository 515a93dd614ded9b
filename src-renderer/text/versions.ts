import { clockTime } from '$contract/format';
import type { BackupCause } from '$contract/jts/backup';
import type { BackupRow, VersionLabel } from '$contract/jts/settings-state';
import { dayTime } from './times.ts';

const DAY_MS = 86_400_000;

/** `today 09:31`, `yesterday 18:02`, `22 Nov, 14:31`. */
export function dayAndTime(at: number, now: number): string {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  if (at >= midnight && at < midnight + 1.5 * DAY_MS) {
    return new Date(at).toDateString() === new Date(now).toDateString()
      ? `today ${clockTime(at)}`
      : dayTime(at, now);
  }
  // The noon before: nights with a change of the clocks are an hour shorter or longer.
  const yesterday = new Date(midnight - DAY_MS / 2).setHours(0, 0, 0, 0);
  if (at >= yesterday && at < midnight) return `yesterday ${clockTime(at)}`;
  return dayTime(at, now);
}

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
