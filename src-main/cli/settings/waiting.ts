import type { QueuedRestore } from '../../contract/jts/restore.ts';
import type { Settings } from './command.ts';
import { iso } from './entry-json.ts';
import { backupNamed } from './entry-words.ts';
import { localTime } from './plain.ts';

/** A restore that waits, as scripts see it. */
export const waitingJson = ({ backupId, queuedAt, expiresAt, needsLook }: QueuedRestore) => ({
  backup: backupId,
  queuedAt: iso(queuedAt),
  expiresAt: iso(expiresAt),
  needsLook,
});

/** What waits, until when, and who would carry it out. */
export function waitingLine(settings: Settings, queued: QueuedRestore): string {
  const named = queuedBackup(settings, queued);
  const what = queued.needsLook
    ? `${named} needs another look, because jts.ini changed since its preview.`
    : `${named} is restored when Gateway closes.`;
  const carrier = settings.isCarriedOut
    ? ''
    : ' No app is running; start Gatelight to carry it out.';
  return `Waiting until ${localTime(queued.expiresAt)}: ${what}${carrier}`;
}

/** Inside a sentence; a backup may be gone meanwhile. */
export function queuedBackup(settings: Settings, { backupId }: QueuedRestore): string {
  const entry = settings.find(backupId);
  return entry === null ? `the backup ${backupId}` : backupNamed(entry);
}
