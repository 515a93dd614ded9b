import type { ChangeSummary, Health } from './finding.ts';

export const BACKUP_CAUSES = [
  'observed',
  'manual',
  'before-restore',
  'restored',
  'imported',
] as const;
export type BackupCause = (typeof BACKUP_CAUSES)[number];

/** `jts.ini` itself, and beside it the API settings store with its path inside the settings folder. */
export interface BackupFile {
  /** `jts.ini`, or `<user folder>/ibg.xml`: with forward slashes, relative to the settings folder. */
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  /** Permission bits, e.g. 0o640. */
  readonly mode: number;
  /** Epoch ms. */
  readonly mtimeMs: number;
}

/** What was on disk at one moment, as the store keeps it. */
export interface BackupEntry {
  /** Sorts by time, in the order of the journal even where the clock was set back. */
  readonly id: string;
  /** Real path of the settings folder. */
  readonly profile: string;
  /** Epoch ms. */
  readonly at: number;
  readonly cause: BackupCause;
  readonly note: string | null;
  readonly pinned: boolean;
  readonly health: Health;
  /** When a test passed while exactly this was on disk, epoch ms; null: never seen working. */
  readonly seenWorking: number | null;
  /** Unchanged from Gateway's start until a test passed, epoch ms of that pass; null: never. The newest is "last good". */
  readonly lastGood: number | null;
  /** Empty: there was no `jts.ini`. */
  readonly files: readonly BackupFile[];
  /** Against the version before it; null: the first one, or it can't be compared. */
  readonly summary: ChangeSummary | null;
  /** Gateway's version at that time, as evidence told it, e.g. `10.30`. */
  readonly gatewayVersion: string | null;
  readonly appVersion: string;
  /** `restored`: the entry that was made of the state before, which undoes it. */
  readonly undo: string | null;
  /** `imported`: what it was in the store that it comes from. `at` is when it was imported. */
  readonly original?: { readonly id: string; readonly at: number; readonly cause: BackupCause };
}

export const SETTINGS_FILE = 'jts.ini';
/** Nobody's `jts.ini` and no API settings store is larger; both are 1 to 300 KB. */
export const MAX_SETTINGS_BYTES = 8 * 1024 * 1024;
