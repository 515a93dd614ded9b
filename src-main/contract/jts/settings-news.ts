import type { RestoreProblem } from './restore.ts';
import type { BackupName, BackupProblem } from './settings-state.ts';

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
  | { readonly kind: 'expired' }
  /** Gateway is closed, but the file is not what the preview showed. */
  | { readonly kind: 'needs-look'; readonly backup: string }
  /** Twice in a row. */
  | { readonly kind: 'backup-failed'; readonly problem: BackupProblem }
);
