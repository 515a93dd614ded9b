import type { Bridge } from '$contract/bridge';
import type { Page } from '$contract/channels';
import type { SettingsPlace } from '$contract/requests';
import type { SettingsPage } from '../model/settings-pages.ts';

/** Two versions of a folder's settings: `now`, `last-good`, or a backup's id. */
export interface ComparedPair {
  readonly before: string;
  readonly after: string;
}

export const LAST_GOOD_AND_NOW: ComparedPair = { before: 'last-good', after: 'now' };

/** Which page is shown. Main opens one when a notification or a menu entry names it. */
export class Navigation {
  #page = $state<Page>('overview');
  #settings = $state<SettingsPage>('general');
  #compared = $state.raw<ComparedPair>(LAST_GOOD_AND_NOW);
  #restore = $state<string | null>(null);
  #noting = $state<string | null>(null);
  /** The changes since last good that there are, and those that were looked at. */
  #changes: string | null = null;
  #seen: string | null = null;

  get page(): Page {
    return this.#page;
  }

  /** The page inside Settings; kept while other pages are on show. */
  get settings(): SettingsPage {
    return this.#settings;
  }

  /** What Configuration compares. */
  get compared(): ComparedPair {
    return this.#compared;
  }

  /** The backup whose restore was asked for elsewhere than in Backups; the dialog takes it. */
  get restore(): string | null {
    return this.#restore;
  }

  /** The backup whose note is being written. */
  get noting(): string | null {
    return this.#noting;
  }

  open(page: Page): void {
    // A note belongs to what is on show.
    const isAnew = page !== this.#page;
    if (isAnew) this.#noting = null;
    this.#page = page;
    if (isAnew && page === 'configuration' && this.#changes !== this.#seen) {
      if (this.#changes !== null) this.#compared = LAST_GOOD_AND_NOW;
    }
    this.#look();
  }

  /** The changes since last good that the badge counts, by any name of their own; null: none. */
  changesAre(changes: string | null): void {
    this.#changes = changes;
    this.#look();
  }

  #look(): void {
    const { before, after } = this.#compared;
    const isShown = before === LAST_GOOD_AND_NOW.before && after === LAST_GOOD_AND_NOW.after;
    if (this.#page === 'configuration' && isShown) this.#seen = this.#changes;
  }

  /** Shows the difference of these two. */
  compare(compared: ComparedPair): void {
    this.open('configuration');
    this.#compared = compared;
    this.#look();
  }

  /** Opens Backups with the dialog that restores this backup. */
  openRestore(backup: string): void {
    this.#restore = backup;
    this.open('backups');
  }

  /** Writes this backup's note in Backups; null: no more. */
  note(backup: string | null): void {
    if (backup !== null) this.open('backups');
    this.#noting = backup;
  }

  /** The dialog is open, or was closed. */
  takeRestore(): void {
    this.#restore = null;
  }

  openSettings(page: SettingsPage): void {
    this.#settings = page;
    this.open('settings');
  }

  /** `onConnection` and `onFolder` hear for which connection or settings folder the page is opened. */
  start(
    source: Pick<Bridge, 'page:open'>,
    onConnection: (connection: string) => void,
    onFolder: (folder: string) => void,
  ): () => void {
    return source['page:open'](({ page, connection, settings }) => {
      if (connection !== null) onConnection(connection);
      if (settings !== undefined) onFolder(settings.folder);
      if (settings !== undefined && settings.show !== 'all') this.#show(settings);
      else if (page === 'settings' && connection !== null) this.openSettings('connections');
      else this.open(page);
    });
  }

  #show(place: Exclude<SettingsPlace, { show: 'all' }>): void {
    if (place.show === 'restore') this.openRestore(place.backup);
    else this.compare({ before: place.before, after: place.after });
  }
}
