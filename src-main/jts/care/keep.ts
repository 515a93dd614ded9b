import type { BackupEntry } from '../../contract/jts/backup.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Added, Backups, NewBackup, StoreProblem } from '../store/backups.ts';
import { settingsHash } from '../store/settings-hash.ts';
import { storeProblem } from '../store/store-problem.ts';

export type Kept =
  /** `isNew` false: the newest backup holds these bytes already, and they were read back. */
  | { readonly outcome: 'kept'; readonly entry: BackupEntry; readonly isNew: boolean }
  | { readonly outcome: 'failed'; readonly problem: StoreProblem };

/** The disk or another process may be busy for a moment. */
const AGAIN_MS = 2000;

/** What was on disk when last something was kept; what was imported was on another disk. */
export const newestKept = (entries: readonly BackupEntry[]): BackupEntry | null =>
  entries.find(({ cause }) => cause !== 'imported') ?? null;

/** Keeps what differs from the newest backup, in two tries. `isSame` decides where bytes of `jts.ini` are not all. */
export async function keep(
  backups: Backups,
  clock: Clock,
  backup: NewBackup,
  isSame: (newest: BackupEntry) => boolean,
): Promise<Kept> {
  const first = await keepOnce(backups, backup, isSame);
  if (first.outcome === 'kept') return first;
  await new Promise<void>((resolve) => {
    clock.after(AGAIN_MS, resolve);
  });
  return keepOnce(backups, backup, isSame);
}

/** Under the lock: another process may have restored or kept the very same meanwhile. */
async function keepOnce(
  backups: Backups,
  backup: NewBackup,
  isSame: (newest: BackupEntry) => boolean,
): Promise<Kept> {
  const kept = async (): Promise<Kept> => {
    const newest = newestKept(backups.list(backup.profile));
    if (newest !== null && isSame(newest) && (await isWhole(backups, newest))) {
      return { outcome: 'kept', entry: newest, isNew: false };
    }
    return keptOf(await backups.add(backup));
  };
  const done = await backups.exclusively(kept).catch(failedBy);
  // Nobody could begin: what keeps the store from it, adding says.
  return done ?? keptOf(await backups.add(backup));
}

const failedBy = (error: unknown): Kept => ({
  outcome: 'failed',
  problem: storeProblem(error).problem,
});

/** Where its bytes are gone or damaged, saving them anew mends it, too. */
async function isWhole(backups: Backups, entry: BackupEntry): Promise<boolean> {
  for (const { name } of entry.files) {
    if ((await backups.read(entry, name)).outcome !== 'read') return false;
  }
  return true;
}

const keptOf = (added: Added): Kept =>
  added.outcome === 'added'
    ? { outcome: 'kept', entry: added.entry, isNew: true }
    : { outcome: 'failed', problem: added.problem };

export const holdsSettings =
  (hash: string | null) =>
  (entry: BackupEntry): boolean =>
    settingsHash(entry) === hash;
