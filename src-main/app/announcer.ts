import type { ConnectionStatus } from '../contract/connection-status.ts';
import type { Preferences } from '../contract/preferences.ts';
import { decide, QUIET, type NotificationContent } from '../domain/notification-policy.ts';

export interface NotifierPort {
  show(content: NotificationContent, sound: boolean): void;
  withdraw(): void;
}

export interface AnnouncerDeps {
  readonly notifier: NotifierPort;
  readonly status: () => ConnectionStatus;
  readonly notifications: () => Preferences['notifications'];
  readonly snoozedUntil: () => number | null;
}

/** Runs the notification policy: looks when told and when the policy asked to be woken. */
export class Announcer {
  #policy = QUIET;
  #wake: NodeJS.Timeout | undefined;
  readonly #deps: AnnouncerDeps;

  constructor(deps: AnnouncerDeps) {
    this.#deps = deps;
  }

  look(): void {
    clearTimeout(this.#wake);
    const now = Date.now();
    const { notifier, notifications } = this.#deps;
    const decision = decide(this.#policy, {
      status: this.#deps.status(),
      enabled: notifications(),
      snoozedUntil: this.#deps.snoozedUntil(),
      now,
    });
    this.#policy = decision.policy;
    if (decision.withdraw) notifier.withdraw();
    if (decision.show !== null) notifier.show(decision.show, notifications().sound);
    if (decision.wakeAt !== null) {
      this.#wake = setTimeout(
        () => {
          this.look();
        },
        Math.max(0, decision.wakeAt - now) + 1,
      );
    }
  }

  /** Another connection is watched: whatever was told was about the one before. */
  forget(): void {
    this.#policy = QUIET;
    this.#deps.notifier.withdraw();
  }

  dispose(): void {
    clearTimeout(this.#wake);
    this.#deps.notifier.withdraw();
  }
}
