import type { BackupAnswer, BackupProblem } from '$contract/jts/settings-state';
import { dayAndTime } from './times.ts';

export const ADD_A_NOTE = 'Add a note';
export const NOTHING_TO_BACK_UP = 'There are no settings to back up yet.';

/** Why nothing was saved; what is on disk was not touched. */
export const backupProblemText: Readonly<Record<BackupProblem, string>> = {
  'disk-full': 'Nothing was backed up: the disk is full.',
  'no-permission': 'Nothing was backed up: the backups folder may not be written.',
  'read-only': 'Nothing was backed up: the backups folder is read-only.',
  locked: 'Another backup or restore is under way. Try again in a moment.',
  'no-file': 'Nothing was backed up: there is no jts.ini.',
  'file-unreadable': "Nothing was backed up: jts.ini can't be read.",
  'too-large': 'Nothing was backed up: jts.ini is larger than 8 MB.',
  failed: 'Nothing was backed up. The log says more.',
};

export function backedUpText(answer: BackupAnswer, now: number): string {
  if (answer.outcome === 'refused') return backupProblemText[answer.problem];
  return answer.already ? `Already backed up ${dayAndTime(answer.backup.at, now)}.` : 'Backed up.';
}
