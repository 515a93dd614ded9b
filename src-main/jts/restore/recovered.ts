import type { BackupEntry } from '../../contract/jts/backup.ts';
import type { RestoreProblem } from '../../contract/jts/restore.ts';

/** What became of a restore whose process was killed. `undo`: the entry that holds what was before. */
export type Recovered =
  | {
      readonly outcome:
        /** All was in place, or is now. */
        | 'finished'
        /** Nothing had been written. */
        | 'not-done'
        /** Of two files one is restored, and the other can't be. */
        | 'half'
        /** The same, but what stands in the way passes by itself: it is gone on with then. */
        | 'postponed'
        /** What is there is neither old nor new: somebody wrote since. */
        | 'changed'
        /** The files can't be read now; the next start looks again. */
        | 'unreachable';
      /** Why it was not finished; null: it was, or nobody tried. */
      readonly problem: RestoreProblem | null;
      readonly profile: string;
      readonly backupId: string;
      readonly undo: string;
      /** What was entered into the journal now; null: nothing, or it was there. */
      readonly entry: BackupEntry | null;
    }
  /** What was intended can't be read any more; no settings file is half written, whatever it was. */
  | { readonly outcome: 'unreadable' }
  /** The same, but the next look may read it. */
  | { readonly outcome: 'unread' };
