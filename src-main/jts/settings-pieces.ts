import { join } from 'node:path';
import type { FolderProcess, SettingsFolder } from '../contract/jts/settings-folder.ts';
import type { Clock } from '../domain/clock.ts';
import { newOwner } from '../files/owner-lock.ts';
import type { Log } from '../logging/log.ts';
import type { CarePorts } from './care/care-ports.ts';
import { createComparer } from './comparer.ts';
import { openBackups } from './store/open-backups.ts';
import { ApiStoreWatcher, apiStoreNames, readApiStore } from './watching/api-store.ts';
import { locateSettingsFolders } from './watching/locator.ts';
import { placesOf, thisSystem, type SystemFolders } from './watching/places.ts';
import { SettingsWatcher } from './watching/settings-watcher.ts';

export interface PiecesDeps extends Pick<CarePorts, 'folderProcesses' | 'listening'> {
  readonly clock: Clock;
  readonly log: Log;
  readonly dataDir: string;
  readonly appVersion: string;
  /** Where to look for settings folders; this system's, unless told. */
  readonly system?: SystemFolders;
  /** The comparer's worker, which the build puts beside the main program. */
  readonly compareWorkerPath: string | URL;
}

/** All that the care needs but a desktop and somebody's wishes. */
export type SettingsPieces = Omit<CarePorts, 'desktop' | 'automatic'>;

/** Store, comparer and what finds and watches settings folders, of this system and user. Nothing begins by itself. */
export function settingsPieces(deps: PiecesDeps): SettingsPieces {
  const { clock, log, dataDir, appVersion, folderProcesses, listening } = deps;
  const system = deps.system ?? thisSystem();
  return {
    ...{ clock, log, dataDir, folderProcesses, listening },
    home: system.home,
    storeDir: join(dataDir, 'backups', 'v1'),
    ignoresCase: system.platform !== 'linux',
    defaultDirs: placesOf(system).defaults,
    backups: openBackups(dataDir, { clock, appVersion, log, owner: newOwner() }),
    comparer: createComparer(deps.compareWorkerPath),
    locate: (
      processes: readonly FolderProcess[],
      chosen: readonly string[],
    ): Promise<readonly SettingsFolder[]> =>
      locateSettingsFolders({ system, processes, chosen }, clock),
    watch: (dir, onVersion) => new SettingsWatcher(dir, clock, onVersion),
    watchStores: (dir, onFiles) => new ApiStoreWatcher(dir, clock, onFiles),
    storeNames: (dir) => apiStoreNames(dir),
    readStores: (dir) => readApiStore(dir, clock),
  };
}
