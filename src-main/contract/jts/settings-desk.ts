import type {
  ArchiveAnswer,
  BackupAnswer,
  BackupRow,
  ComparedVersions,
  DifferenceLine,
  RestoreAnswer,
  RestorePreview,
  SettingsState,
  VerifyAnswer,
} from './settings-state.ts';
import type { Payload } from '../requests.ts';
import type { Result } from '../result.ts';

/** What page, tray and notifications ask of the settings care. An unknown folder or backup is a failure. */
export interface SettingsDesk {
  readonly state: SettingsState;
  backup(folder: string): Promise<Result<BackupAnswer>>;
  compare(asked: Payload<'settings:compare'>): Promise<Result<ComparedVersions | null>>;
  lines(asked: Payload<'settings:lines'>): Promise<Result<readonly DifferenceLine[] | null>>;
  reveal(
    asked: Payload<'settings:reveal'>,
  ): Promise<Result<{ before: string | null; after: string | null } | null>>;
  openFolder(folder: string): Promise<Result<null>>;
  chooseFolder(): Promise<Result<boolean>>;
  lookAgain(): Promise<Result<null>>;
  list(folder: string): Result<readonly BackupRow[]>;
  pin(asked: Payload<'backups:pin'>): Promise<Result<null>>;
  note(asked: Payload<'backups:note'>): Promise<Result<null>>;
  verify(folder: string): Promise<Result<VerifyAnswer>>;
  exportAll(folder: string): Promise<Result<ArchiveAnswer>>;
  importAll(folder: string): Promise<Result<ArchiveAnswer>>;
  openBackups(): Promise<Result<null>>;
  preview(asked: Payload<'restore:preview'>): Promise<Result<RestorePreview | null>>;
  restore(asked: Payload<'restore:run'>): Promise<Result<RestoreAnswer>>;
  cancelQueued(folder: string): Promise<Result<null>>;
}
