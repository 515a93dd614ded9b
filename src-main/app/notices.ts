import type { InsideNotice } from '../contract/app-state.ts';
import type { Log } from '../logging/log.ts';
import type { AlertPort, SystemNoticesPort } from './ports.ts';

export interface NoticesDeps {
  readonly notifier: SystemNoticesPort;
  readonly alert: AlertPort;
  readonly isWindowFocused: () => boolean;
  /** `inside` or `blocked` changed. */
  readonly onChange: () => void;
  readonly log: Pick<Log, 'warn'>;
}

/**
 * Where a notice is shown: by the window while somebody looks at it, else by the system, and where
 * the system refuses in a small window of the app's own.
 */
export class Notices {
  #blocked = false;
  /** Those the app shows itself, the newest last; only that one is seen. */
  readonly #inside = new Map<string | null, InsideNotice>();
  readonly #deps: NoticesDeps;

  constructor(deps: NoticesDeps) {
    this.#deps = deps;
  }

  get inside(): InsideNotice | null {
    return [...this.#inside.values()].at(-1) ?? null;
  }

  /** The system refused the last one. */
  get blocked(): boolean {
    return this.#blocked;
  }

  show(notice: InsideNotice, sound: boolean): void {
    const { notifier, isWindowFocused } = this.#deps;
    if (isWindowFocused()) {
      notifier.withdraw(notice.connection);
      this.#showInside(notice);
    } else {
      this.#takeAway(notice.connection);
      notifier.show(notice, sound);
    }
  }

  withdraw(connection: string | null): void {
    this.#deps.notifier.withdraw(connection);
    this.#takeAway(connection);
  }

  /** The system refused it, with these words. */
  refused(reason: string, notice: InsideNotice): void {
    this.#deps.log.warn(`a notification was refused: ${reason}`);
    this.#blocked = true;
    this.#showInside(notice);
  }

  /** The system shows the connection's notice, perhaps late: notifications get through. */
  shown(connection: string | null): void {
    const wasBlocked = this.#blocked;
    this.#blocked = false;
    if (!this.#takeAway(connection) && wasBlocked) this.#deps.onChange();
  }

  /** Whoever looks at the window sees the notice there. */
  windowFocused(): void {
    this.#deps.alert.close();
  }

  /** The one on show was seen to. */
  dismiss(): InsideNotice | null {
    const { inside } = this;
    if (inside !== null) this.withdraw(inside.connection);
    return inside;
  }

  #showInside(notice: InsideNotice): void {
    this.#inside.delete(notice.connection);
    this.#inside.set(notice.connection, notice);
    this.#deps.onChange();
    if (!this.#deps.isWindowFocused()) this.#deps.alert.show();
  }

  #takeAway(connection: string | null): boolean {
    if (!this.#inside.delete(connection)) return false;
    if (this.#inside.size === 0) this.#deps.alert.close();
    this.#deps.onChange();
    return true;
  }
}
