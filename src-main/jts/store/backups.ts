import type { BackupCause, BackupEntry } from '../../contract/jts/backup.ts';
import type { ChangeSummary, Health } from '../../contract/jts/finding.ts';

/** What shall be kept: the bytes as they were read, and what is known of them. */
export interface NewBackup {
  /** Real path of the settings folder. */
  readonly profile: string;
  readonly cause: BackupCause;
  readonly note: string | null;
  readonly health: Health;
  /** `jts.ini` first, then the API settings store; empty: there was no `jts.ini`. */
  readonly files: readonly NewBackupFile[];
  readonly summary: ChangeSummary | null;
  readonly gatewayVersion: string | null;
  /** `restored` only. */
  readonly undo: string | null;
  /** `imported` only. */
  readonly original?: NonNullable<BackupEntry['original']>;
}
export interface NewBackupFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mode: number;
  readonly mtimeMs: number;
}

/** Why nothing was acknowledged. */
export type StoreProblem =
  'disk-full' | 'no-permission' | 'read-only' | 'locked' | 'too-large' | 'failed';

export type Added =
  | { readonly outcome: 'added'; readonly entry: BackupEntry }
  | { readonly outcome: 'failed'; readonly problem: StoreProblem; readonly errno: string | null };

export type ReadBack =
  | { readonly outcome: 'read'; readonly bytes: Buffer }
  /** Other bytes than were saved; or none. */
  | { readonly outcome: 'damaged' | 'missing' };

export interface Verified {
  /** Objects read and hashed. */
  readonly checked: number;
  /** Ids of the entries with a file that is not what was saved, or is gone. */
  readonly damaged: readonly string[];
  /** Lines of the journal that could not be read. */
  readonly tornLines: number;
}

export type Marks = Partial<Pick<BackupEntry, 'note' | 'pinned' | 'seenWorking' | 'lastGood'>>;

/** The store of all profiles, shared by the app and the command line; see `settings-care`: objects and a journal. */
export interface Backups {
  /** Newest first; an entry that retention dropped is not there. Reads what other processes added. */
  list(profile?: string): readonly BackupEntry[];
  find(id: string): BackupEntry | null;
  /** Acknowledged only when bytes and journal line are on the disk. Takes the lock for the while. */
  add(backup: NewBackup): Promise<Added>;
  read(entry: BackupEntry, name: string): Promise<ReadBack>;
  /** False: no such entry, or nothing could be written. */
  mark(id: string, marks: Marks): Promise<boolean>;
  verify(onProgress?: (done: number, total: number) => void): Promise<Verified>;
  /** Drops what retention lets go, and a day later the objects that no entry names. */
  tidy(nowMs: number): Promise<void>;
  /**
   * One at a time among all processes; waits up to `waitMs`, then null. May be nested by its holder.
   * Rejects with what the file system says where the lock can't be written: nothing was begun then.
   */
  exclusively<Value>(work: () => Promise<Value>, waitMs?: number): Promise<Value | null>;
  /** Of this process and of others, as far as the journal tells within 2 s. */
  onChange(listener: () => void): () => void;
  dispose(): void;
}
