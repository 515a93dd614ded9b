import type {
  FolderProcess,
  SettingsFolder,
  SettingsVersion,
  StoreFile,
} from '../../contract/jts/settings-folder.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Log } from '../../logging/log.ts';
import type { Comparer } from '../comparer.ts';
import type { Backups } from '../store/backups.ts';
import type { StoreBytes } from '../watching/api-store.ts';
import type { UsePorts } from './look-at-use.ts';

/** What watches one `jts.ini`; see `SettingsWatcher`. */
export interface FolderWatch {
  look(): void;
  dispose(): Promise<void>;
}
/** What watches the API settings store; see `ApiStoreWatcher`. */
export interface StoreWatch {
  look(): void;
  dispose(): void;
}

/** Questions to a person, and what only a desktop can do. Null: cancelled. Paths stay in main. */
export interface CareDesktop {
  chooseFolder(): Promise<string | null>;
  chooseExport(fileName: string): Promise<string | null>;
  chooseImport(): Promise<string | null>;
  open(path: string): Promise<void>;
}

/** All that the care of the settings needs of its surroundings. */
export interface CarePorts extends Omit<UsePorts, 'defaultDirs'> {
  readonly clock: Clock;
  readonly log: Log;
  /** For `~/Jts`. */
  readonly home: string;
  /** The app's own; small files of the care lie there. */
  readonly dataDir: string;
  readonly backups: Backups;
  /** Folder of the store, where intent and queue lie. */
  readonly storeDir: string;
  readonly comparer: Comparer;
  readonly desktop: CareDesktop;
  /** Folders that a program without `-DjtsConfigDir` uses, the likeliest first. */
  readonly defaultDirs: readonly string[];
  /** Whether every settled new content is kept without being asked. */
  automatic(): boolean;
  /** All known settings folders, newest first. `chosen`: by a person, beside what is found. */
  locate(
    processes: readonly FolderProcess[],
    chosen: readonly string[],
  ): Promise<readonly SettingsFolder[]>;
  watch(dir: string, onVersion: (version: SettingsVersion) => void): FolderWatch;
  watchStores(dir: string, onFiles: (files: readonly StoreFile[]) => void): StoreWatch;
  storeNames(dir: string): Promise<readonly string[]>;
  readStores(dir: string): Promise<readonly StoreBytes[]>;
}
