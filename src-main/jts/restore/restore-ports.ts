import type { ChangeSummary, Health } from '../../contract/jts/finding.ts';
import type { FolderUse } from '../../contract/jts/settings-folder.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Backups } from '../store/backups.ts';
import type { Recovered } from './recovered.ts';

/** What a restore needs of its surroundings. `profile` is always the real path of a settings folder. */
export interface RestorePorts {
  readonly backups: Backups;
  /** Folder of the store, where intent and queue lie. */
  readonly storeDir: string;
  readonly clock: Clock;
  /** Read afresh each time: the answer is worth nothing a moment later. */
  folderUse(profile: string): Promise<FolderUse>;
  /** Names of the API settings stores in the folder, as in `BackupFile`. */
  readonly apiStores: (profile: string) => Promise<readonly string[]>;
  /** Of the bytes of `jts.ini`, null: none; `summary` against those before, null: not known. */
  readonly describe: (bytes: Uint8Array | null, before: Uint8Array | null) => Promise<Description>;
  /** E.g. `10.30`, as evidence told it last. */
  readonly gatewayVersion: (profile: string) => string | null;
  /** A moment before a file becomes what a restore makes of it; null: it will be removed. So the watcher knows it. */
  onOwnWrite(profile: string, name: string, sha256: string | null): void;
  /** What a killed restore left was found, and what became of it. */
  onRecovered(recovered: Recovered): void;
}

export interface Description {
  readonly health: Health;
  readonly summary: ChangeSummary | null;
}

export interface RestoreRequest {
  readonly profile: string;
  readonly backupId: string;
  /** Hash of `jts.ini` as the preview showed it; null: there was none. */
  readonly previewed: string | null;
  /** Also what the backup holds of the API settings store: then both or neither. */
  readonly withApiStore: boolean;
  /** A single mounted file may be written into, as the person agreed. */
  readonly inPlace?: boolean;
}

export type RestoreStep = 'waiting-for-quiet' | 'restoring';
