import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, normalize } from 'node:path';
import { SETTINGS_FILE } from '../../contract/jts/backup.ts';
import {
  FOLDER_SOURCES,
  type FolderProcess,
  type FolderSource,
  type SettingsFolder,
} from '../../contract/jts/settings-folder.ts';
import type { Clock } from '../../domain/clock.ts';
import { sight } from './bounded-read.ts';
import {
  namedInIbcConfig,
  namedInIbcScript,
  namedInLauncherLog,
  namedInOptions,
} from './named-folders.ts';
import { within } from './pause.ts';
import { PlaceFinder } from './place-finder.ts';
import { placesOf, type SystemFolders } from './places.ts';

export interface LocatorInput {
  readonly system: SystemFolders;
  readonly processes: readonly FolderProcess[];
  /** Folders that the user named. */
  readonly chosen: readonly string[];
}

interface Heard {
  readonly dir: string;
  readonly source: FolderSource;
  /** Counts although it is not there yet; or only where it is; or only where it holds a `jts.ini`. */
  readonly needs: 'nothing' | 'folder' | 'file';
}

const MAX_FOLDERS = 64;
/** A folder of a network that is gone is as one that is not there. */
const LOOK_MS = 2000;

/** All settings folders that can be heard of on this computer, the newest `jts.ini` first. Never rejects. */
export async function locateSettingsFolders(
  input: LocatorInput,
  clock: Clock,
): Promise<readonly SettingsFolder[]> {
  const heard = new Map<string, Heard>();
  for (const one of await hear(input)) {
    const key = `${one.source} ${one.dir}`;
    if (!heard.has(key) && heard.size < MAX_FOLDERS) heard.set(key, one);
  }
  const looks = await Promise.all(
    [...heard.values()].map(async (one) => ({ one, look: await lookAt(one.dir, clock) })),
  );
  const folders = new Map<string, SettingsFolder>();
  for (const { one, look } of looks) {
    if (one.needs !== 'nothing' && !look.isFolder) continue;
    if (one.needs === 'file' && look.mtimeMs === null) continue;
    const known = folders.get(look.realDir);
    const sources = new Set([...(known?.sources ?? []), one.source]);
    folders.set(look.realDir, {
      dir: known?.dir ?? one.dir,
      realDir: look.realDir,
      sources: FOLDER_SOURCES.filter((source) => sources.has(source)),
      mtimeMs: look.mtimeMs,
    });
  }
  return [...folders.values()].sort(
    (one, other) => (other.mtimeMs ?? -Infinity) - (one.mtimeMs ?? -Infinity) || 0,
  );
}

/** In the order of the sources. */
async function hear({ system, processes, chosen }: LocatorInput): Promise<readonly Heard[]> {
  const places = placesOf(system);
  const finder = new PlaceFinder();
  const [first = ''] = places.defaults;
  const isUsed = processes.some(({ product, configDir }) => product !== null && configDir === null);
  const told = processes.flatMap(({ configDir }) => configDir ?? []);
  const named = async (
    source: FolderSource,
    patterns: readonly string[],
    read: (path: string) => Promise<readonly string[]>,
  ): Promise<readonly Heard[]> => {
    const dirs = await Promise.all((await finder.find(patterns)).map(read));
    return absolute(dirs.flat(), system).map((dir) => ({ dir, source, needs: 'folder' as const }));
  };
  const all = (
    source: FolderSource,
    dirs: readonly string[],
    needs: Heard['needs'],
  ): readonly Heard[] => absolute(dirs, system).map((dir) => ({ dir, source, needs }));
  return [
    ...all('process', isUsed ? [...told, first] : told, 'nothing'),
    ...(await named('vmoptions', places.vmoptions, namedInOptions)),
    ...(await named('launcher-log', places.launcherLogs, namedInLauncherLog)),
    ...(await named('ibc', places.ibcConfigs, namedInIbcConfig)),
    ...(await named('ibc', places.ibcScripts, namedInIbcScript)),
    ...all('default', places.defaults, 'folder'),
    ...all('default', await finder.find(places.sometimes), 'file'),
    ...all('chosen', chosen, 'nothing'),
  ];
}

/** With the home folder in the place of its usual names; what is relative to something unknown is left out. */
function absolute(dirs: readonly string[], { home }: SystemFolders): readonly string[] {
  return dirs
    .map((dir) =>
      dir.replace(
        /^(?:~(?=$|[\\/])|\$HOME\b|\$\{HOME\}|%USERPROFILE%|%HOMEDRIVE%%HOMEPATH%)/i,
        () => home,
      ),
    )
    .filter((dir) => isAbsolute(dir) && !dir.includes('\0'))
    .map((dir) => normalize(dir).replace(/(?<=[^\\/:])[\\/]+$/, ''));
}

interface FolderLook {
  readonly realDir: string;
  readonly isFolder: boolean;
  readonly mtimeMs: number | null;
}

function lookAt(dir: string, clock: Clock): Promise<FolderLook> {
  const none: FolderLook = { realDir: dir, isFolder: false, mtimeMs: null };
  return within(clock, LOOK_MS, look(dir, none), none);
}

async function look(dir: string, none: FolderLook): Promise<FolderLook> {
  try {
    const [realDir, found] = await Promise.all([realpath(dir), stat(dir)]);
    const file = await sight(join(dir, SETTINGS_FILE));
    const mtimeMs = file.kind === 'file' ? file.mtimeMs : null;
    return { realDir, isFolder: found.isDirectory(), mtimeMs };
  } catch {
    // Not there, or not for us to see.
    return none;
  }
}
