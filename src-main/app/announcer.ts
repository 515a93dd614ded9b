import type { ConnectionStatus } from '../contract/connection-status.ts';
import type { Preferences } from '../contract/preferences.ts';
import { connectionKey, type Target } from '../contract/target.ts';
import type { Clock } from '../domain/clock.ts';
import {
  acknowledged,
  decide,
  QUIET,
  type NotificationContent,
  type PolicyState,
} from '../domain/notification-policy.ts';

/** One live notification per connection; `connection` is its key. */
export interface NotifierPort {
  show(connection: string, content: NotificationContent, sound: boolean): void;
  withdraw(connection: string): void;
}

export interface AnnouncerDeps {
  readonly clock: Clock;
  readonly notifier: NotifierPort;
  readonly statuses: () => readonly ConnectionStatus[];
  readonly preferences: () => Pick<Preferences, 'notifications' | 'quietHours'>;
  readonly snoozedUntil: () => number | null;
  /** Whether Gateway's window can be brought forward on this desktop. */
  readonly canShow: () => boolean;
}

interface Watched {
  readonly target: Target;
  readonly policy: PolicyState;
}

/** Runs each connection's notification policy: when told to look, and when a policy asked for it. */
export class Announcer {
  readonly #watched = new Map<string, Watched>();
  #stopWaiting: () => void = () => undefined;
  readonly #deps: AnnouncerDeps;

  constructor(deps: AnnouncerDeps) {
    this.#deps = deps;
  }

  /** After any change of a status, the preferences or the snooze. */
  look(): void {
    const { clock, statuses } = this.#deps;
    this.#stopWaiting();
    const now = clock.now();
    const known = statuses();
    this.#forgetAllBut(known);
    const wakeAt = Math.min(...known.map((status) => this.#lookAt(status, now) ?? Infinity));
    if (wakeAt === Infinity) return;
    this.#stopWaiting = clock.after(Math.max(0, wakeAt - now) + 1, () => {
      this.look();
    });
  }

  /** The user saw what was told, of one connection or of all (null): it is not repeated. */
  acknowledge(connection: string | null): void {
    for (const [key, watched] of this.#watched) {
      if (connection !== null && connection !== key) continue;
      this.#watched.set(key, { ...watched, policy: acknowledged(watched.policy) });
    }
  }

  dispose(): void {
    this.#stopWaiting();
    this.#forgetAllBut([]);
  }

  #lookAt(status: ConnectionStatus, now: number): number | null {
    const { notifier, preferences, snoozedUntil, canShow } = this.#deps;
    const { notifications, quietHours } = preferences();
    const key = connectionKey(status.target);
    const { policy, show, withdraw, wakeAt } = decide(this.#watched.get(key)?.policy ?? QUIET, {
      status,
      enabled: notifications,
      quietHours,
      snoozedUntil: snoozedUntil(),
      canShow: canShow(),
      now,
    });
    this.#watched.set(key, { target: status.target, policy });
    if (withdraw) notifier.withdraw(key);
    if (show !== null) notifier.show(key, show, notifications.sound);
    return wakeAt;
  }

  /** What was told of a connection that is gone, or is another one now, is about nothing. */
  #forgetAllBut(statuses: readonly ConnectionStatus[]): void {
    const targets = new Map(statuses.map(({ target }) => [connectionKey(target), target]));
    for (const [key, { target }] of this.#watched) {
      if (isSame(target, targets.get(key))) continue;
      this.#watched.delete(key);
      this.#deps.notifier.withdraw(key);
    }
  }
}

/** Under one key only what the user expects there can differ. */
const isSame = (one: Target, other: Target | undefined): boolean =>
  other !== undefined && one.expect === other.expect;
