/** Where a settings folder was heard of, in the order in which they are asked. */
export const FOLDER_SOURCES = [
  'process',
  'vmoptions',
  'launcher-log',
  'ibc',
  'default',
  'chosen',
] as const;
export type FolderSource = (typeof FOLDER_SOURCES)[number];

/** A folder that holds, or may hold, a `jts.ini`. */
export interface SettingsFolder {
  /** As found; a link in it is kept, so that later changes of the link are seen. */
  readonly dir: string;
  /** What it resolves to: two that resolve to the same are one. Equal to `dir` where it does not exist yet. */
  readonly realDir: string;
  readonly sources: readonly FolderSource[];
  /** Of its `jts.ini`, epoch ms; null: it has none. */
  readonly mtimeMs: number | null;
}

/** What the watcher found on disk, once it stayed the same. */
export type SettingsVersion =
  | {
      readonly outcome: 'present';
      readonly sha256: string;
      readonly bytes: Uint8Array;
      readonly mode: number;
      readonly mtimeMs: number;
      /** When it came here or its rights changed: a copy may keep the time of another file. */
      readonly ctimeMs: number;
      /** Epoch ms: when it was read and found unchanged. */
      readonly at: number;
      /** Did not come to rest in time: what was there, but maybe between two states. Never a version to keep. */
      readonly isUnstable: boolean;
    }
  | { readonly outcome: 'absent'; readonly at: number }
  /** Over the size limit, a folder, a pipe, a loop of links, or no permission. `why`: an errno, `too-large` or `not-a-file`. */
  | { readonly outcome: 'unreadable'; readonly why: string; readonly at: number };

/** The encrypted API settings store beside it: size, time and hash only. */
export interface StoreFile {
  /** Relative to the settings folder, with forward slashes: `<user folder>/ibg.xml`. */
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly mtimeMs: number;
}

/** A process that may use a settings folder: Gateway or TWS, or one that can't be told from it. */
export interface FolderProcess {
  readonly pid: number;
  /**
   * Null: Java, or named like Gateway or TWS, with arguments that may not be read; or Gateway or TWS of another
   * user or in a container, whose folders may be any here. It counts as running.
   */
  readonly product: 'gateway' | 'tws' | null;
  /** Of `-DjtsConfigDir=`; null: it has none, so it uses the default folder. */
  readonly configDir: string | null;
}

/** Whether somebody may write this folder's `jts.ini` at any moment; only `closed` allows a restore. */
export type FolderUse =
  | { readonly state: 'closed' }
  | { readonly state: 'running'; readonly product: 'gateway' | 'tws'; readonly pid: number }
  /** The process list, or the arguments of one that may be Gateway, can't be read. */
  | { readonly state: 'unknown'; readonly missing: string }
  /** No such process is seen, but a port of a connection bound to this folder listens. */
  | { readonly state: 'port-open'; readonly port: number }
  /** An `autorestart` file: Gateway comes back within seconds. */
  | { readonly state: 'restart-pending' };
