import type { BackupCause } from './backup.ts';
import type { ChangeSummary, Comparison, Health } from './finding.ts';
import type { AfterStart, RestoreProblem } from './restore.ts';
import type { FolderUse } from './settings-folder.ts';

/** What the page shows of the settings care. No path leaves main but as a person would write it. */
export interface SettingsState {
  /** Null: still looking. The watched one first, then by time, newest first; empty: none was found. */
  readonly folders: readonly FolderState[] | null;
}

export interface FolderState {
  /** Names the folder in requests; made of its path, which it does not tell. */
  readonly id: string;
  /** `~/Jts`. */
  readonly shown: string;
  /** Keys of the connections bound to it; see `connectionKey`. */
  readonly connections: readonly string[];
  readonly file: FileState;
  readonly lastGood: BackupName | null;
  /** Now against last good; null: there is no last good, or no readable file. */
  readonly changes: ChangeSummary | null;
  /** The newest change that matters since last good, epoch ms. */
  readonly changedAt: number | null;
  /** Written since Gateway started: what runs has not read it. */
  readonly isLoaded: boolean;
  /** The API settings store, whose contents are encrypted; the newest where there are several. */
  readonly apiStore: { readonly name: string; readonly changedAt: number } | null;
  /** Whether it is another one than beside last good; null: can't be said. */
  readonly apiStoreChanged: boolean | null;
  /** IBC sets the trusted addresses at each start: what is there now looks like its doing. */
  readonly setByIbc: boolean;
  readonly backups: { readonly count: number; readonly last: BackupName | null };
  /** By the last verification or reading; they can't be restored. */
  readonly damaged: number;
  readonly use: FolderUse;
  readonly activity: Activity | null;
  readonly queued: QueuedNotice | null;
  readonly undo: UndoOffer | null;
  readonly afterStart: AfterStart | null;
  /** A change that fits an incident of a connection, by a rule; the newest. */
  readonly mayExplain: MayExplain | null;
  /** The last automatic or asked-for backup failed, and since when. */
  readonly backupProblem: { readonly problem: BackupProblem; readonly at: number } | null;
}

export type FileState =
  | { readonly outcome: 'present'; readonly at: number; readonly health: Health }
  | { readonly outcome: 'absent' }
  /** `why`: an errno, `too-large` or `not-a-file`. */
  | { readonly outcome: 'unreadable'; readonly why: string }
  /** Somebody writes it all the time. */
  | { readonly outcome: 'unstable'; readonly since: number };

export interface BackupName {
  readonly id: string;
  readonly at: number;
}

export interface Activity {
  readonly kind: 'backing-up' | 'waiting-for-quiet' | 'restoring' | 'verifying';
  readonly since: number;
  /** Where it can be counted. */
  readonly done: number | null;
  readonly total: number | null;
}

export interface QueuedNotice {
  readonly backup: BackupName;
  readonly isLastGood: boolean;
  readonly expiresAt: number;
  readonly needsLook: boolean;
}

/** The last restore can be taken back, until the file changes again. */
export interface UndoOffer {
  /** The entry that holds what was there before. */
  readonly id: string;
  readonly restoredAt: number;
  readonly restored: BackupName;
  readonly isLastGood: boolean;
}

export const EXPLAINING_RULES = [
  /** A trusted address was lost, and the connection is refused by a rule or silent. */
  'trusted-address',
  /** `ApiOnly` became false, and it is refused. */
  'api-only',
  /** The trading mode was flipped, and the other port opens. */
  'trading-mode',
  /** The API settings store changed, and Gateway says the API is read-only (321). */
  'api-store',
  /** Gateway's program folder changed, and it is refused. */
  'program-folder',
] as const;
export type ExplainingRule = (typeof EXPLAINING_RULES)[number];

/** "Before", never "because": a change and an incident that a rule joins. */
export interface MayExplain {
  readonly rule: ExplainingRule;
  readonly connection: string;
  readonly changeAt: number;
  readonly incidentAt: number;
}

export const BACKUP_PROBLEMS = [
  'disk-full',
  'no-permission',
  'read-only',
  'locked',
  'no-file',
  'file-unreadable',
  'too-large',
  'failed',
] as const;
export type BackupProblem = (typeof BACKUP_PROBLEMS)[number];

/** One line of the timeline. */
export interface BackupRow extends BackupName {
  readonly cause: BackupCause;
  readonly note: string | null;
  readonly pinned: boolean;
  readonly health: Health;
  readonly seenWorking: number | null;
  readonly isLastGood: boolean;
  /** It is what is on disk now. */
  readonly isNow: boolean;
  /** Its bytes are not those that were saved. */
  readonly isDamaged: boolean;
  readonly size: number;
  readonly hasApiStore: boolean;
  readonly summary: ChangeSummary | null;
}

/** One line of the text difference, already masked. */
export interface DifferenceLine {
  readonly kind: 'same' | 'removed' | 'added';
  /** Line numbers from 1; null on the side where it does not stand. */
  readonly before: number | null;
  readonly after: number | null;
  /** In pieces, so that what changed within a line can be marked. */
  readonly parts: readonly { readonly text: string; readonly isChanged: boolean }[];
  readonly isMasked: boolean;
}

/** Of those that a difference skips; a file may have 20,000. */
export const MAX_LINES_AT_ONCE = 500;

export type TextDifference =
  | {
      readonly outcome: 'text';
      /** Changed lines with three around them, or all where the file is short; `skipped` lines before each block. */
      readonly blocks: readonly {
        readonly skipped: number;
        readonly lines: readonly DifferenceLine[];
      }[];
      readonly skippedAtEnd: number;
      /** Changed lines that are not among them, after the last block; then nothing is skipped at the end. */
      readonly moreChanged: number;
    }
  | { readonly outcome: 'not-text' };

export interface ComparedVersions {
  readonly before: VersionLabel;
  readonly after: VersionLabel;
  readonly comparison: Comparison;
  /** For each finding its plain name and what the setting does; the same order as the findings. */
  readonly meanings: readonly Meaning[];
  readonly text: TextDifference;
}
export interface Meaning {
  /** "Trusted addresses"; null: unknown key, or of the file as a whole. */
  readonly name: string | null;
  /** "Computers that may connect without a dialog." */
  readonly does: string | null;
  /** This change fits an incident by a rule. */
  readonly explains: ExplainingRule | null;
}
export type VersionLabel =
  | { readonly kind: 'now'; readonly at: number | null }
  | { readonly kind: 'backup'; readonly row: BackupRow };

export interface RestorePreview {
  readonly backup: BackupRow;
  /** From now to after. */
  readonly compared: ComparedVersions;
  /** Proves later that the file still is what was shown; null: there is none. */
  readonly seen: string | null;
  readonly use: FolderUse;
  readonly apiStore: ApiStoreChoice;
  /** The bytes of the backup are damaged: it can't be restored, but maybe this one. */
  readonly olderGood: BackupName | null;
}
export type ApiStoreChoice =
  | 'offered'
  | 'not-in-backup'
  /** It was saved for another user folder, or with another version of Gateway. */
  | 'other-user-folder'
  | 'other-version';

export type BackupAnswer =
  | { readonly outcome: 'done'; readonly backup: BackupName; readonly already: boolean }
  | { readonly outcome: 'refused'; readonly problem: BackupProblem };

export type RestoreAnswer =
  | { readonly outcome: 'restored'; readonly undo: string }
  | { readonly outcome: 'queued' }
  | { readonly outcome: 'refused'; readonly problem: RestoreProblem };

export type VerifyAnswer =
  /** Both of backups of this folder. */
  | { readonly outcome: 'verified'; readonly checked: number; readonly damaged: number }
  | { readonly outcome: 'failed' };

export type ArchiveAnswer =
  /** `count`: backups written to, or new from, the archive. */
  | { readonly outcome: 'done'; readonly count: number; readonly skipped: number }
  | { readonly outcome: 'cancelled' }
  | {
      readonly outcome: 'refused';
      readonly problem:
        | 'not-there'
        | 'not-an-archive'
        | 'damaged'
        | 'too-large'
        | 'disk-full'
        | 'no-permission'
        | 'failed';
    };
