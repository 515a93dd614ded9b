import { SETTINGS_FILE } from '../../contract/jts/backup.ts';
import type { QueuedRestore } from '../../contract/jts/restore.ts';
import type { FolderUse } from '../../contract/jts/settings-folder.ts';
import type { CutShort } from '../../contract/jts/settings-news.ts';
import { summaryOf } from '../../domain/jts/meaning.ts';
import type { Log } from '../../logging/log.ts';
import { AfterStartWatch } from '../restore/after-start.ts';
import type { Recovered } from '../restore/recovered.ts';
import { RestoreQueue, type QueueNews, type SharedPorts } from '../restore/restore-queue.ts';
import { Restorer } from '../restore/restore.ts';
import type { CarePorts } from './care-ports.ts';
import type { CareListeners } from './care-shared.ts';
import { describe } from './describe.ts';
import type { FolderCare } from './folder-care.ts';
import { FolderRestores, restoredNews } from './folder-restores.ts';
import { settingsIn } from './keeper.ts';

/** What the restores need to know of the folders. */
export interface FoldersAround {
  of(profile: string): FolderCare | undefined;
  /** The one of the first connection; undefined: none is known. */
  first(): FolderCare | undefined;
  /** Read afresh. */
  use(profile: string): Promise<FolderUse>;
  /** Of the folder's files and of these beside them; from then on in its state. */
  useNow(folder: FolderCare, names: readonly string[]): Promise<FolderUse>;
}

/** Restores of all folders: at once, when Gateway closes, and what its next start makes of them. */
export class Restoring {
  readonly restores: FolderRestores;
  readonly afterStart: AfterStartWatch;
  readonly #log: Log;
  readonly #ports: CarePorts;
  readonly #listeners: CareListeners;
  readonly #around: FoldersAround;
  readonly #restorer: Restorer;
  readonly #queue: RestoreQueue;
  /** Of a restore that was told to be left unfinished, the entry with what was before. */
  #left: string | null = null;
  #isStarted = false;
  #isGoingOn = false;

  constructor(ports: CarePorts, listeners: CareListeners, around: FoldersAround) {
    const { backups, storeDir, clock, log, comparer } = ports;
    this.#log = log;
    this.#ports = ports;
    this.#listeners = listeners;
    this.#around = around;
    this.afterStart = new AfterStartWatch({
      compare: async (restored, now) => {
        const compared = await comparer.compare(restored, now);
        if (compared.outcome === 'failed') return null;
        const { value } = compared;
        return { verdict: value.verdict, settings: summaryOf(value).settings };
      },
      onChange: () => {
        listeners.onChange();
      },
    });
    const shared: SharedPorts = {
      ...{ backups, storeDir, clock },
      folderUse: (profile) => around.use(profile),
      describe: (bytes, before) => describe(comparer, bytes, before ?? undefined),
    };
    this.#restorer = new Restorer({
      ...shared,
      apiStores: (profile) => ports.storeNames(profile),
      gatewayVersion: (profile) => around.of(profile)?.gatewayVersion ?? null,
      onOwnWrite: (profile, name, sha256) => {
        if (name === SETTINGS_FILE) around.of(profile)?.restores.expect(sha256);
      },
      onRecovered: (recovered) => {
        log.info(`a restore that was cut short: ${recovered.outcome}`);
        void this.#recoveredTold(recovered).catch((cause: unknown) => {
          log.error('the end of a restore that was cut short was not told', cause);
        });
      },
    });
    this.#queue = new RestoreQueue(
      {
        ...{ ...shared, log },
        onChange: () => {
          listeners.onChange();
        },
        onNews: (news) => {
          void this.#queueTold(news).catch((cause: unknown) => {
            log.error('the end of a queued restore was not told', cause);
          });
        },
      },
      this.#restorer,
    );
    this.restores = new FolderRestores({
      ports,
      restorer: this.#restorer,
      queue: this.#queue,
      afterStart: this.afterStart,
      use: (folder, names) => around.useNow(folder, names),
    });
  }

  queued(profile: string): QueuedRestore | null {
    return this.#queue.list().find((one) => one.profile === profile) ?? null;
  }

  /** What a killed restore left undone. */
  async recover(): Promise<void> {
    await this.#restorer.recover().catch((cause: unknown) => {
      this.#log.error('a restore that was cut short was not looked at', cause);
    });
  }

  /** The same for what had to wait, where nobody uses its folder any more. */
  async goOn(): Promise<void> {
    if (!this.#isStarted || this.#isGoingOn) return;
    this.#isGoingOn = true;
    try {
      await this.#recoverWhatIsFree();
    } catch (cause) {
      this.#log.error('a restore that was cut short was not gone on with', cause);
    } finally {
      this.#isGoingOn = false;
    }
  }

  /** From now on what is queued is carried out; what killed processes left in the folders goes. */
  start(profiles: readonly string[]): void {
    this.#isStarted = true;
    this.#queue.start();
    for (const profile of profiles) {
      void this.#restorer.sweep(profile).catch((cause: unknown) => {
        this.#log.error('what a killed process left was not swept', cause);
      });
    }
  }

  dispose(): void {
    this.#isStarted = false;
    this.#queue.dispose();
  }

  async #recoverWhatIsFree(): Promise<void> {
    const isFree = await this.#restorer.canRecover();
    // The care may have ended while it waited.
    if (isFree && this.#isStarted) await this.#restorer.recover();
  }

  async #recoveredTold(recovered: Recovered): Promise<void> {
    const { outcome } = recovered;
    const wasLeft = 'undo' in recovered && recovered.undo === this.#left;
    // As before it began: somebody wrote that since, if it was half done once.
    if (outcome === 'not-done' && !wasLeft) return;
    const folder =
      'profile' in recovered ? this.#around.of(recovered.profile) : this.#around.first();
    if (folder === undefined) return;
    if (outcome === 'finished') {
      await this.#finished(folder, recovered);
      return;
    }
    folder.restores.expectNothing();
    this.#left = 'undo' in recovered ? recovered.undo : null;
    this.#listeners.onNews({ kind: 'cut-short', folder: folder.id, outcome: toldAs(outcome) });
  }

  async #finished(
    folder: FolderCare,
    { entry, backupId, undo }: Extract<Recovered, { profile: string }>,
  ): Promise<void> {
    if (entry === null) return;
    const bytes = await settingsIn(this.#ports, entry);
    folder.restores.recovered(entry, backupId, bytes ?? null, folder.history);
    // Who was told that something is left is told that nothing is.
    if (this.#left === undo) this.#listeners.onNews(restoredNews(folder, entry, backupId));
    this.#listeners.onChange();
  }

  async #queueTold(news: QueueNews): Promise<void> {
    if (news.kind === 'unreadable') {
      this.#log.warn('the restore queue could not be read; it was set aside');
      return;
    }
    const { profile, backupId } = news.queued;
    const folder = this.#around.of(profile);
    if (folder === undefined) return;
    const listeners = this.#listeners;
    switch (news.kind) {
      case 'restored':
        await this.restores.restored(folder, news.entry, backupId);
        listeners.onNews(restoredNews(folder, news.entry, backupId));
        break;
      case 'refused':
        folder.restores.expectNothing();
        listeners.onNews({
          kind: 'not-restored',
          folder: folder.id,
          problem: news.problem,
          backup: backupId,
        });
        break;
      case 'expired':
        listeners.onNews({ kind: 'expired', folder: folder.id });
        break;
      case 'needs-look':
        listeners.onNews({ kind: 'needs-look', folder: folder.id, backup: backupId });
        break;
    }
    listeners.onChange();
  }
}

function toldAs(outcome: Exclude<Recovered['outcome'], 'finished'>): CutShort {
  if (outcome === 'unread') return 'unreachable';
  return outcome === 'not-done' ? 'changed' : outcome;
}
