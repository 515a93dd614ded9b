import { clockTime } from '$contract/format';
import type { Activity, BackupProblem, QueuedNotice } from '$contract/jts/settings-state';
import { backupNamed } from './backup-rows.ts';
import { progressText } from './restore-dialog.ts';
import { dayAndTime } from './times.ts';

export const CANCELLED = 'Restore cancelled.';
export const UNDO_GONE =
  'Undo is no longer offered: jts.ini has changed since. Backups keeps what was there before the restore.';

interface BarText {
  readonly title: string;
  readonly detail: string;
}

/** Of a restore that waits. */
export function queuedText(queued: QueuedNotice, name: string, now: number): BarText {
  const named = backupNamed(queued.backup, queued.isLastGood, now);
  return queued.needsLook
    ? {
        title: 'The settings changed.',
        detail: `Look again before ${named} is restored.`,
      }
    : {
        title: `Waiting for ${name} to close.`,
        detail: `Then ${named} is restored. It waits until ${untilText(queued.expiresAt, now)}.`,
      };
}

/** It expires within 24 hours: today or tomorrow. */
function untilText(at: number, now: number): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return `${isToday ? 'today' : 'tomorrow'} ${clockTime(at)}`;
}

/** Of one that is under way; null: none is. */
export function restoringText(activity: Activity | null): string | null {
  if (activity?.kind !== 'restoring' && activity?.kind !== 'waiting-for-quiet') return null;
  return progressText(activity);
}

const WHY: Readonly<Record<BackupProblem, string>> = {
  'disk-full': 'The disk is full. Make room, then back up again.',
  'no-permission': 'The backups folder may not be written. Give your user that right.',
  'read-only': 'The backups folder is on a disk that can only be read.',
  locked: 'Another process of Gatelight keeps the backups to itself. Close it, then back up again.',
  'no-file': 'There is no jts.ini.',
  'file-unreadable': "jts.ini can't be read. Give your user that right.",
  'too-large': 'jts.ini is larger than 8 MB, which no settings are. Look at what is in it.',
  failed: 'The log says more.',
};

/** Lasting, on every page: what is changed meanwhile has no copy. */
export const backupProblemBanner = (
  { problem, at }: { readonly problem: BackupProblem; readonly at: number },
  now: number,
): BarText => ({ title: `Backups fail since ${dayAndTime(at, now)}.`, detail: WHY[problem] });
