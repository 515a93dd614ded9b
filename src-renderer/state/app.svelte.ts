import type { AppState, Banner, NoticeAction } from '$contract/app-state';
import type { Bridge } from '$contract/bridge';
import type { UsualPort } from '$contract/evidence';
import type { Connection, Preferences, PreferencesChange } from '$contract/preferences';
import type { LinkName, Payload } from '$contract/requests';
import type { FailureCode, Result } from '$contract/result';

export type AppSource = Pick<
  Bridge,
  | 'app:get'
  | 'app:changed'
  | 'ports:list'
  | 'preferences:change'
  | 'notifications:snooze'
  | 'notifications:test'
  | 'notice:act'
  | 'notice:dismiss'
  | 'banner:dismiss'
  | 'link:open'
  | 'window:hide'
  | 'logs:open'
>;

export type SnoozeLength = Payload<'notifications:snooze'>['minutes'];

/** The app's own state: preferences, banners, snooze. Main keeps the truth; this follows it. */
export class AppStore {
  #source: AppSource;
  #state = $state.raw<AppState | null>(null);

  constructor(source: AppSource) {
    this.#source = source;
  }

  /** Null until the first answer. */
  get state(): AppState | null {
    return this.#state;
  }

  async start(): Promise<void> {
    this.#source['app:changed']((state) => {
      this.#state = state;
    });
    const first = await this.#source['app:get']();
    if (first.ok) this.#state ??= first.value;
  }

  /** Answers what went wrong, or null. */
  async change(change: PreferencesChange): Promise<FailureCode | null> {
    // Payloads are cloned on their way out, which reactive proxies do not survive.
    const result = await this.#source['preferences:change']($state.snapshot(change));
    if (result.ok) this.#state = result.value;
    return result.ok ? null : result.error;
  }

  async changeNotifications(
    change: Partial<Preferences['notifications']>,
  ): Promise<FailureCode | null> {
    const { state } = this;
    if (state === null) return null;
    return this.change({ notifications: { ...state.preferences.notifications, ...change } });
  }

  /** `edit` gets the connections as they are when it runs: a late undo keeps what came after. */
  async editConnections(
    edit: (connections: readonly Connection[]) => readonly Connection[],
  ): Promise<FailureCode | null> {
    const { state } = this;
    if (state === null) return null;
    return this.change({ connections: [...edit(state.preferences.connections)] });
  }

  listPorts(): Promise<Result<readonly UsualPort[]>> {
    return this.#source['ports:list']();
  }

  snooze(minutes: SnoozeLength): Promise<FailureCode | null> {
    return failureOf(this.#source['notifications:snooze']({ minutes }));
  }

  testNotification(): Promise<FailureCode | null> {
    return failureOf(this.#source['notifications:test']());
  }

  /** One of the buttons of the notice shown inside. */
  act(action: NoticeAction): Promise<FailureCode | null> {
    return failureOf(this.#source['notice:act']({ action }));
  }

  dismissNotice(): Promise<FailureCode | null> {
    return failureOf(this.#source['notice:dismiss']());
  }

  dismiss(kind: Banner['kind']): Promise<FailureCode | null> {
    return failureOf(this.#source['banner:dismiss']({ kind }));
  }

  hideWindow(): Promise<FailureCode | null> {
    return failureOf(this.#source['window:hide']());
  }

  openLink(name: LinkName): Promise<FailureCode | null> {
    return failureOf(this.#source['link:open']({ name }));
  }

  openLogs(): Promise<FailureCode | null> {
    return failureOf(this.#source['logs:open']());
  }
}

async function failureOf(answer: Promise<Result<unknown>>): Promise<FailureCode | null> {
  const result = await answer;
  return result.ok ? null : result.error;
}
