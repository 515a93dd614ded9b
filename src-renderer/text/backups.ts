import type { ArchiveAnswer, FolderState, VerifyAnswer } from '$contract/jts/settings-state';
import type { AfterStart } from '$contract/jts/restore';
import { backupNamed } from './backup-rows.ts';
import { counted, firstFew } from './lists.ts';
import { dayAndTime } from './times.ts';

export const NONE_YET = 'No backups yet.';
export const FIRST_ONE = 'The first one is made when jts.ini is found, or when you ask for it.';
export const READING_BACKUPS = 'Reading backups…';
export const READING_FOLDERS = 'Looking for settings folders…';
export const BACK_UP_NOW = 'Back up now';

export const olderText = (shown: number, left: number): string =>
  `Show ${Math.min(shown, left)} older ${left === 1 ? 'backup' : 'backups'}, of ${left.toLocaleString('en-GB')}`;

/** `2 of 40 backups are damaged.` */
export function damagedText(damaged: number, of: number): string {
  if (of === 1) return 'The only backup is damaged.';
  return `${damaged} of ${counted(of, 'backup')} ${damaged === 1 ? 'is' : 'are'} damaged.`;
}

export function verifiedText(answer: VerifyAnswer): string {
  if (answer.outcome === 'failed') return "The backups can't be read. The log says more.";
  const { checked, damaged } = answer;
  if (damaged > 0) return damagedText(damaged, checked);
  return checked === 1
    ? 'The only backup is as it was saved.'
    : `All ${checked.toLocaleString('en-GB')} backups are as they were saved.`;
}

/** `Verifying, 12 of 40`. */
export function verifyingText(activity: FolderState['activity']): string {
  if (activity?.kind !== 'verifying' || activity.done === null || activity.total === null)
    return 'Verifying…';
  return `Verifying, ${activity.done} of ${activity.total}`;
}

type Archived = Exclude<ArchiveAnswer, { outcome: 'cancelled' }>;
type ArchiveProblem = Extract<ArchiveAnswer, { outcome: 'refused' }>['problem'];

const archiveProblem: Readonly<Record<ArchiveProblem, string>> = {
  'not-there': 'There is no such file or folder. Choose another one.',
  'not-an-archive': 'This file holds no backups of Gatelight. Nothing was imported.',
  damaged: 'The file is damaged. Nothing was imported.',
  'too-large': 'The file is too large for backups of settings. Nothing was imported.',
  'disk-full': 'The disk is full. Make room, then try again.',
  'no-permission': 'Your user may not read or write there. Choose another place.',
  failed: 'That failed. The log says more.',
};

export function archiveText(answer: Archived, way: 'export' | 'import'): string {
  if (answer.outcome === 'refused') return archiveProblem[answer.problem];
  const { count, skipped } = answer;
  if (way === 'export') {
    const left = skipped === 0 ? '' : ` ${counted(skipped, 'damaged one')} left out.`;
    return `${counted(count, 'backup')} exported.${left}`;
  }
  if (count === 0) return 'Nothing new in this file.';
  const had = skipped === 0 ? '' : ` ${skipped} ${skipped === 1 ? 'was' : 'were'} there already.`;
  return `${counted(count, 'backup')} imported.${had}`;
}

/** `Restored today 14:31: “Last good”.` */
export function restoredLine(undo: NonNullable<FolderState['undo']>, now: number): string {
  const named = backupNamed(undo.restored, undo.isLastGood, now);
  return `Restored ${dayAndTime(undo.restoredAt, now)}: ${named}.`;
}

/** What Gateway's next start did to it. */
export function afterStartText(after: AfterStart, name: string): string {
  switch (after.kind) {
    case 'waiting':
      return `What ${name} makes of it shows after its next start.`;
    case 'kept':
      return `${name} started with it and kept it.`;
    case 'housekeeping':
      return `${name} started with it and changed housekeeping only.`;
    case 'overwritten':
      return `${name} overwrote it at its start: ${firstFew(after.settings, 4)}.`;
  }
}

export const toolsText = {
  place: {
    title: 'Where they lie',
    detail:
      "In Gatelight's own data folder, readable by you alone. Nothing is added to Gateway's folder.",
  },
  kept: {
    title: 'What is kept',
    detail:
      'Pinned ones and the last one seen working: for ever. Yours and those before a restore: 90 days. Of the others, as far as 200 MB allow: the newest 50, then one an hour for 2 days, one a day for 60 days, one a week for a year. Equal contents take their room once.',
  },
  verify: {
    title: 'Verify',
    detail: 'Reads every backup again and compares it with what was saved',
  },
  archive: {
    title: 'Move them',
    detail:
      'All of them in one file, as exact copies: they may hold your user name and account settings',
  },
} as const;

export const chooseText = (chosen: number): string =>
  ['Choose two backups.', 'Choose one more.', 'Two are chosen.'][chosen] ?? '';
