import type { FolderProcess, FolderUse } from '../../contract/jts/settings-folder.ts';

/** What was seen around one settings folder. Paths are real paths: links in them are resolved. */
export interface SeenAroundFolder {
  readonly realDir: string;
  /** The folders that a program without `-DjtsConfigDir` uses; on some systems more than one can be it. */
  readonly defaultDirs: readonly string[];
  readonly processes: readonly FolderProcess[];
  /** The list of processes or of listening ports could not be read to its end; what is not shown may be Gateway. */
  readonly missing: string | null;
  /** Those of the connections bound to this folder on which somebody listens. */
  readonly listeningPorts: readonly number[];
  /** An `autorestart` file lies in it. */
  readonly hasAutorestart: boolean;
  /** Whether the system takes `/home/a/Jts` and `/home/a/jts` for the same. */
  readonly ignoresCase: boolean;
}

/** Whether somebody may write there at any moment, by the plainest reason first. Doubt is never `closed`. */
export function folderUse(seen: SeenAroundFolder): FolderUse {
  for (const { product, pid, configDir } of seen.processes) {
    if (product !== null && mayUse(seen, configDir)) return { state: 'running', product, pid };
  }
  const hidden = seen.processes.find(({ product }) => product === null);
  if (hidden) return { state: 'unknown', missing: `the settings folder of process ${hidden.pid}` };
  if (seen.missing !== null) return { state: 'unknown', missing: seen.missing };
  const port = seen.listeningPorts[0];
  if (port !== undefined) return { state: 'port-open', port };
  return seen.hasAutorestart ? { state: 'restart-pending' } : { state: 'closed' };
}

function mayUse(seen: SeenAroundFolder, configDir: string | null): boolean {
  const isThis = (dir: string): boolean => plain(dir, seen) === plain(seen.realDir, seen);
  if (configDir === null) return seen.defaultDirs.some(isThis);
  // Relative to a place that only that process knows.
  return !isAbsolute(configDir) || isThis(configDir);
}

const isAbsolute = (path: string): boolean => /^(?:[/\\]|[a-z]:[/\\])/i.test(path);

function plain(path: string, { ignoresCase }: SeenAroundFolder): string {
  const trimmed = path.replace(/[/\\]+$/, '');
  return ignoresCase ? trimmed.replaceAll('\\', '/').toLowerCase() : trimmed;
}
