import { Notification } from 'electron';
import type { NotificationButton, NotificationContent } from '../domain/notification-policy.ts';

export interface NotifierDeps {
  readonly onAction: (action: NotificationButton['action']) => void;
  /** The system refused, with its own words, or showed one after all (null). */
  readonly onBlocked: (reason: string | null) => void;
}

/** Shown notifications stay referenced this long: a collected one loses its click. */
const KEEP_MS = 24 * 3_600_000;

/** Hands notifications to the system: one live at a time, withdrawn when no longer true. */
export class Notifier {
  #live: Notification | null = null;
  readonly #kept = new Set<Notification>();
  readonly #deps: NotifierDeps;

  constructor(deps: NotifierDeps) {
    this.#deps = deps;
  }

  show(content: NotificationContent | SampleContent, sound: boolean): void {
    this.withdraw();
    const notification = new Notification({
      title: content.title,
      body: content.body,
      silent: !sound,
      actions: content.buttons.map(({ text }) => ({ type: 'button' as const, text })),
    });
    const [first] = content.buttons;
    notification.on('click', () => {
      this.#deps.onAction(first?.action ?? 'open');
    });
    notification.on('action', (_event, index) => {
      // Electron 45 hands over an object, 33 a number.
      const button = content.buttons[typeof index === 'number' ? index : 0];
      if (button) this.#deps.onAction(button.action);
    });
    notification.on('show', () => {
      this.#deps.onBlocked(null);
    });
    notification.on('failed', (_event, reason) => {
      this.#forget(notification);
      this.#deps.onBlocked(reason);
    });
    notification.on('close', () => {
      this.#forget(notification);
    });
    this.#live = notification;
    this.#kept.add(notification);
    setTimeout(() => {
      this.#forget(notification);
    }, KEEP_MS).unref();
    notification.show();
  }

  withdraw(): void {
    this.#live?.close();
    this.#live = null;
  }

  #forget(notification: Notification): void {
    this.#kept.delete(notification);
    if (this.#live === notification) this.#live = null;
  }
}

/** "Send a test" in Settings. */
export interface SampleContent {
  readonly title: string;
  readonly body: string;
  readonly buttons: readonly NotificationButton[];
}
