import { SETTINGS_FILE, type BackupEntry } from '../../contract/jts/backup.ts';
import type { ChangeSummary, Comparison, Health } from '../../contract/jts/finding.ts';
import type {
  FolderUse,
  SettingsFolder,
  SettingsVersion,
  StoreFile,
} from '../../contract/jts/settings-folder.ts';
import type { Activity, BackupProblem, FolderState } from '../../contract/jts/settings-state.ts';
import type { SeenRun } from '../../domain/jts/gateway-run.ts';
import { isDamaged } from '../../domain/jts/health.ts';
import { pathIn } from '../restore/planned-files.ts';
import { settingsHash } from '../store/settings-hash.ts';
import type { FolderWatch, StoreWatch } from './care-ports.ts';
import type { CareShared } from './care-shared.ts';
import { ChangeNews, type Known } from './change-news.ts';
import { describe } from './describe.ts';
import { DiskHistory } from './disk-history.ts';
import { folderId, shownFolder } from './folder-names.ts';
import { folderState } from './folder-state.ts';
import { goodMarks } from './good-marks.ts';
import { IbcLook } from './ibc-look.ts';
import { holdsSettings, newestKept, type Kept } from './keep.ts';
import { Keeper, settingsIn, type KeptByHand } from './keeper.ts';
import { OwnRestores } from './own-restores.ts';
import { RecentChanges } from './recent-changes.ts';
import { SinceLastGood } from './since-last-good.ts';
import { Turns } from './turns.ts';
import { undoOffer } from './undo-offer.ts';

type Settled = Exclude<SettingsVersion, { outcome: 'unreadable' }>;

/** Until it was looked. */
const NOT_LOOKED: FolderUse = { state: 'unknown', missing: 'the list of processes' };

/** One settings folder: what is in it, what of it is kept, and what that means. */
export class FolderCare {
  readonly id: string;
  readonly profile: string;
  /** Entries whose bytes are not what was saved, as far as somebody looked. */
  damaged: ReadonlySet<string> = new Set();
  readonly restores: OwnRestores;
  readonly history = new DiskHistory();
  folder: SettingsFolder;
  use: FolderUse = NOT_LOOKED;
  readonly #shared: CareShared;
  readonly #watch: FolderWatch;
  readonly #storeWatch: StoreWatch;
  readonly #news: ChangeNews;
  readonly #keeper: Keeper;
  readonly #sinceLastGood: SinceLastGood;
  readonly #ibc = new IbcLook();
  readonly #recent: RecentChanges;
  readonly #turns: Turns;
  /** As they are since the store told of a change. */
  #entries: readonly BackupEntry[] | null = null;
  #version: SettingsVersion | null = null;
  #known: Known | undefined;
  #health: Health = 'absent';
  #stores: readonly StoreFile[] | null = null;
  #activity: Activity | null = null;
  #problem: FolderState['backupProblem'] = null;
  #isDisposed = false;

  constructor(folder: SettingsFolder, shared: CareShared) {
    const { ports } = shared;
    this.folder = folder;
    this.profile = folder.realDir;
    this.id = folderId(folder.realDir);
    this.#shared = shared;
    this.restores = new OwnRestores(this.profile, shared);
    this.#keeper = new Keeper(this.profile, ports);
    this.#sinceLastGood = new SinceLastGood(ports);
    this.#recent = new RecentChanges(this.id, shared.incidents);
    this.#turns = new Turns((cause) => {
      if (!this.#isDisposed) ports.log.error('the care of a folder failed', cause);
    });
    this.#news = new ChangeNews(ports.clock, ports.comparer, ({ before, ...what }) => {
      shared.onNews({
        ...{ kind: 'changed', folder: this.id, ...what },
        isBackedUp: this.#keptWith(this.#known?.hash) !== null,
        before: this.#keptWith(before)?.id ?? null,
      });
    });
    this.#watch = ports.watch(folder.dir, (version) => {
      this.#onVersion(version);
    });
    this.#storeWatch = ports.watchStores(folder.dir, (files) => {
      this.#onStores(files);
    });
  }

  get state(): FolderState {
    const { ports, afterStart, incidents } = this.#shared;
    const { id, profile, entries, connections, damaged, use } = this;
    return folderState({
      ...{ id, entries, connections, damaged, use },
      shown: shownFolder(this.folder.dir, ports.home),
      version: this.#version,
      health: this.#health,
      changes: this.#sinceLastGood.summary,
      changedAt: this.#sinceLastGood.changedAt(entries, this.nowAt),
      isLoaded: this.history.standing.isLoaded,
      stores: this.stores,
      setByIbc: this.#ibc.isIbcs(this.history.run?.startedAt ?? null),
      activity: this.#activity,
      queued: this.#shared.queued(profile),
      undo: undoOffer(entries, this.now?.hash, this.restores.from),
      afterStart: afterStart.result(profile),
      mayExplain: incidents.explained(id, connections),
      backupProblem: this.#problem,
    });
  }

  /** Newest first. */
  get entries(): readonly BackupEntry[] {
    this.#entries ??= this.#shared.ports.backups.list(this.profile);
    return this.#entries;
  }

  /** What is on disk, as it came to rest last; undefined: not known yet, or not to be read. */
  get now(): Known | undefined {
    return this.#version?.outcome === 'unreadable' ? undefined : this.#known;
  }

  /** When it was written, epoch ms. */
  get nowAt(): number | null {
    return this.#version?.outcome === 'present' ? this.#version.mtimeMs : null;
  }

  get stores(): readonly StoreFile[] {
    return this.#stores ?? [];
  }

  get gatewayVersion(): string | null {
    return this.history.gatewayVersion;
  }

  /** Keys of those bound to it; see `connectionKey`. */
  get connections(): readonly string[] {
    return this.#recent.connections;
  }

  /** Bound to it now; or the same ones, and one had an incident. */
  bind(connections: readonly string[]): void {
    this.#recent.connections = connections;
    this.#recent.weigh();
  }

  set activity(activity: Activity | null) {
    this.#activity = activity;
    this.#shared.onChange();
  }

  look(): void {
    this.#watch.look();
    this.#storeWatch.look();
  }

  /** The bytes of this backup are not what was saved. */
  isGone(backup: string): void {
    this.damaged = new Set([...this.damaged, backup]);
  }

  /** What the monitors tell of the program that uses this folder. */
  ranWith({ run, version, passedAt }: Omit<SeenRun, 'pid'>): void {
    const news = this.history.ranWith(run, version, passedAt);
    if (!news.isAnything) return;
    if (run != null && news.isUpgrade) {
      this.#recent.program(run.startedAt);
    }
    // In its turn: what settled before may still be compared.
    void this.#turns.take(() => {
      this.restores.ran(news, run, this.entries);
      return this.#judge();
    });
  }

  /** Saves what is on disk at this moment. */
  backUp(note: string | null): Promise<KeptByHand> {
    return this.#turns.take(async () => {
      const since = this.#shared.ports.clock.now();
      this.activity = { kind: 'backing-up', since, done: null, total: null };
      try {
        const kept = await this.#keeper.byHand(note, this.gatewayVersion);
        this.#tellKept(kept);
        await this.#judge();
        return kept;
      } finally {
        this.activity = null;
      }
    });
  }

  /** Backups came, went or were marked. */
  backupsChanged(): Promise<void> {
    this.#entries = null;
    return this.#turns.take(() => this.#compareWithLastGood());
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#news.dispose();
    this.#storeWatch.dispose();
    await this.#watch.dispose();
  }

  #onVersion(version: SettingsVersion): void {
    this.#version = version;
    this.#shared.onChange();
    if (version.outcome === 'unreadable') return;
    if (version.outcome === 'present' && version.isUnstable) return;
    void this.#turns.take(() => this.#settle(version));
  }

  async #settle(version: Settled): Promise<void> {
    if (this.#isDisposed) return;
    const { ports } = this.#shared;
    const isFirst = this.#known === undefined;
    const newest = isFirst ? newestKept(this.entries) : null;
    const before = this.#known ?? (await this.#asKnown(newest));
    const isPresent = version.outcome === 'present';
    const known: Known = {
      bytes: isPresent ? version.bytes : null,
      hash: isPresent ? version.sha256 : null,
    };
    const isSame = before?.hash === known.hash;
    const told = await describe(ports.comparer, known.bytes, isSame ? undefined : before?.bytes);
    const health = isSame ? (newest?.health ?? this.#health) : told.health;
    this.#known = known;
    this.#health = health;
    // What was there before us was there since it was written, or since it was copied there.
    const at =
      isFirst && isPresent
        ? Math.min(Math.max(version.mtimeMs, version.ctimeMs), version.at)
        : version.at;
    this.history.found(known.hash, at, isFirst ? null : told.comparison);
    const writer = this.restores.writerOf(known.hash, isSame);
    const isOwn = writer !== 'anybody';
    if (!isOwn && before !== undefined && told.comparison !== null) {
      await this.#changed(told.comparison, before, known, at);
    }
    if (isFirst) this.restores.found(known, this.entries, this.history);
    else await this.restores.settled(version, known, writer);
    if (isPresent && !isOwn && !isDamaged(health) && ports.automatic()) {
      const summary = before?.hash === null ? await this.#sinceKept(version.bytes) : told.summary;
      const kept = await this.#keeper.observed(version, { health, summary }, this.gatewayVersion);
      this.#tellKept(kept, true);
    }
    await this.#judge();
  }

  /** A file that is new is told beside the backup before it; null: there is none, so nothing changed. */
  async #sinceKept(bytes: Uint8Array): Promise<ChangeSummary | null> {
    const { ports } = this.#shared;
    const kept = await settingsIn(ports, newestKept(this.entries));
    return (await describe(ports.comparer, bytes, kept ?? undefined)).summary;
  }

  async #changed(comparison: Comparison, before: Known, after: Known, at: number): Promise<void> {
    const { findings } = comparison;
    this.#recent.settings(at, findings);
    await this.#ibc.changed(findings, pathIn(this.profile, SETTINGS_FILE));
    this.#news.changed(before, after, at);
  }

  #onStores(files: readonly StoreFile[]): void {
    const isChange = this.#stores !== null;
    this.#stores = files;
    if (isChange) this.#recent.apiStore(this.#shared.ports.clock.now());
    this.#shared.onChange();
  }

  #tellKept(kept: Kept | { outcome: 'failed'; problem: BackupProblem }, isTold = false): void {
    const { clock, log } = this.#shared.ports;
    // Nothing is lost where there is nothing to save.
    if (kept.outcome === 'failed' && kept.problem === 'no-file') return;
    this.#problem = kept.outcome === 'failed' ? { problem: kept.problem, at: clock.now() } : null;
    if (kept.outcome !== 'failed') return;
    const { problem } = kept;
    log.warn(`settings not backed up: ${problem}`);
    if (isTold) this.#shared.onNews({ kind: 'backup-failed', folder: this.id, problem });
  }

  /** What a passed test and Gateway's start say of what is on disk, into the backup that holds it. */
  async #judge(): Promise<void> {
    const { standing, passedAt } = this.history;
    const entry = this.#health === 'ok' ? this.#keptWith(this.#known?.hash) : null;
    const marks = entry && goodMarks(entry, standing, passedAt, this.entries);
    if (entry !== null && marks !== null) await this.#shared.ports.backups.mark(entry.id, marks);
    await this.#compareWithLastGood();
  }

  async #compareWithLastGood(): Promise<void> {
    const gone = await this.#sinceLastGood.look(this.entries, this.now);
    if (gone !== null) this.isGone(gone);
    this.#shared.onChange();
  }

  /** The newest backup that holds these bytes. */
  #keptWith(hash: string | null | undefined): BackupEntry | null {
    return hash == null ? null : (this.entries.find(holdsSettings(hash)) ?? null);
  }

  async #asKnown(entry: BackupEntry | null): Promise<Known | undefined> {
    const bytes = await settingsIn(this.#shared.ports, entry);
    return entry === null || bytes === undefined ? undefined : { bytes, hash: settingsHash(entry) };
  }
}
