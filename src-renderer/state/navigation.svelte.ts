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

  start(source: Pick<Bridge, 'page:open'>): () => void {
    return source['page:open']((page) => this.open(page));
  }
}
