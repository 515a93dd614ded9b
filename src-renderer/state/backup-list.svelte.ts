import type { BackupRow } from '$contract/jts/settings-state';
import type { FailureCode } from '$contract/result';
import type { SettingsStore } from './settings.svelte.ts';

/** The backups of one folder, newest first, as main last listed them. */
export class BackupList {
  readonly #settings: Pick<SettingsStore, 'listBackups' | 'pin' | 'note'>;
  #folder: string | null = null;
  #asked = 0;
  #rows = $state.raw<readonly BackupRow[] | null>(null);
  #failed = $state<FailureCode | null>(null);

  constructor(settings: Pick<SettingsStore, 'listBackups' | 'pin' | 'note'>) {
    this.#settings = settings;
  }

  /** Null: not listed yet. */
  get rows(): readonly BackupRow[] | null {
    return this.#rows;
  }

  /** Why the last listing failed; what was listed before is still there. */
  get failed(): FailureCode | null {
    return this.#failed;
  }

  /** Lists them anew; an answer that another one has overtaken is dropped. */
  async load(folder: string): Promise<void> {
    if (folder !== this.#folder) {
      this.#folder = folder;
      this.#rows = null;
      this.#failed = null;
    }
    const own = (this.#asked += 1);
    const result = await this.#settings.listBackups(folder);
    if (own !== this.#asked) return;
    this.#failed = result.ok ? null : result.error;
    if (result.ok) this.#rows = result.value;
  }

  pin(id: string, pinned: boolean): Promise<FailureCode | null> {
    return this.#change((folder) => this.#settings.pin(folder, id, pinned));
  }

  /** An empty note takes it away. */
  note(id: string, note: string): Promise<FailureCode | null> {
    return this.#change((folder) => this.#settings.note(folder, id, note));
  }

  async #change(ask: (folder: string) => Promise<FailureCode | null>): Promise<FailureCode | null> {
    const folder = this.#folder;
    if (folder === null) return 'no-folder';
    const failed = await ask(folder);
    await this.load(folder);
    return failed;
  }
}
