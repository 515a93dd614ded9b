import Store from 'electron-store';
import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Banner } from '../contract/app-state.ts';
import {
  DEFAULT_PREFERENCES,
  preferencesSchema,
  type Preferences,
  type PreferencesChange,
} from '../contract/preferences.ts';
import type { Log } from '../logging/log.ts';
import { preferencesPath } from './data-folder.ts';
import { readPreferences } from './read-preferences.ts';

export interface PreferencesStore {
  get(): Preferences;
  /** Applies at once. When the disk refuses, the change holds until the app ends, with a banner. */
  set(change: PreferencesChange): void;
  onChange(listener: (preferences: Preferences) => void): () => void;
  /** What went wrong with the file, for the page. */
  readonly banners: readonly Banner[];
}

const OWNER_ONLY = { folder: 0o700, file: 0o600 } as const;

/**
 * Preferences in `dir`, readable by their owner only. A file that does not parse is set aside under
 * a new name, told once, and the defaults are used; before each write the last good copy is kept, so
 * also the one that an earlier version left.
 */
export function openPreferences(
  dir: string,
  drawClientIdBase: () => number,
  log: Log,
  now: () => number = Date.now,
): PreferencesStore {
  const path = preferencesPath(dir);
  const banners: Banner[] = [];
  const listeners = new Set<(preferences: Preferences) => void>();

  const unwritable = prepareFolder(dir);
  if (unwritable !== null) tellUnwritable(unwritable);
  const read = readPreferences(dir);
  if (read.outcome === 'damaged') setAside();

  let current: Preferences =
    read.outcome === 'read'
      ? read.preferences
      : { ...DEFAULT_PREFERENCES, clientIdBase: drawClientIdBase() };
  let store: Store<Preferences> | null = null;
  if (read.outcome !== 'read' || read.isOld) write(current);

  return {
    banners,
    get: () => current,
    set: (change) => {
      // Parsed again: what is stored must be readable by every later start.
      current = preferencesSchema.parse({ ...current, ...change });
      write(current);
      for (const listener of listeners) listener(current);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  function write(preferences: Preferences): void {
    try {
      keepPrevious();
      store ??= new Store<Preferences>({
        cwd: dir,
        name: 'preferences',
        configFileMode: OWNER_ONLY.file,
        clearInvalidConfig: false,
        accessPropertiesByDotNotation: false,
      });
      store.store = preferences;
    } catch (error) {
      tellUnwritable(codeOf(error));
      log.error('preferences could not be written', error);
    }
  }

  /** The file as it was before this write, beside it. */
  function keepPrevious(): void {
    if (!existsSync(path)) return;
    const previous = join(dirname(path), 'preferences.previous.json');
    const beside = `${previous}.new`;
    try {
      // Beside, then renamed: a full disk costs no copy, and no link that lies there is followed.
      rmSync(beside, { force: true });
      copyFileSync(path, beside, constants.COPYFILE_EXCL);
      chmodSync(beside, OWNER_ONLY.file);
      renameSync(beside, previous);
    } catch (error) {
      rmSync(beside, { force: true });
      throw error;
    }
  }

  function setAside(): void {
    const aside = join(dir, `preferences.damaged-${now()}.json`);
    try {
      renameSync(path, aside);
      log.warn('preferences do not parse; the file was set aside');
      banners.push({ kind: 'preferences-set-aside', fileName: basename(aside) });
    } catch (error) {
      tellUnwritable(codeOf(error));
    }
  }

  function tellUnwritable(errno: string): void {
    if (banners.some((one) => one.kind === 'not-writable')) return;
    banners.push({ kind: 'not-writable', errno });
  }
}

/** Makes the folder, its mode and the file's right; answers the system's error code where that fails. */
export function prepareFolder(dir: string): string | null {
  try {
    mkdirSync(dir, { recursive: true, mode: OWNER_ONLY.folder });
    chmodSync(dir, OWNER_ONLY.folder);
    const path = preferencesPath(dir);
    if (existsSync(path)) chmodSync(path, OWNER_ONLY.file);
    return null;
  } catch (error) {
    return codeOf(error);
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
