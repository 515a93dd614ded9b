import type { NoticeButton } from '../contract/app-state.ts';
import type { RestoreProblem } from '../contract/jts/restore.ts';
import type { SettingsNews } from '../contract/jts/settings-news.ts';
import type { BackupProblem } from '../contract/jts/settings-state.ts';
import type { SettingsEvent } from '../contract/preferences.ts';
import { clockTime } from '../contract/format.ts';

/** What a notification about the settings says. */
export interface SettingsNotice {
  readonly event: SettingsEvent;
  readonly title: string;
  readonly body: string;
  readonly buttons: readonly NoticeButton[];
}

const OPEN: NoticeButton = { text: 'Open', action: 'open-backups' };
const NOT_RESTORED = 'Settings were not restored';

export function settingsNotice(news: SettingsNews): SettingsNotice {
  switch (news.kind) {
    case 'changed':
      return {
        event: 'settings-changed',
        title: 'Gateway settings changed',
        body: `${namesOf(news)}.${news.isBackedUp ? ' Backed up.' : ''}`,
        buttons: [
          { text: 'Compare', action: 'compare-settings' },
          ...(news.before === null
            ? []
            : [{ text: 'Undo…', action: 'preview-undo' } satisfies NoticeButton]),
        ],
      };
    case 'restored':
      return {
        event: 'settings-restored',
        title: 'Settings restored',
        body: news.isLastGood
          ? '“Last good” is in place.'
          : `The backup of ${clockTime(news.backup.at)} is in place.`,
        buttons: news.undo === null ? [OPEN] : [{ text: 'Undo', action: 'preview-undo' }],
      };
    case 'not-restored':
      return failed(WHY_NOT[news.problem]);
    case 'expired':
      return failed('Gateway did not close within 24 h.');
    case 'needs-look':
      return failed('Gateway is closed, but the file changed since the preview. Look again.');
    case 'backup-failed':
      return {
        event: 'backup-failed',
        title: 'Backup failed',
        body: BACKUP_FAILED[news.problem],
        buttons: [OPEN],
      };
  }
}

const failed = (body: string): SettingsNotice => ({
  event: 'restore-failed',
  title: NOT_RESTORED,
  body,
  buttons: [OPEN],
});

/** `Trusted addresses`, `Trusted addresses and 2 more`: two lines are all there is. */
function namesOf({ settings, count }: { settings: readonly string[]; count: number }): string {
  const [first = 'The file'] = settings;
  const others = Math.max(count, settings.length) - 1;
  return others > 0 ? `${first} and ${others} more` : first;
}

const UNCHANGED = 'Nothing was changed.';

const WHY_NOT: Readonly<Record<RestoreProblem, string>> = {
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
  'not-put-back': 'Another program wrote the file meanwhile. The newest backup holds the old one.',
};

const BACKUP_FAILED: Readonly<Record<BackupProblem, string>> = {
  'disk-full': 'The disk is full. The settings are not saved.',
  'no-permission': 'The backups folder may not be written.',
  'read-only': 'The backups folder is on a read-only disk.',
  locked: 'Another backup or restore did not end.',
  'file-unreadable': "The settings file can't be read.",
  'too-large': 'The settings file is larger than 8 MB.',
  failed: 'The system refused. The settings are not saved.',
};
