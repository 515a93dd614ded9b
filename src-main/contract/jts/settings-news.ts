import type { RestoreProblem } from './restore.ts';
import type { BackupName, BackupProblem } from './settings-state.ts';

/** What is left of a restore that was killed. */
export type CutShort =
  /** Of two files one is restored, for good or until the other can follow. */
  | 'half'
  | 'postponed'
  /** Somebody wrote since. */
  | 'changed'
  /** The files can't be read now. */
  | 'unreachable'
  /** What it was about can't be read any more. */
  | 'unreadable';

/** What happened to settings that somebody may want to be told. `folder`: its id. */
export type SettingsNews = { readonly folder: string } & (
  | {
      readonly kind: 'changed';
      /** Plain names of what matters, most severe first. */
      readonly settings: readonly string[];
      /** How many findings matter. */
      readonly count: number;
      readonly isBackedUp: boolean;
      /** The backup of what was there before; null: there is none. */
      readonly before: string | null;
    }
  /** A restore that waited for Gateway to close is done. `undo`: the backup that takes it back. */
  | {
      readonly kind: 'restored';
      readonly backup: BackupName;
      readonly isLastGood: boolean;
      readonly undo: string | null;
    }
  | { readonly kind: 'not-restored'; readonly problem: RestoreProblem; readonly backup: string }
  /** A restore that was killed is not whole, and the next start of the app could not make it so. */
  | { readonly kind: 'cut-short'; readonly outcome: CutShort }
  | { readonly kind: 'expired' }
  /** Gateway is closed, but the file is not what the preview showed. */
  | { readonly kind: 'needs-look'; readonly backup: string }
  /** Twice in a row. */
  | { readonly kind: 'backup-failed'; readonly problem: BackupProblem }
);
