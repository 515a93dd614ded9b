import { SETTINGS_FILE, type BackupEntry } from '../../contract/jts/backup.ts';
import type { QueuedRestore, RestoreProblem } from '../../contract/jts/restore.ts';
import { namesIn, newOwner, OwnerLock } from '../../files/owner-lock.ts';
import type { Log } from '../../logging/log.ts';
import { settingsHash } from '../store/settings-hash.ts';
import { hashOf, readOnDisk, type FileOnDisk } from './file-on-disk.ts';
import { inUse } from './files-in-use.ts';
import { pathIn } from './planned-files.ts';
import { changeQueue, readQueue, type QueueChange } from './queue-file.ts';
import { inTurn } from './in-turn.ts';
import { refused, type Refused } from './refused.ts';
import type { RestorePorts, RestoreRequest } from './restore-ports.ts';
import type { Restorer } from './restore.ts';

export type QueueNews =
  | { readonly kind: 'restored'; readonly queued: QueuedRestore; readonly entry: BackupEntry }
  | {
      readonly kind: 'refused';
      readonly queued: QueuedRestore;
      readonly problem: RestoreProblem;
      readonly errno: string | null;
    }
  | { readonly kind: 'expired' | 'needs-look'; readonly queued: QueuedRestore }
  /** What was queued can't be read any more; it is set aside, and nothing of it will be restored. */
  | { readonly kind: 'unreadable' };

/** The queue's and the restorer's alike. */
export type SharedPorts = Pick<
  RestorePorts,
  'backups' | 'storeDir' | 'clock' | 'folderUse' | 'describe'
>;

export interface QueuePorts extends SharedPorts {
  readonly log: Log;
  /** Each once, by whichever process found it. */
  onNews(news: QueueNews): void;
  /** What waits is not what waited at the look before, whoever changed it. */
  onChange(): void;
}

const LIFETIME_MS = 24 * 3600_000;
const LOOK_MS = 2000;
const LOCK_WAIT_MS = 5000;
/** These pass by themselves: the next look tries again. */
const PASSING: ReadonlySet<RestoreProblem> = new Set([
  'gateway-running',
  'still-written',
  'locked',
  'busy',
]);

/** Held by the process that carries out what is queued, so that others can tell whether anybody does. */
const carrierLock = (storeDir: string): OwnerLock => new OwnerLock(storeDir, 'carrier', newOwner());

/** Whether another process carries out what is queued; it says so within 2 s of its start. */
export const isCarriedOut = (storeDir: string): boolean => carrierLock(storeDir).holder() !== null;

type Wanted = Omit<RestoreRequest, 'inPlace'>;

/** Restores that wait for Gateway to close, one per folder, shared by all processes of the user. */
export class RestoreQueue {
  readonly #ports: QueuePorts;
  readonly #restorer: Pick<Restorer, 'restore' | 'isQuiet'>;
  readonly #carrier: OwnerLock;
  #stop: (() => void) | null = null;
  #waiting = '';
  #isDisposed = false;

  constructor(ports: QueuePorts, restorer: Pick<Restorer, 'restore' | 'isQuiet'>) {
    this.#ports = ports;
    this.#restorer = restorer;
    this.#carrier = carrierLock(ports.storeDir);
  }

  list(): readonly QueuedRestore[] {
    const all = readQueue(this.#ports.storeDir);
    return typeof all === 'string' ? [] : all;
  }

  /** Takes the place of what waited for this folder; after a new look, too. */
  async add({
    profile,
    backupId,
    previewed,
    withApiStore,
  }: Wanted): Promise<QueuedRestore | Refused> {
    const { backups, clock } = this.#ports;
    if (backups.find(backupId) === null) return refused('unknown-backup');
    const queuedAt = clock.now();
    const queued: QueuedRestore = {
      profile,
      backupId,
      previewed,
      withApiStore,
      queuedAt,
      expiresAt: queuedAt + LIFETIME_MS,
      needsLook: false,
    };
    return (
      (await this.#change((all) => [...all.filter((one) => one.profile !== profile), queued])) ??
      queued
    );
  }

  /** Null: nothing waits for this folder any more. */
  async cancel(profile: string): Promise<Refused | null> {
    const taken = await this.takeBack(profile);
    return taken !== null && 'outcome' in taken ? taken : null;
  }

  /** The one that was taken back; null: none waited any more, because it was carried out, or is another's doing. */
  async takeBack(profile: string): Promise<QueuedRestore | Refused | null> {
    const removed = await this.#remove((one) => one.profile === profile);
    return 'outcome' in removed ? removed : (removed[0] ?? null);
  }

  /** From now on this process carries out what is queued, unless another one is faster. */
  start(): void {
    if (this.#isDisposed || this.#stop !== null) return;
    this.#next(0);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#stop?.();
    this.#carrier.release();
  }

  #next(ms: number): void {
    this.#stop = this.#ports.clock.after(ms, () => {
      void this.#look()
        .catch((error: unknown) => {
          this.#ports.log.error('the restore queue failed', error);
        })
        .finally(() => {
          if (!this.#isDisposed) this.#next(LOOK_MS);
        });
    });
  }

  async #look(): Promise<void> {
    const { storeDir, clock } = this.#ports;
    // Nothing is written before the first backup.
    if (!this.#carrier.isHeld && namesIn(storeDir).length > 0) this.#carrier.take();
    const all = readQueue(storeDir);
    const waiting = JSON.stringify(all);
    if (waiting !== this.#waiting) this.#ports.onChange();
    this.#waiting = waiting;
    if (all === 'unreadable') await this.#change((kept) => kept);
    for (const queued of typeof all === 'string' ? [] : all) {
      if (clock.now() >= queued.expiresAt) await this.#drop({ kind: 'expired', queued });
      else if (!queued.needsLook && (await this.#isFree(queued.profile))) {
        if (this.#isDisposed) return;
        // Where nothing can be written it stays in the queue, and is tried again.
        await this.#exclusively(() => this.#carryOut(queued));
      }
    }
  }

  async #isFree(profile: string): Promise<boolean> {
    const user = await inUse(this.#ports, profile, [SETTINGS_FILE]);
    return user === null && (await this.#restorer.isQuiet(profile));
  }

  /** Under the lock: no other process does it meanwhile, and nobody cancels it. */
  async #carryOut(queued: QueuedRestore): Promise<void> {
    if (!this.list().some((one) => isSame(one, queued))) return;
    const found = await readOnDisk(pathIn(queued.profile, SETTINGS_FILE));
    const now = found.outcome === 'refused' ? queued.previewed : hashOf(found);
    if (now !== queued.previewed) {
      const entry = this.#doneBefore(queued, now);
      if (entry !== null) return this.#drop({ kind: 'restored', queued, entry });
      if (!(await this.#isHousekeeping(queued, found))) return this.#ask(queued);
    }
    const outcome = await this.#restorer.restore({ ...queued, previewed: now });
    if (outcome.outcome === 'restored') {
      return this.#drop({ kind: 'restored', queued, entry: outcome.entry });
    }
    const { problem, errno } = outcome;
    if (PASSING.has(problem)) return;
    if (problem === 'changed-since-preview') return this.#ask(queued);
    return this.#drop({ kind: 'refused', queued, problem, errno });
  }

  /**
   * Gateway rewrites its file at each sign-in, window sizes and counters with it: what a person agreed to is the
   * same restore then.
   */
  async #isHousekeeping(
    { profile, previewed }: QueuedRestore,
    found: FileOnDisk | Refused,
  ): Promise<boolean> {
    const { backups, describe } = this.#ports;
    const shown = backups.list(profile).find((entry) => settingsHash(entry) === previewed);
    if (found.outcome !== 'present' || previewed === null || shown === undefined) return false;
    const read = await backups.read(shown, SETTINGS_FILE);
    if (read.outcome !== 'read') return false;
    const { health, summary } = await describe(found.bytes, read.bytes);
    // The names of what matters.
    return health === 'ok' && summary?.settings.length === 0;
  }

  /** A process that was killed after the restore had no time to say so. */
  #doneBefore(
    { profile, backupId, queuedAt }: QueuedRestore,
    now: string | null,
  ): BackupEntry | null {
    const { backups } = this.#ports;
    const backup = backups.find(backupId);
    const wanted = backup && settingsHash(backup);
    const restored = backups
      .list(profile)
      .find(({ cause, at }) => cause === 'restored' && at >= queuedAt);
    const isDone = restored !== undefined && wanted === now && settingsHash(restored) === now;
    return isDone ? restored : null;
  }

  async #ask(queued: QueuedRestore): Promise<void> {
    const asking = { ...queued, needsLook: true };
    const problem = await this.#change((all) =>
      all.map((one) => (isSame(one, queued) ? asking : one)),
    );
    if (problem === null) this.#ports.onNews({ kind: 'needs-look', queued: asking });
  }

  /** Told once it is out of the queue, so that nobody tells it again. */
  async #drop(news: Exclude<QueueNews, { kind: 'unreadable' }>): Promise<void> {
    const removed = await this.#remove((one) => isSame(one, news.queued));
    if (!('outcome' in removed) && removed.length > 0) this.#ports.onNews(news);
  }

  async #remove(
    isMeant: (one: QueuedRestore) => boolean,
  ): Promise<readonly QueuedRestore[] | Refused> {
    const removed: QueuedRestore[] = [];
    const problem = await this.#change((all) => {
      removed.push(...all.filter(isMeant));
      return all.filter((one) => !isMeant(one));
    });
    return problem ?? removed;
  }

  /** Null: written. */
  async #change(change: QueueChange): Promise<Refused | null> {
    const { storeDir } = this.#ports;
    const done = await this.#exclusively(() => Promise.resolve(changeQueue(storeDir, change)));
    if ('outcome' in done) return done;
    if (done.wasUnreadable) this.#ports.onNews({ kind: 'unreadable' });
    return done.problem;
  }

  #exclusively<Value>(work: () => Promise<Value>): Promise<Value | Refused> {
    return inTurn(this.#ports.backups, work, LOCK_WAIT_MS);
  }
}

const isSame = (one: QueuedRestore, other: QueuedRestore): boolean =>
  one.profile === other.profile &&
  one.backupId === other.backupId &&
  one.queuedAt === other.queuedAt;
