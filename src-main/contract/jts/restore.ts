import type { BackupEntry } from './backup.ts';

/** Why a restore did not happen. The file is as it was, except for the last two. */
export const RESTORE_PROBLEMS = [
  /** Gateway or TWS uses this folder, or may: `FolderUse` says which. */
  'gateway-running',
  /** Written again and again for ten seconds. */
  'still-written',
  /** Not what the preview showed. */
  'changed-since-preview',
  'unknown-backup',
  /** The bytes of the backup are not those that were saved, or are missing. */
  'backup-damaged',
  /** The present state could not be saved first. */
  'safety-copy-failed',
  'hard-link',
  'not-a-file',
  'link-broken',
  'too-large',
  'folder-missing',
  'no-permission',
  'read-only',
  'disk-full',
  /** Rename says busy: a single file mounted into a container. */
  'mounted-file',
  'busy',
  /** Another process of this app backs up or restores right now. */
  'locked',
  'failed',
  /** Another writer came between; the bytes from before are back. */
  'put-back',
  /** The same, and putting them back failed; the safety copy has them. */
  'not-put-back',
] as const;
export type RestoreProblem = (typeof RESTORE_PROBLEMS)[number];

export type RestoreOutcome =
  | { readonly outcome: 'restored'; readonly entry: BackupEntry }
  | {
      readonly outcome: 'refused';
      readonly problem: RestoreProblem;
      readonly errno: string | null;
    };

/** A restore that waits for Gateway to close. One per folder; it survives a restart of the app. */
export interface QueuedRestore {
  readonly profile: string;
  readonly backupId: string;
  /** Hash of `jts.ini` when it was previewed; null: there was none. */
  readonly previewed: string | null;
  readonly withApiStore: boolean;
  readonly queuedAt: number;
  /** 24 h later; then it is dropped, and told. */
  readonly expiresAt: number;
  /** Gateway is closed, but the file is not what the preview showed: a person must look again. */
  readonly needsLook: boolean;
}

/** What Gateway's next start did to a restored file. */
export type AfterStart =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'kept' }
  /** Order, geometry, dates: nothing that matters. */
  | { readonly kind: 'housekeeping' }
  /** Settings that matter are not as restored; their plain names. */
  | { readonly kind: 'overwritten'; readonly settings: readonly string[] };
