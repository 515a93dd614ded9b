import type { Bridge } from '$contract/bridge';
import type { Page } from '$contract/channels';

/** Which page is shown. Main opens one when a notification or a menu entry names it. */
export class Navigation {
  #page = $state<Page>('overview');

  get page(): Page {
    return this.#page;
  }

  open(page: Page): void {
    this.#page = page;
  }

  /** `onConnection` hears which connection the page is opened for. */
  start(source: Pick<Bridge, 'page:open'>, onConnection: (connection: string) => void): () => void {
    return source['page:open'](({ page, connection }) => {
      if (connection !== null) onConnection(connection);
      this.open(page);
    });
  }
}
