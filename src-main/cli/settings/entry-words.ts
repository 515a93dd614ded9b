import type { BackupCause, BackupEntry } from '../../contract/jts/backup.ts';
import type { Health } from '../../contract/jts/finding.ts';
import { localTime, plain } from './plain.ts';

const CAUSES: Readonly<Record<BackupCause, string>> = {
  observed: 'automatic',
  manual: 'by you',
  'before-restore': 'before a restore',
  restored: 'by a restore',
  imported: 'imported',
};

/** What is wrong with the contents; null: nothing. */
export const healthWords: Readonly<Record<Health, string | null>> = {
  ok: null,
  empty: 'the file was empty',
  binary: 'the file held NUL bytes or no text',
  'cut-off': 'the file was cut off',
  'not-settings': 'nothing in the file was a setting',
  absent: 'there was no jts.ini',
};

/** `20261125-093102-417-k3f9  2026-11-25 09:31:02  automatic         last good, pinned, “before the trip”`. */
export function entryLine(entry: BackupEntry, lastGood: string | undefined): string {
  const { id, at, cause, note, pinned, health, seenWorking, files } = entry;
  const facts = [
    id === lastGood ? 'last good' : seenWorking === null ? null : 'seen working',
    pinned ? 'pinned' : null,
    files.length > 1 ? 'with API settings store' : null,
    healthWords[health],
    note === null ? null : `“${plain(note)}”`,
  ].filter((fact) => fact !== null);
  return `${id}  ${localTime(at)}  ${CAUSES[cause].padEnd(16)}  ${facts.join(', ')}`.trimEnd();
}

/** Inside a sentence. */
export const backupNamed = ({ id, at }: BackupEntry): string =>
  `the backup of ${localTime(at)} (${id})`;
