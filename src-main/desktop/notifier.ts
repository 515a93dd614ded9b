import { Notification } from 'electron';
import type { InsideNotice, NoticeAction } from '../contract/app-state.ts';
import { daemonProblem } from './notification-daemon.ts';

export interface NotifierDeps {
  readonly onAction: (action: NoticeAction, connection: string | null) => void;
  /** The system refused it, with these words. */
  readonly onBlocked: (reason: string, notice: InsideNotice) => void;
  /** It is on the screen, or in the system's list. */
  readonly onShown: (connection: string | null) => void;
}

/** Shown notifications stay referenced this long: a collected one loses its click. */
const KEEP_MS = 24 * 3_600_000;
/** The system has so long to say that it shows one. */
const SHOW_LIMIT_MS = 3000;
/** Handing over is instant. Where it was not, the app stood still, and that must not go on. */
const HANDOVER_LIMIT_MS = 1000;
const SLOW_FOR_MS = 600_000;

interface Live {
  readonly notice: InsideNotice;
  readonly late: NodeJS.Timeout;
  notification: Notification | null;
  isShown: boolean;
  isRefused: boolean;
}

/** Hands notices to the system: one live per connection, withdrawn when no longer true. */
export class Notifier {
  readonly #live = new Map<string | null, Live>();
  readonly #kept = new Set<Notification>();
  readonly #closing = new Set<Promise<void>>();
  #slowUntil = -Infinity;
  readonly #deps: NotifierDeps;

  constructor(deps: NotifierDeps) {
    this.#deps = deps;
  }

  show(notice: InsideNotice, sound: boolean): void {
    this.withdraw(notice.connection);
    const live: Live = {
      notice,
      late: setTimeout(() => {
        this.#refused(live, `not shown within ${SHOW_LIMIT_MS / 1000} s`);
      }, SHOW_LIMIT_MS),
      notification: null,
      isShown: false,
      isRefused: false,
    };
    this.#live.set(notice.connection, live);
    void this.#problem().then((problem) => {
      if (this.#live.get(notice.connection) !== live || live.isRefused) return;
      if (problem !== null) this.#refused(live, problem);
      else this.#handOver(live, sound);
    });
  }

  withdraw(connection: string | null): void {
    const live = this.#live.get(connection);
    if (live === undefined) return;
    this.#live.delete(connection);
    clearTimeout(live.late);
    if (live.notification !== null) this.#close(live.notification, live.isShown);
  }

  /** Withdraws all; resolves when the system was told. */
  async dispose(): Promise<void> {
    for (const connection of [...this.#live.keys()]) this.withdraw(connection);
    await Promise.all(this.#closing);
  }

  #problem(): Promise<string | null> {
    if (!Notification.isSupported()) return Promise.resolve('the system has no notifications');
    if (performance.now() < this.#slowUntil) return Promise.resolve('the system was stuck before');
    return daemonProblem();
  }

  #handOver(live: Live, sound: boolean): void {
    const { notice } = live;
    const began = performance.now();
    try {
      const notification = new Notification({
        title: notice.title,
        body: notice.body,
        silent: !sound,
        actions: notice.buttons.map(({ text }) => ({ type: 'button' as const, text })),
      });
      live.notification = notification;
      this.#listen(live, notification);
      this.#keep(notification);
      notification.show();
    } catch (error) {
      this.#refused(live, String(error));
    }
    const tookMs = performance.now() - began;
    if (tookMs > HANDOVER_LIMIT_MS) this.#slowUntil = performance.now() + SLOW_FOR_MS;
  }

  #listen(live: Live, notification: Notification): void {
    const { onAction, onShown } = this.#deps;
    const { connection, buttons } = live.notice;
    notification.on('click', () => {
      onAction(buttons[0]?.action ?? 'open', connection);
    });
    notification.on('action', (event, index) => {
      // Newer Electrons put it into the event.
      const given = (event as { actionIndex?: number } | undefined)?.actionIndex ?? index;
      const button = buttons[typeof given === 'number' ? given : 0];
      if (button) onAction(button.action, connection);
    });
    notification.on('show', () => {
      clearTimeout(live.late);
      live.isShown = true;
      if (this.#live.get(connection) === live) onShown(connection);
    });
    notification.on('failed', (_event, reason) => {
      this.#kept.delete(notification);
      live.notification = null;
      this.#refused(live, reason || 'the notification service refused');
    });
    notification.on('close', () => {
      this.#kept.delete(notification);
      if (this.#live.get(connection) === live) this.#live.delete(connection);
    });
  }

  #refused(live: Live, reason: string): void {
    clearTimeout(live.late);
    if (live.isRefused || live.isShown || this.#live.get(live.notice.connection) !== live) return;
    live.isRefused = true;
    this.#deps.onBlocked(reason, live.notice);
  }

  /** Closing blocks like showing; what was never shown on Linux was never taken either. */
  #close(notification: Notification, isShown: boolean): void {
    this.#kept.delete(notification);
    if (process.platform !== 'linux') {
      notification.close();
      return;
    }
    if (!isShown) return;
    const closing = daemonProblem()
      .then((problem) => {
        if (problem === null) notification.close();
      })
      .finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }

  #keep(notification: Notification): void {
    this.#kept.add(notification);
    setTimeout(() => {
      this.#kept.delete(notification);
    }, KEEP_MS).unref();
  }
}
