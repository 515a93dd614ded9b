import type { SettingsDesk } from '../contract/jts/settings-desk.ts';
import type { SettingsNews } from '../contract/jts/settings-news.ts';
import type { MayExplain, SettingsState } from '../contract/jts/settings-state.ts';
import type { ConnectionStatus } from '../contract/connection-status.ts';
import type { SettingsPort } from './ports.ts';

/** The care itself, as it is loaded. */
export interface LoadedSettings extends SettingsDesk {
  onChange(listener: () => void): () => void;
  onNews(listener: (news: SettingsNews) => void): () => void;
  statusesChanged(statuses: readonly ConnectionStatus[]): void;
  explains(connection: string): MayExplain | null;
  start(): Promise<void>;
  dispose(): Promise<void>;
}

const LOOKING: SettingsState = { folders: null };

/** The care of the settings before it is loaded: it says that it still looks, and what is asked waits. */
export class LateSettings implements SettingsPort, SettingsDesk {
  #care: LoadedSettings | null = null;
  #isDisposed = false;
  #statuses: readonly ConnectionStatus[] = [];
  readonly #loading: Promise<LoadedSettings>;
  readonly #changeListeners = new Set<() => void>();
  readonly #newsListeners = new Set<(news: SettingsNews) => void>();

  /** `load` rejects only where the app itself is broken. */
  constructor(load: () => Promise<LoadedSettings>) {
    this.#loading = load();
    this.#loading.catch(() => undefined);
  }

  get state(): SettingsState {
    return this.#care?.state ?? LOOKING;
  }

  /** Begins to watch; rejects where the care can't be loaded. */
  async start(): Promise<void> {
    const care = await this.#loading;
    if (this.#ended) return care.dispose();
    this.#care = care;
    care.onChange(() => {
      for (const listener of this.#changeListeners) listener();
    });
    care.onNews((news) => {
      for (const listener of this.#newsListeners) listener(news);
    });
    care.statusesChanged(this.#statuses);
    await care.start();
  }

  onChange(listener: () => void): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  onNews(listener: (news: SettingsNews) => void): () => void {
    this.#newsListeners.add(listener);
    return () => this.#newsListeners.delete(listener);
  }

  statusesChanged(statuses: readonly ConnectionStatus[]): void {
    this.#statuses = statuses;
    this.#care?.statusesChanged(statuses);
  }

  explains(connection: string): MayExplain | null {
    return this.#care?.explains(connection) ?? null;
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    await this.#care?.dispose();
  }

  list: SettingsDesk['list'] = (folder) =>
    this.#care?.list(folder) ?? { ok: false, error: 'no-folder' };
  backup: SettingsDesk['backup'] = async (folder) => (await this.#loading).backup(folder);
  compare: SettingsDesk['compare'] = async (asked) => (await this.#loading).compare(asked);
  lines: SettingsDesk['lines'] = async (asked) => (await this.#loading).lines(asked);
  reveal: SettingsDesk['reveal'] = async (asked) => (await this.#loading).reveal(asked);
  openFolder: SettingsDesk['openFolder'] = async (id) => (await this.#loading).openFolder(id);
  chooseFolder: SettingsDesk['chooseFolder'] = async () => (await this.#loading).chooseFolder();
  lookAgain: SettingsDesk['lookAgain'] = async () => (await this.#loading).lookAgain();
  pin: SettingsDesk['pin'] = async (asked) => (await this.#loading).pin(asked);
  note: SettingsDesk['note'] = async (asked) => (await this.#loading).note(asked);
  verify: SettingsDesk['verify'] = async (folder) => (await this.#loading).verify(folder);
  exportAll: SettingsDesk['exportAll'] = async (id) => (await this.#loading).exportAll(id);
  importAll: SettingsDesk['importAll'] = async (id) => (await this.#loading).importAll(id);
  openBackups: SettingsDesk['openBackups'] = async () => (await this.#loading).openBackups();
  preview: SettingsDesk['preview'] = async (asked) => (await this.#loading).preview(asked);
  restore: SettingsDesk['restore'] = async (asked) => (await this.#loading).restore(asked);
  cancelQueued: SettingsDesk['cancelQueued'] = async (id) => (await this.#loading).cancelQueued(id);

  /** Asked again after waiting. */
  get #ended(): boolean {
    return this.#isDisposed;
  }
}
