import type { RestoreProblem } from './restore.ts';
import type { BackupProblem } from './settings-state.ts';

const UNCHANGED = 'Nothing was changed.';

/** Why a restore did not happen, and what became of the file: for notifications and the command line. */
export const whyNotRestored: Readonly<Record<RestoreProblem, string>> = {
  'gateway-running': `Gateway uses the file. ${UNCHANGED}`,
  'still-written': `The file was in use. ${UNCHANGED}`,
  'changed-since-preview': `The file changed since the preview. ${UNCHANGED}`,
  'unknown-backup': `The backup is gone. ${UNCHANGED}`,
  'backup-damaged': `The backup is damaged. ${UNCHANGED}`,
  'safety-copy-failed': `What is there could not be saved first. ${UNCHANGED}`,
  'hard-link': `The file has a second name (a hard link). ${UNCHANGED}`,
  'not-a-file': `There is no plain file in its place. ${UNCHANGED}`,
  'link-broken': `The file is a link that leads nowhere. ${UNCHANGED}`,
  'too-large': `The file is larger than 8 MB. ${UNCHANGED}`,
  'folder-missing': `The settings folder is gone. ${UNCHANGED}`,
  'no-permission': `The file may not be written. ${UNCHANGED}`,
  'read-only': `The disk is read-only. ${UNCHANGED}`,
  'disk-full': `The disk is full. ${UNCHANGED}`,
  'mounted-file': `The file is mounted by itself and can't be replaced. ${UNCHANGED}`,
  busy: `The file was in use. ${UNCHANGED}`,
  locked: `Another backup or restore was under way. ${UNCHANGED}`,
  failed: `The system refused. ${UNCHANGED}`,
  'put-back': 'Another program wrote the file meanwhile. The old one is back.',
  'not-put-back':
    'Another program wrote the file meanwhile. A backup “Before a restore” holds the old one.',
};

/** Why nothing was saved. */
export const whyNotBackedUp: Readonly<Record<BackupProblem, string>> = {
  'disk-full': 'The disk is full. The settings are not saved.',
  'no-permission': 'The backups folder may not be written.',
  'read-only': 'The backups folder is on a read-only disk.',
  locked: 'Another backup or restore did not end.',
  'no-file': 'There is no jts.ini.',
  'file-unreadable': "The settings file can't be read.",
  'too-large': 'The settings file is larger than 8 MB.',
  failed: 'The system refused. The settings are not saved.',
};
