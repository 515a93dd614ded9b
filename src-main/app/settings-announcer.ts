import type { SettingsNews } from '../contract/jts/settings-news.ts';
import type { FolderState } from '../contract/jts/settings-state.ts';
import { settingsSubject } from '../contract/notice-subject.ts';
import type { Preferences } from '../contract/preferences.ts';
import type { Clock } from '../domain/clock.ts';
import { quietUntil } from '../domain/quiet-hours.ts';
import { settingsNotice } from '../domain/settings-notices.ts';
import type { Notices } from './notices.ts';

export interface SettingsAnnouncerDeps {
  readonly clock: Clock;
  readonly notices: Pick<Notices, 'show' | 'withdraw'>;
  readonly preferences: () => Pick<Preferences, 'notifications' | 'quietHours'>;
  readonly snoozedUntil: () => number | null;
}

/** Tells of the settings, one live notice per folder; what falls into quiet hours or a snooze is told after them. */
export class SettingsAnnouncer {
  readonly #waiting = new Map<string, SettingsNews>();
  readonly #told = new Map<string, SettingsNews>();
  #stopWaiting: () => void = () => undefined;
  readonly #deps: SettingsAnnouncerDeps;

  constructor(deps: SettingsAnnouncerDeps) {
    this.#deps = deps;
  }

  tell(news: SettingsNews): void {
    // A change is seen on the page; it must not take the place of a failure that nobody was told of.
    if (news.kind === 'changed' && this.#waiting.has(news.folder)) return;
    // The page shows both all the time; what asks for somebody stays until it is settled.
    const isSeenAnyway = news.kind === 'changed' || news.kind === 'backup-failed';
    if (isSeenAnyway && this.#asksForLook(news.folder)) return;
    this.#waiting.set(news.folder, news);
    this.look();
  }

  /** After any change of the preferences or the snooze. */
  look(): void {
    const { clock, snoozedUntil, preferences } = this.#deps;
    this.#stopWaiting();
    if (this.#waiting.size === 0) return;
    const now = clock.now();
    const { quietHours } = preferences();
    const heldUntil = Math.max(quietUntil(quietHours, now) ?? 0, snoozedUntil() ?? 0);
    if (now < heldUntil) {
      this.#stopWaiting = clock.after(heldUntil - now + 1, () => {
        this.look();
      });
      return;
    }
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const news of all) this.#show(news);
  }

  /** What asks for a look is over as soon as nothing waits for one. */
  foldersChanged(folders: readonly Pick<FolderState, 'id' | 'queued'>[]): void {
    for (const { id, queued } of folders) {
      if (queued?.needsLook === true) continue;
      if (this.#waiting.get(id)?.kind === 'needs-look') this.#waiting.delete(id);
      if (this.#told.get(id)?.kind !== 'needs-look') continue;
      this.#told.delete(id);
      this.#deps.notices.withdraw(settingsSubject(id));
    }
  }

  /** The newest that was shown of this folder; null: none. */
  told(folder: string): SettingsNews | null {
    return this.#told.get(folder) ?? null;
  }

  dispose(): void {
    this.#stopWaiting();
    this.#waiting.clear();
  }

  /** Told already, or to be told after a snooze. */
  #asksForLook(folder: string): boolean {
    return [this.#told, this.#waiting].some((all) => all.get(folder)?.kind === 'needs-look');
  }

  #show(news: SettingsNews): void {
    const { notices, preferences } = this.#deps;
    const { event, title, body, buttons } = settingsNotice(news);
    const { notifications } = preferences();
    if (!notifications[event]) return;
    this.#told.set(news.folder, news);
    const notice = { connection: settingsSubject(news.folder), title, body, buttons };
    notices.show(notice, notifications.sound);
  }
}
