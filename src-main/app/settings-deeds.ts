import type { NoticeAction } from '../contract/app-state.ts';
import type { SettingsNews } from '../contract/jts/settings-news.ts';
import type { SettingsPlace } from '../contract/requests.ts';
import type { TrayAction } from '../domain/tray-view.ts';
import type { Log } from '../logging/log.ts';
import type { Place, SettingsPort } from './ports.ts';

export interface SettingsDeedsDeps {
  readonly settings: Pick<SettingsPort, 'backup'>;
  /** What was told last of this folder. */
  readonly told: (folder: string) => SettingsNews | null;
  readonly open: (place: Place) => void;
  readonly log: Pick<Log, 'error'>;
}

/** What a person asks for by the tray's menu or a notice that is about a settings folder. */
export class SettingsDeeds {
  readonly #deps: SettingsDeedsDeps;

  constructor(deps: SettingsDeedsDeps) {
    this.#deps = deps;
  }

  act(action: TrayAction | NoticeAction, folder: string): void {
    const told = this.#deps.told(folder);
    switch (action) {
      case 'back-up':
        void this.#backUp(folder).catch(this.#failed);
        return;
      case 'compare-settings':
        this.#openDifferences(folder, beforeOf(told) ?? 'last-good');
        return;
      case 'preview-undo': {
        const backup = beforeOf(told);
        this.#openBackups(
          backup === null ? { folder, show: 'all' } : { folder, show: 'restore', backup },
        );
        return;
      }
      case 'open-backups':
        this.#openBackups(
          told?.kind === 'needs-look'
            ? { folder, show: 'restore', backup: told.backup }
            : { folder, show: 'all' },
        );
        return;
      case 'review-changes':
      default:
        this.#openDifferences(folder, 'last-good');
    }
  }

  /** Done without a window; what went wrong, or was there already, is seen on the page. */
  async #backUp(folder: string): Promise<void> {
    const answer = await this.#deps.settings.backup(folder);
    if (!answer.ok || answer.value.outcome === 'refused') {
      this.#openBackups({ folder, show: 'all' });
    }
  }

  #openBackups(settings: SettingsPlace): void {
    this.#deps.open({ page: 'backups', connection: null, settings });
  }

  #openDifferences(folder: string, before: string): void {
    const settings: SettingsPlace = { folder, show: 'differences', before, after: 'now' };
    this.#deps.open({ page: 'configuration', connection: null, settings });
  }

  readonly #failed = (cause: unknown): void => {
    this.#deps.log.error('what was asked of the settings failed', cause);
  };
}

/** The backup of what was there before that of which was told; null: there is none. */
function beforeOf(told: SettingsNews | null): string | null {
  if (told?.kind === 'changed') return told.before;
  return told?.kind === 'restored' ? told.undo : null;
}
