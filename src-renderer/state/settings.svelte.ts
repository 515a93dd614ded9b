import type { Bridge } from '$contract/bridge';
import type {
  ArchiveAnswer,
  BackupAnswer,
  BackupRow,
  ComparedVersions,
  DifferenceLine,
  FolderState,
  RestoreAnswer,
  RestorePreview,
  SettingsState,
  VerifyAnswer,
} from '$contract/jts/settings-state';
import type { Answers, Payload } from '$contract/requests';
import type { FailureCode, Result } from '$contract/result';

export type SettingsSource = Pick<
  Bridge,
  | 'settings:get'
  | 'settings:changed'
  | 'settings:backup'
  | 'settings:compare'
  | 'settings:lines'
  | 'settings:reveal'
  | 'settings:open-folder'
  | 'settings:choose-folder'
  | 'settings:look-again'
  | 'backups:list'
  | 'backups:pin'
  | 'backups:note'
  | 'backups:verify'
  | 'backups:export'
  | 'backups:import'
  | 'backups:open-folder'
  | 'restore:preview'
  | 'restore:run'
  | 'restore:cancel'
>;

type Revealed = Answers['settings:reveal'];

/** What main knows of Gateway's settings folders, which one is on show, and what the page may ask of them. */
export class SettingsStore {
  #source: SettingsSource;
  #state = $state.raw<SettingsState | null>(null);
  #chosen = $state<string | null>(null);

  constructor(source: SettingsSource) {
    this.#source = source;
  }

  /** Null until the first answer. */
  get state(): SettingsState | null {
    return this.#state;
  }

  /** Null: not known yet, or main still looks for them. */
  get folders(): readonly FolderState[] | null {
    return this.#state?.folders ?? null;
  }

  /** The folder that was chosen here, else that of this connection, else the one that is watched. */
  folderFor(connection: string | null): FolderState | null {
    const folders = this.folders ?? [];
    return (
      folders.find(({ id }) => id === this.#chosen) ??
      folders.find(({ connections }) => connection !== null && connections.includes(connection)) ??
      folders[0] ??
      null
    );
  }

  /** Shows this folder, whatever connection is on show. */
  choose(folder: string): void {
    this.#chosen = folder;
  }

  /** Subscribes before asking, so that no change can fall between the two; a push beats the answer. */
  async start(): Promise<void> {
    this.#source['settings:changed']((state) => {
      this.#state = state;
    });
    const first = await this.#source['settings:get']();
    if (first.ok) this.#state ??= first.value;
  }

  backUp(folder: string): Promise<Result<BackupAnswer>> {
    return this.#source['settings:backup']({ folder });
  }

  compare(asked: Payload<'settings:compare'>): Promise<Result<ComparedVersions | null>> {
    return this.#source['settings:compare'](asked);
  }

  /** Unchanged lines that the comparison skipped. */
  lines(asked: Payload<'settings:lines'>): Promise<Result<readonly DifferenceLine[] | null>> {
    return this.#source['settings:lines'](asked);
  }

  reveal(asked: Payload<'settings:reveal'>): Promise<Result<Revealed>> {
    return this.#source['settings:reveal'](asked);
  }

  openFolder(folder: string): Promise<FailureCode | null> {
    return failureOf(this.#source['settings:open-folder']({ folder }));
  }

  /** False in the result: nothing was chosen. */
  chooseFolder(): Promise<Result<boolean>> {
    return this.#source['settings:choose-folder']();
  }

  lookAgain(): Promise<FailureCode | null> {
    return failureOf(this.#source['settings:look-again']());
  }

  listBackups(folder: string): Promise<Result<readonly BackupRow[]>> {
    return this.#source['backups:list']({ folder });
  }

  pin(folder: string, id: string, pinned: boolean): Promise<FailureCode | null> {
    return failureOf(this.#source['backups:pin']({ folder, id, pinned }));
  }

  note(folder: string, id: string, note: string): Promise<FailureCode | null> {
    return failureOf(this.#source['backups:note']({ folder, id, note }));
  }

  verify(folder: string): Promise<Result<VerifyAnswer>> {
    return this.#source['backups:verify']({ folder });
  }

  exportAll(folder: string): Promise<Result<ArchiveAnswer>> {
    return this.#source['backups:export']({ folder });
  }

  importAll(folder: string): Promise<Result<ArchiveAnswer>> {
    return this.#source['backups:import']({ folder });
  }

  openBackups(): Promise<FailureCode | null> {
    return failureOf(this.#source['backups:open-folder']());
  }

  preview(folder: string, id: string): Promise<Result<RestorePreview | null>> {
    return this.#source['restore:preview']({ folder, id });
  }

  restore(asked: Payload<'restore:run'>): Promise<Result<RestoreAnswer>> {
    return this.#source['restore:run'](asked);
  }

  /** Takes the queued restore back. */
  cancelQueued(folder: string): Promise<FailureCode | null> {
    return failureOf(this.#source['restore:cancel']({ folder }));
  }
}

async function failureOf(answer: Promise<Result<unknown>>): Promise<FailureCode | null> {
  const result = await answer;
  return result.ok ? null : result.error;
}
