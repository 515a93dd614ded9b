import type { SettingsFolder, SettingsVersion, StoreFile } from '../../contract/jts/settings-folder.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Log } from '../../logging/log.ts';
import type { Backups } from '../store/backups.ts';
import type { Comparer } from './comparer-port.ts';
import type { UsePorts } from './look-at-use.ts';

/** What watches one `jts.ini`; see `SettingsWatcher`. */
export interface FolderWatch {
  readonly version: SettingsVersion | null;
  look(): void;
  dispose(): Promise<void>;
}

/** Questions to a person, and what only a desktop can do. Null: cancelled. Paths stay in main. */
export interface CareDesktop {
  chooseFolder(): Promise<string | null>;
  chooseExport(fileName: string): Promise<string | null>;
  chooseImport(): Promise<string | null>;
  open(path: string): Promise<void>;
}

/** All that the care of the settings needs of its surroundings. */
export interface CarePorts extends UsePorts {
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
  /** Whether every settled new content is kept without being asked. */
  automatic(): boolean;
  /** All known settings folders, newest first. `chosen`: by a person, beside what is found. */
  locate(chosen: readonly string[]): Promise<readonly SettingsFolder[]>;
  watch(dir: string, onVersion: (version: SettingsVersion) => void): FolderWatch;
  apiStores(dir: string): Promise<readonly StoreFile[]>;
}
