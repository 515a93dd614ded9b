import { basename, join } from 'node:path';
import type { ConnectionStatus } from '../contract/connection-status.ts';
import type { BackupEntry } from '../contract/jts/backup.ts';
import type { SettingsDesk } from '../contract/jts/settings-desk.ts';
import type { SettingsNews } from '../contract/jts/settings-news.ts';
import type {
  ArchiveAnswer,
  BackupAnswer,
  ComparedVersions,
  MayExplain,
  SettingsState,
  VerifyAnswer,
} from '../contract/jts/settings-state.ts';
import type { Payload } from '../contract/requests.ts';
import { failure, success, type Result } from '../contract/result.ts';
import { backupRows, lastGoodOf, nameOf } from './care/backup-rows.ts';
import { CareFolders } from './care/care-folders.ts';
import type { CarePorts } from './care/care-ports.ts';
import { addChosenFolder } from './care/chosen-folders.ts';
import { describe } from './care/describe.ts';
import type { FolderCare } from './care/folder-care.ts';
import { comparedVersions, versionOf, type Labelled } from './care/versions.ts';
import type { Judge } from './store/archive.ts';

const NO_FOLDER = failure('no-folder');
const NO_BACKUP = failure('no-backup');
/** Changes that come together are told together. */
const TELL_MS = 20;

/** The care of all settings folders, as page, tray and notifications know it. */
export class SettingsCare implements SettingsDesk {
  #state: SettingsState = { folders: null };
  #told = '';
  #stopTelling: (() => void) | null = null;
  #isDisposed = false;
  readonly #ports: CarePorts;
  readonly #folders: CareFolders;
  readonly #changeListeners = new Set<() => void>();
  readonly #newsListeners = new Set<(news: SettingsNews) => void>();

  constructor(ports: CarePorts) {
    this.#ports = ports;
    this.#folders = new CareFolders(ports, {
      onChange: () => {
        this.#tellSoon();
      },
      onNews: (news) => {
        for (const listener of this.#newsListeners) listener(news);
      },
    });
  }

  get state(): SettingsState {
    return this.#state;
  }

  /** Hears each state that differs from the one before. */
  onChange(listener: () => void): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  onNews(listener: (news: SettingsNews) => void): () => void {
    this.#newsListeners.add(listener);
    return () => this.#newsListeners.delete(listener);
  }

  start(): Promise<void> {
    return this.#folders.start();
  }

  /** After any change of a connection's status. */
  statusesChanged(statuses: readonly ConnectionStatus[]): void {
    this.#folders.statusesChanged(statuses);
  }

  /** The change of settings that may explain what is wrong with a connection; null: none fits. */
  explains(connection: string): MayExplain | null {
    return this.#folders.explains(connection);
  }

  backup(id: string): ReturnType<SettingsDesk['backup']> {
    return this.#of<BackupAnswer>(id, async (folder) => {
      const kept = await folder.backUp(null);
      if (kept.outcome === 'failed') return success({ outcome: 'refused', problem: kept.problem });
      return success({ outcome: 'done', backup: nameOf(kept.entry), already: !kept.isNew });
    });
  }

  compare(asked: Payload<'settings:compare'>): ReturnType<SettingsDesk['compare']> {
    return this.#between(asked, (before, after, folder): Promise<ComparedVersions | null> => {
      const explains = folder.state.mayExplain;
      return comparedVersions(this.#ports.comparer, before, after, explains);
    });
  }

  lines(asked: Payload<'settings:lines'>): ReturnType<SettingsDesk['lines']> {
    return this.#between(asked, async ([, before], [, after]) => {
      const { from, count } = asked;
      const compared = await this.#ports.comparer.lines(before, after, from, count);
      return compared.outcome === 'done' ? compared.value : null;
    });
  }

  reveal(asked: Payload<'settings:reveal'>): ReturnType<SettingsDesk['reveal']> {
    return this.#between(asked, async ([, before], [, after]) => {
      const compared = await this.#ports.comparer.reveal(before, after, asked.what);
      return compared.outcome === 'done' ? compared.value : null;
    });
  }

  openFolder(id: string): ReturnType<SettingsDesk['openFolder']> {
    return this.#of(id, async (folder) => {
      await this.#ports.desktop.open(folder.folder.dir);
      return success(null);
    });
  }

  async chooseFolder(): ReturnType<SettingsDesk['chooseFolder']> {
    const chosen = await this.#ports.desktop.chooseFolder();
    if (chosen === null) return success(false);
    // Somebody may point at the file itself.
    const dir = basename(chosen) === 'jts.ini' ? join(chosen, '..') : chosen;
    addChosenFolder(this.#ports.dataDir, dir);
    await this.#folders.look(true);
    return success(true);
  }

  async lookAgain(): ReturnType<SettingsDesk['lookAgain']> {
    await this.#folders.look(true);
    return success(null);
  }

  list(id: string): ReturnType<SettingsDesk['list']> {
    const folder = this.#folders.find(id);
    if (folder === null) return NO_FOLDER;
    const { entries, damaged } = folder;
    const lastGood = lastGoodOf(entries);
    return success(backupRows(entries, { lastGood, now: folder.now?.hash, damaged }));
  }

  pin({ folder, id, pinned }: Payload<'backups:pin'>): ReturnType<SettingsDesk['pin']> {
    return this.#mark(folder, id, { pinned });
  }

  note({ folder, id, note }: Payload<'backups:note'>): ReturnType<SettingsDesk['note']> {
    const plain = note.trim();
    return this.#mark(folder, id, { note: plain === '' ? null : plain });
  }

  verify(id: string): ReturnType<SettingsDesk['verify']> {
    return this.#of<VerifyAnswer>(id, async (folder) => {
      const { backups, clock, log } = this.#ports;
      const activity = { kind: 'verifying', since: clock.now() } as const;
      folder.activity = { ...activity, done: null, total: null };
      try {
        const { damaged } = await backups.verify((done, total) => {
          folder.activity = { ...activity, done, total };
        });
        for (const one of this.#folders.all ?? []) one.damaged = new Set(damaged);
        const own = folder.entries.filter((entry) => damaged.includes(entry.id));
        return success({
          ...{ outcome: 'verified', checked: folder.entries.length, damaged: own.length },
        });
      } catch (cause) {
        log.error('the backups were not verified', cause);
        return success({ outcome: 'failed' });
      } finally {
        folder.activity = null;
      }
    });
  }

  exportAll(id: string): ReturnType<SettingsDesk['exportAll']> {
    return this.#of(id, async ({ profile }) => {
      const path = await this.#ports.desktop.chooseExport('gateway-settings.zip');
      if (path === null) return success<ArchiveAnswer>({ outcome: 'cancelled' });
      // Only who asks for it needs what packs and unpacks.
      const { exportArchive } = await import('./store/archive.ts');
      return success(await exportArchive(this.#ports.backups, profile, path));
    });
  }

  importAll(id: string): ReturnType<SettingsDesk['importAll']> {
    return this.#of(id, async ({ profile }) => {
      const path = await this.#ports.desktop.chooseImport();
      if (path === null) return success<ArchiveAnswer>({ outcome: 'cancelled' });
      const { importArchive } = await import('./store/archive.ts');
      const { backups, comparer } = this.#ports;
      const judge: Judge = async (bytes) => (await describe(comparer, bytes, undefined)).health;
      return success(await importArchive(backups, profile, path, judge));
    });
  }

  async openBackups(): ReturnType<SettingsDesk['openBackups']> {
    await this.#ports.desktop.open(this.#ports.storeDir);
    return success(null);
  }

  preview({ folder: of, id }: Payload<'restore:preview'>): ReturnType<SettingsDesk['preview']> {
    return this.#ofBackup(of, id, async (folder, entry) =>
      success(await this.#folders.restores.preview(folder, entry)),
    );
  }

  restore(asked: Payload<'restore:run'>): ReturnType<SettingsDesk['restore']> {
    return this.#of(asked.folder, (folder) => this.#folders.restores.run(folder, asked));
  }

  cancelQueued(id: string): ReturnType<SettingsDesk['cancelQueued']> {
    return this.#of(id, (folder) =>
      this.#folders.restores.cancel(folder).finally(() => {
        this.#tellSoon();
      }),
    );
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#stopTelling?.();
    this.#changeListeners.clear();
    this.#newsListeners.clear();
    const { backups, comparer } = this.#ports;
    await Promise.all([this.#folders.dispose(), comparer.stop()]);
    backups.dispose();
  }

  #tellSoon(): void {
    if (this.#isDisposed) return;
    this.#stopTelling ??= this.#ports.clock.after(TELL_MS, () => {
      this.#stopTelling = null;
      this.#tell();
    });
  }

  #tell(): void {
    const state = { folders: this.#folders.all?.map((folder) => folder.state) ?? null };
    const words = JSON.stringify(state);
    if (words === this.#told) return;
    this.#told = words;
    this.#state = state;
    for (const listener of this.#changeListeners) listener();
  }

  async #of<Value>(
    id: string,
    work: (folder: FolderCare) => Promise<Result<Value>>,
  ): Promise<Result<Value>> {
    const folder = this.#folders.find(id);
    return folder === null ? NO_FOLDER : work(folder);
  }

  #ofBackup<Value>(
    of: string,
    id: string,
    work: (folder: FolderCare, entry: BackupEntry) => Promise<Result<Value>>,
  ): Promise<Result<Value>> {
    return this.#of(of, async (folder) => {
      const { profile } = folder;
      // Among those that are shown no more as well: an undo may be one of them.
      const entry = folder.entries.find((one) => one.id === id) ?? this.#ports.backups.find(id);
      return entry?.profile === profile ? work(folder, entry) : NO_BACKUP;
    });
  }

  #mark(
    of: string,
    id: string,
    marks: { readonly pinned: boolean } | { readonly note: string | null },
  ): Promise<Result<null>> {
    return this.#ofBackup(of, id, async () =>
      (await this.#ports.backups.mark(id, marks)) ? success(null) : failure('not-saved'),
    );
  }

  #between<Value>(
    { folder: id, before, after }: Payload<'settings:compare'>,
    work: (before: Labelled, after: Labelled, folder: FolderCare) => Promise<Value | null>,
  ): Promise<Result<Value | null>> {
    return this.#of(id, async (folder) => {
      const [one, other] = await Promise.all([
        versionOf(this.#ports, folder, before),
        versionOf(this.#ports, folder, after),
      ]);
      return success(one === null || other === null ? null : await work(one, other, folder));
    });
  }
}
