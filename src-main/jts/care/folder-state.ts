import type { BackupEntry } from '../../contract/jts/backup.ts';
import type { ChangeSummary, Health } from '../../contract/jts/finding.ts';
import type { AfterStart, QueuedRestore } from '../../contract/jts/restore.ts';
import type { FolderUse, SettingsVersion, StoreFile } from '../../contract/jts/settings-folder.ts';
import type {
  Activity,
  FileState,
  FolderState,
  MayExplain,
  UndoOffer,
} from '../../contract/jts/settings-state.ts';
import { lastGoodOf, nameOf } from './backup-rows.ts';

/** Of what the state of one folder is made. */
export interface FolderFacts {
  readonly id: string;
  readonly shown: string;
  readonly connections: readonly string[];
  /** Null: not read yet. */
  readonly version: SettingsVersion | null;
  readonly health: Health;
  /** Newest first. */
  readonly entries: readonly BackupEntry[];
  /** Now against last good. */
  readonly changes: ChangeSummary | null;
  readonly changedAt: number | null;
  readonly isLoaded: boolean;
  readonly stores: readonly StoreFile[];
  readonly setByIbc: boolean;
  readonly damaged: ReadonlySet<string>;
  readonly use: FolderUse;
  readonly activity: Activity | null;
  readonly queued: QueuedRestore | null;
  readonly undo: UndoOffer | null;
  readonly afterStart: AfterStart | null;
  readonly mayExplain: MayExplain | null;
  readonly backupProblem: FolderState['backupProblem'];
}

export function folderState(facts: FolderFacts): FolderState {
  const { entries, stores, queued } = facts;
  const lastGood = lastGoodOf(entries);
  const [newest] = entries;
  const store = stores.reduce<StoreFile | null>(
    (best, one) => (best === null || one.mtimeMs > best.mtimeMs ? one : best),
    null,
  );
  const { id, shown, connections, changes, changedAt, isLoaded, setByIbc, use, activity } = facts;
  const { undo, afterStart, mayExplain, backupProblem } = facts;
  return {
    ...{ id, shown, connections, changes, changedAt, isLoaded, setByIbc, use, activity },
    ...{ undo, afterStart, mayExplain, backupProblem },
    file: fileState(facts),
    lastGood: lastGood && nameOf(lastGood),
    // The folder around it is named after the user.
    apiStore: store && { name: baseName(store.name), changedAt: store.mtimeMs },
    apiStoreChanged: storeChanged(store, lastGood),
    backups: { count: entries.length, last: newest === undefined ? null : nameOf(newest) },
    damaged: entries.filter((entry) => facts.damaged.has(entry.id)).length,
    queued: queued && queuedNotice(queued, entries, lastGood),
  };
}

function fileState({ version, health }: FolderFacts): FileState {
  switch (version?.outcome) {
    case undefined:
    case 'absent':
      return { outcome: 'absent' };
    case 'unreadable':
      return { outcome: 'unreadable', why: version.why };
    case 'present':
      return version.isUnstable
        ? { outcome: 'unstable', since: version.at }
        : { outcome: 'present', at: version.mtimeMs, health };
  }
}

const baseName = (name: string): string => name.split('/').at(-1) ?? name;

function storeChanged(store: StoreFile | null, lastGood: BackupEntry | null): boolean | null {
  const before = lastGood?.files.find(({ name }) => name === store?.name);
  return store === null || before === undefined ? null : before.sha256 !== store.sha256;
}

function queuedNotice(
  { backupId, queuedAt, expiresAt, needsLook }: QueuedRestore,
  entries: readonly BackupEntry[],
  lastGood: BackupEntry | null,
): FolderState['queued'] {
  const entry = entries.find(({ id }) => id === backupId);
  return {
    backup: { id: backupId, at: entry?.at ?? queuedAt },
    isLastGood: backupId === lastGood?.id,
    expiresAt,
    needsLook,
  };
}
