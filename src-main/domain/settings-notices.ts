import type { NoticeButton } from '../contract/app-state.ts';
import { whyNotBackedUp, whyNotRestored } from '../contract/jts/problem-words.ts';
import type { CutShort, SettingsNews } from '../contract/jts/settings-news.ts';
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

const whatIsLeft: Readonly<Record<CutShort, string>> = {
  half: 'A restore was cut short: one file is restored, the other is not.',
  postponed: 'A restore was cut short: one file is restored, the other one is still to follow.',
  changed: 'A restore was cut short, and another program wrote the file since.',
  unreachable: "A restore was cut short, and the files can't be read now.",
  unreadable: "A restore was cut short. What it was about can't be read any more.",
};

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
      return failed(whyNotRestored[news.problem]);
    case 'cut-short':
      return failed(whatIsLeft[news.outcome]);
    case 'expired':
      return failed('Gateway did not close within 24 h.');
    case 'needs-look':
      return failed('Gateway is closed, but the file changed since the preview. Look again.');
    case 'backup-failed':
      return {
        event: 'backup-failed',
        title: 'Backup failed',
        body: whyNotBackedUp[news.problem],
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
