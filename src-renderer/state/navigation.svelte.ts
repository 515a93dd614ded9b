import type { Bridge } from '$contract/bridge';
import type { Page } from '$contract/channels';
import type { SettingsPage } from '../model/settings-pages.ts';

/** Which page is shown. Main opens one when a notification or a menu entry names it. */
export class Navigation {
  #page = $state<Page>('overview');
  #settings = $state<SettingsPage>('general');

  get page(): Page {
    return this.#page;
  }

  /** The page inside Settings; kept while other pages are on show. */
  get settings(): SettingsPage {
    return this.#settings;
  }

  open(page: Page): void {
    this.#page = page;
  }

  openSettings(page: SettingsPage): void {
    this.#settings = page;
    this.open('settings');
  }

  /** `onConnection` hears which connection the page is opened for. */
  start(source: Pick<Bridge, 'page:open'>, onConnection: (connection: string) => void): () => void {
    return source['page:open'](({ page, connection }) => {
      if (connection !== null) onConnection(connection);
      if (page === 'settings' && connection !== null) this.openSettings('connections');
      else this.open(page);
    });
  }
}
