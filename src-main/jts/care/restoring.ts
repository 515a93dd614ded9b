import { SETTINGS_FILE } from '../../contract/jts/backup.ts';
import type { QueuedRestore } from '../../contract/jts/restore.ts';
import type { FolderUse } from '../../contract/jts/settings-folder.ts';
import { summaryOf } from '../../domain/jts/meaning.ts';
import type { Log } from '../../logging/log.ts';
import { AfterStartWatch } from '../restore/after-start.ts';
import type { Recovered } from '../restore/recover.ts';
import { RestoreQueue, type QueueNews } from '../restore/restore-queue.ts';
import { Restorer } from '../restore/restore.ts';
import type { CarePorts } from './care-ports.ts';
import type { CareListeners } from './care-shared.ts';
import { describe } from './describe.ts';
import type { FolderCare } from './folder-care.ts';
import { FolderRestores, restoredNews } from './folder-restores.ts';

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
  readonly #listeners: CareListeners;
  readonly #around: FoldersAround;
  readonly #restorer: Restorer;
  readonly #queue: RestoreQueue;

  constructor(ports: CarePorts, listeners: CareListeners, around: FoldersAround) {
    const { backups, storeDir, clock, log, comparer } = ports;
    this.#log = log;
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
    const folderUse = (profile: string): Promise<FolderUse> => around.use(profile);
    this.#restorer = new Restorer({
      ...{ backups, storeDir, clock, folderUse },
      apiStores: (profile) => ports.storeNames(profile),
      describe: (bytes, before) => describe(comparer, bytes, before ?? undefined),
      gatewayVersion: (profile) => around.of(profile)?.gatewayVersion ?? null,
      onOwnWrite: (profile, name, sha256) => {
        if (name === SETTINGS_FILE) around.of(profile)?.restores.expect(sha256);
      },
      onRecovered: (recovered) => {
        log.info(`a restore that was cut short: ${recovered.outcome}`);
        this.#recoveredTold(recovered);
      },
    });
    this.#queue = new RestoreQueue(
      {
        ...{ backups, storeDir, clock, folderUse, log },
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

  /** From now on what is queued is carried out; what killed processes left in the folders goes. */
  start(profiles: readonly string[]): void {
    this.#queue.start();
    for (const profile of profiles) {
      void this.#restorer.sweep(profile).catch((cause: unknown) => {
        this.#log.error('what a killed process left was not swept', cause);
      });
    }
  }

  dispose(): void {
    this.#queue.dispose();
  }

  #recoveredTold(recovered: Recovered): void {
    const { outcome } = recovered;
    if (outcome === 'finished' || outcome === 'not-done') return;
    const folder =
      'profile' in recovered ? this.#around.of(recovered.profile) : this.#around.first();
    if (folder !== undefined) {
      const left = outcome === 'unread' ? 'unreachable' : outcome;
      this.#listeners.onNews({ kind: 'cut-short', folder: folder.id, outcome: left });
    }
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
