import type { BackupEntry } from '../../contract/jts/backup.ts';
import { MAX_SETTINGS_BYTES } from '../../contract/jts/backup.ts';
import type { Clock } from '../../domain/clock.ts';
import { bytesOf, MAX_STORE_BYTES, planRetention } from '../../domain/jts/retention.ts';
import type { Owner } from '../../files/owner-lock.ts';
import type { Log } from '../../logging/log.ts';
import type { Added, Backups, Marks, NewBackup, ReadBack, Verified } from './backups.ts';
import { ChangeWatch } from './change-watch.ts';
import { marksSchema, plainText } from './entry-schema.ts';
import { Journal } from './journal.ts';
import { Objects } from './objects.ts';
import { save } from './saving.ts';
import { StoreFolder } from './store-folder.ts';
import { StoreLock } from './store-lock.ts';
import { storeProblem } from './store-problem.ts';
import { tidyStore } from './tidy.ts';
import { verifyStore } from './verify.ts';

export interface StoreDeps {
  readonly clock: Clock;
  readonly appVersion: string;
  readonly log: Log;
  /** Whose lock it is: one of its own for each instance. */
  readonly owner: Owner;
  /** Of all contents together; more than the pinned ones need is let go. Else `MAX_STORE_BYTES`. */
  readonly maxBytes?: number;
}

/** A restore holds the lock for a little over two seconds, and several may wait. */
const WAIT_MS = 10_000;
/** What is too large may stay so: what is pinned is never let go. */
const TIDY_AGAIN_MS = 600_000;

/** The store in the app's data folder `dir`. Nothing is written before the first backup. */
export function openBackups(dir: string, deps: StoreDeps): Backups {
  return new BackupStore(dir, deps);
}

class BackupStore implements Backups {
  readonly #deps: StoreDeps;
  readonly #folder: StoreFolder;
  readonly #journal: Journal;
  readonly #objects: Objects;
  readonly #lock: StoreLock;
  readonly #changes: ChangeWatch;
  /** Who holds the lock may ask for several things at once: they are done in turn. */
  #writing: Promise<unknown> = Promise.resolve();
  /** The revision of the journal that listeners know of. */
  #told = 0;
  /** When it was last too large; monotonic ms. */
  #tidiedMs = -Infinity;

  constructor(dataDir: string, deps: StoreDeps) {
    this.#deps = deps;
    this.#folder = new StoreFolder(dataDir);
    this.#journal = new Journal(this.#folder.path);
    this.#objects = new Objects(this.#folder.path);
    this.#lock = new StoreLock(this.#folder.path, deps.owner);
    this.#changes = new ChangeWatch(deps.clock, () => {
      this.#refresh();
    });
  }

  list(profile?: string): readonly BackupEntry[] {
    this.#refresh();
    const { entries } = this.#journal.index;
    const asked =
      profile === undefined ? entries : entries.filter((one) => one.profile === profile);
    const { mergedInto } = planRetention(asked, this.#deps.clock.now());
    return asked.filter(({ id }) => !mergedInto.has(id)).reverse();
  }

  find(id: string): BackupEntry | null {
    this.#refresh();
    return this.#journal.index.find(id);
  }

  async add(backup: NewBackup): Promise<Added> {
    if (backup.files.some(({ bytes }) => bytes.length > MAX_SETTINGS_BYTES)) {
      return { outcome: 'failed', problem: 'too-large', errno: null };
    }
    const { clock, appVersion } = this.#deps;
    const saved = await this.#write('backup not saved', () =>
      save(backup, clock.now(), appVersion, this.#journal, this.#objects, this.#deps.log),
    );
    if (saved.outcome === 'failed') return saved;
    await this.#tidyIfLarge();
    return { outcome: 'added', entry: saved.value };
  }

  async read(entry: BackupEntry, name: string): Promise<ReadBack> {
    const file = entry.files.find((candidate) => candidate.name === name);
    if (file === undefined || this.#folder.isPlanted) return { outcome: 'missing' };
    return this.#objects.read(file.sha256, file.size);
  }

  async mark(id: string, marks: Marks): Promise<boolean> {
    if (this.find(id) === null) return false;
    const note = marks.note == null ? {} : { note: plainText(marks.note) };
    const line = { kind: 'mark', id, marks: marksSchema.parse({ ...marks, ...note }) } as const;
    const marked = await this.#write('mark not saved', async () => {
      if (this.#journal.index.find(id) === null) return false;
      await this.#journal.append([line]);
      return true;
    });
    return marked.outcome === 'done' && marked.value;
  }

  async verify(onProgress: (done: number, total: number) => void = ignore): Promise<Verified> {
    if (this.#folder.isPlanted) return { checked: 0, damaged: [], tornLines: 0 };
    return verifyStore(this.#journal, this.#objects, onProgress);
  }

  async tidy(nowMs: number): Promise<void> {
    this.#refresh();
    const { entries, dropped } = this.#journal.index;
    if (entries.length + dropped.length === 0) return;
    await this.#write('backups not tidied', () =>
      tidyStore(this.#journal, this.#objects, nowMs, this.#maxBytes, this.#deps.log),
    );
  }

  async exclusively<Value>(work: () => Promise<Value>, waitMs = WAIT_MS): Promise<Value | null> {
    return this.#folder.isPlanted ? null : this.#lock.run(work, waitMs);
  }

  onChange(listener: () => void): () => void {
    this.#refresh();
    return this.#changes.on(listener);
  }

  dispose(): void {
    this.#changes.dispose();
  }

  get #maxBytes(): number {
    return this.#deps.maxBytes ?? MAX_STORE_BYTES;
  }

  /** What was just saved is the newest of its folder, and stays. */
  async #tidyIfLarge(): Promise<void> {
    const { clock } = this.#deps;
    if (clock.monotonicMs() - this.#tidiedMs < TIDY_AGAIN_MS) return;
    if (bytesOf(this.#journal.index.entries) <= this.#maxBytes) return;
    this.#tidiedMs = clock.monotonicMs();
    await this.tidy(clock.now());
  }

  #refresh(): void {
    if (!this.#folder.isPlanted) this.#journal.refresh();
    this.#tellIfNew();
  }

  #tellIfNew(): void {
    if (this.#journal.revision === this.#told) return;
    this.#told = this.#journal.revision;
    this.#changes.tell();
  }

  /** Under the lock, with everything known that others wrote. */
  async #write<Value>(failure: string, work: () => Promise<Value>): Promise<Written<Value>> {
    try {
      this.#folder.refuseLinks();
      const written = await this.#lock.run(() => this.#inTurn(work), WAIT_MS);
      if (written !== null) return written;
      this.#deps.log.warn(`${failure}: locked`);
      return { outcome: 'failed', problem: 'locked', errno: null };
    } catch (error) {
      const { problem, errno } = storeProblem(error);
      this.#deps.log.warn(`${failure}: ${problem} (${errno})`);
      return { outcome: 'failed', problem, errno };
    }
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Written<Value>> {
    const turn = this.#writing.then(async () => {
      await this.#folder.make();
      this.#refresh();
      try {
        return { outcome: 'done', value: await work() } as const;
      } finally {
        this.#tellIfNew();
      }
    });
    this.#writing = turn.catch(ignore);
    return turn;
  }
}

type Written<Value> =
  { readonly outcome: 'done'; readonly value: Value } | Extract<Added, { outcome: 'failed' }>;

const ignore = (): void => undefined;
