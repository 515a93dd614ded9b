import type { FolderProcess, FolderSource } from '../../contract/jts/settings-folder.ts';

/** One connection, as far as it tells whose settings it is about. */
export interface Bindable {
  /** Only this computer's settings can be looked at. */
  readonly isLocal: boolean;
  /** The process behind its port; null: not known. */
  readonly pid: number | null;
}

/** What is known of the folders. Paths are real paths. */
export interface KnownFolders {
  /** Newest first. */
  readonly folders: readonly {
    readonly realDir: string;
    readonly sources: readonly FolderSource[];
  }[];
  readonly processes: readonly FolderProcess[];
  /** The folders that a program without `-DjtsConfigDir` uses, the likeliest first. */
  readonly defaultDirs: readonly string[];
}

/**
 * Which settings folder a connection's program uses: that of the process behind the port, else the one
 * that somebody chose, else the only one or the default. Null: can't be told. Two connections may share one.
 */
export function boundFolder({ isLocal, pid }: Bindable, known: KnownFolders): string | null {
  if (!isLocal) return null;
  const isKnown = (dir: string): boolean => known.folders.some(({ realDir }) => realDir === dir);
  const process = known.processes.find((one) => one.pid === pid && one.product !== null);
  if (process !== undefined) {
    const dirs = process.configDir === null ? known.defaultDirs : [process.configDir];
    return dirs.find(isKnown) ?? null;
  }
  const chosen = known.folders.find(({ sources }) => sources.includes('chosen'));
  const only = known.folders.length === 1 ? known.folders[0] : undefined;
  return (chosen ?? only)?.realDir ?? known.defaultDirs.find(isKnown) ?? null;
}
