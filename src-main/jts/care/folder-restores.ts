import { SETTINGS_FILE, type BackupEntry } from '../../contract/jts/backup.ts';
import type { RestoreOutcome } from '../../contract/jts/restore.ts';
import type { FolderUse } from '../../contract/jts/settings-folder.ts';
import type {
  ApiStoreChoice,
  ComparedVersions,
  RestoreAnswer,
  RestorePreview,
} from '../../contract/jts/settings-state.ts';
import type { Payload } from '../../contract/requests.ts';
import { failure, success, type Result } from '../../contract/result.ts';
import { isApiStoreName } from '../../domain/jts/api-store-name.ts';
import type { AfterStartWatch } from '../restore/after-start.ts';
import { readOnDisk } from '../restore/file-on-disk.ts';
import { olderGood, pathIn, plannedNames } from '../restore/planned-files.ts';
import type { RestoreQueue } from '../restore/restore-queue.ts';
import type { Restorer } from '../restore/restore.ts';
import { settingsHash } from '../store/settings-hash.ts';
import { lastGoodOf, nameOf } from './backup-rows.ts';
import type { CarePorts } from './care-ports.ts';
import type { FolderCare } from './folder-care.ts';
import { settingsIn } from './keeper.ts';
import { comparedVersions, labelOf, notComparable } from './versions.ts';

export interface RestoresDeps {
  readonly ports: Pick<CarePorts, 'backups' | 'comparer' | 'clock'>;
  readonly restorer: Restorer;
  readonly queue: RestoreQueue;
  readonly afterStart: AfterStartWatch;
  /** Who may write the folder's files, or these beside them; read afresh. */
  use(folder: FolderCare, names: readonly string[]): Promise<FolderUse>;
}

/** Restores of one folder as a person asks for them: with what would change before, and an undo after. */
export class FolderRestores {
  readonly #deps: RestoresDeps;

  constructor(deps: RestoresDeps) {
    this.#deps = deps;
  }

  /** Null: what is there now can't be read. */
  async preview(folder: FolderCare, entry: BackupEntry): Promise<RestorePreview | null> {
    const { ports } = this.#deps;
    const found = await readOnDisk(pathIn(folder.profile, SETTINGS_FILE));
    if (found.outcome === 'refused') return null;
    const [bytes, at] = found.outcome === 'present' ? [found.bytes, found.mtimeMs] : [null, null];
    const seen = found.outcome === 'present' ? found.sha256 : null;
    const saved = await settingsIn(ports, entry);
    if (saved === undefined) folder.isGone(entry.id);
    const label = labelOf(folder, entry, seen);
    const now = { kind: 'now', at } as const;
    const compared: ComparedVersions | null =
      saved === undefined
        ? notComparable(now, label)
        : await comparedVersions(ports.comparer, [now, bytes], [label, saved], null);
    if (compared === null) return null;
    const older = saved === undefined ? await olderGood(ports.backups, entry) : null;
    const names = plannedNames(ports.backups, entry, folder.profile, false);
    const use = await this.#deps.use(folder, names);
    return {
      backup: label.row,
      compared,
      seen,
      use,
      apiStore: apiStoreChoice(folder, entry),
      olderGood: older && nameOf(older),
    };
  }

  async run(folder: FolderCare, asked: Payload<'restore:run'>): Promise<Result<RestoreAnswer>> {
    const { queue } = this.#deps;
    const { id: backupId, seen: previewed, withApiStore, whenClosed } = asked;
    const { profile } = folder;
    const request = { profile, backupId, previewed, withApiStore };
    const outcome = await this.#restore(folder, request);
    if (outcome.outcome === 'restored') {
      // What waited for this folder was meant for another state.
      if (queue.list().some((one) => one.profile === profile)) await queue.cancel(profile);
      return success({ outcome: 'restored', undo: outcome.entry.undo ?? outcome.entry.id });
    }
    if (!whenClosed || outcome.problem !== 'gateway-running') {
      return success({ outcome: 'refused', problem: outcome.problem });
    }
    const queued = await queue.add(request);
    return success(
      'outcome' in queued ? { outcome: 'refused', problem: queued.problem } : { outcome: 'queued' },
    );
  }

  async cancel(folder: FolderCare): Promise<Result<null>> {
    const problem = await this.#deps.queue.cancel(folder.profile);
    return problem === null ? success(null) : failure('internal');
  }

  /** A restore is done, by a person here or by the queue. */
  async restored(folder: FolderCare, entry: BackupEntry, backupId: string): Promise<void> {
    folder.restores.from.set(entry.id, backupId);
    const bytes = await settingsIn(this.#deps.ports, entry);
    this.#deps.afterStart.restored(folder.profile, bytes ?? null);
    folder.look();
  }

  async #restore(
    folder: FolderCare,
    request: Parameters<Restorer['restore']>[0],
  ): Promise<RestoreOutcome> {
    const { restorer, ports } = this.#deps;
    const begin = (kind: 'waiting-for-quiet' | 'restoring'): void => {
      folder.activity = { kind, since: ports.clock.now(), done: null, total: null };
    };
    try {
      const outcome = await restorer.restore(request, begin);
      if (outcome.outcome === 'restored') {
        await this.restored(folder, outcome.entry, request.backupId);
      } else folder.restores.expectNothing();
      return outcome;
    } finally {
      folder.activity = null;
    }
  }
}

/** Both files belong to one state of Gateway: they go back together where nothing else differs. */
function apiStoreChoice(folder: FolderCare, entry: BackupEntry): ApiStoreChoice {
  const saved = entry.files.filter(({ name }) => isApiStoreName(name));
  if (saved.length === 0) return 'not-in-backup';
  const isHere = saved.every(({ name }) => folder.stores.some((one) => one.name === name));
  if (!isHere) return 'other-user-folder';
  const { gatewayVersion } = folder;
  return entry.gatewayVersion !== null && entry.gatewayVersion === gatewayVersion
    ? 'offered'
    : 'other-version';
}

/** What a notification says of a restore that the queue carried out. */
export const restoredNews = (folder: FolderCare, entry: BackupEntry, backupId: string) => {
  const source = folder.entries.find(({ id }) => id === backupId);
  const lastGood = lastGoodOf(folder.entries);
  return {
    kind: 'restored',
    folder: folder.id,
    backup: nameOf(source ?? entry),
    isLastGood: lastGood !== null && settingsHash(lastGood) === settingsHash(entry),
    undo: entry.undo,
  } as const;
};
