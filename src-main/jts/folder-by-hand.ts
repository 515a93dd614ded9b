import { lstat } from 'node:fs/promises';
import { SETTINGS_FILE, type BackupEntry } from '../contract/jts/backup.ts';
import type { QueuedRestore, RestoreOutcome, RestoreProblem } from '../contract/jts/restore.ts';
import type { FolderUse } from '../contract/jts/settings-folder.ts';
import type { Clock } from '../domain/clock.ts';
import { healthOf } from '../domain/jts/health.ts';
import { lastGoodOf } from './care/backup-rows.ts';
import { Keeper, type KeptByHand } from './care/keeper.ts';
import { hashOf, readOnDisk, type FileOnDisk } from './restore/file-on-disk.ts';
import { useOfFiles } from './restore/files-in-use.ts';
import { olderGood, pathIn, plannedNames } from './restore/planned-files.ts';
import type { RestoreQueue } from './restore/restore-queue.ts';
import type { RestoreStep } from './restore/restore-ports.ts';
import type { Restorer } from './restore/restore.ts';
import type { Refused } from './restore/refused.ts';
import type { SettingsPieces } from './settings-pieces.ts';
import type { Archived } from './store/archive.ts';
import { readText } from './watching/bounded-read.ts';
import { within } from './watching/pause.ts';
import { SettleLoop } from './watching/settle.ts';

/** `bytes` null: there is no file. */
export type ReadSettings =
  | { readonly outcome: 'read'; readonly bytes: Uint8Array | null; readonly sha256: string | null }
  | { readonly outcome: 'refused'; readonly problem: RestoreProblem };

interface FolderDeps {
  readonly restorer: Restorer;
  readonly queue: RestoreQueue;
  /** Who may write the folder itself; read afresh. */
  folderUse(realDir: string): Promise<FolderUse>;
  /** Of the program that runs with this folder; null: none, or not known. */
  gatewayVersion(): Promise<string | null>;
}

/** One settings folder, for one command at a time. */
export class FolderByHand {
  /** Real path. */
  readonly profile: string;
  readonly #pieces: SettingsPieces;
  readonly #deps: FolderDeps;

  constructor(profile: string, pieces: SettingsPieces, deps: FolderDeps) {
    this.profile = profile;
    this.#pieces = pieces;
    this.#deps = deps;
  }

  /** Newest first. */
  list(): readonly BackupEntry[] {
    return this.#pieces.backups.list(this.profile);
  }

  lastGood(): BackupEntry | null {
    return lastGoodOf(this.list());
  }

  /** What is on disk, once nobody writes it; after 3 s as it is. */
  async now(): Promise<ReadSettings> {
    return asRead(await readOnDisk(await this.#atRest()));
  }

  async backUp(note: string | null): Promise<KeptByHand> {
    await this.#atRest();
    const keeper = new Keeper(this.profile, this.#pieces);
    return keeper.byHand(note, await this.#deps.gatewayVersion());
  }

  /** What need not be kept any more. */
  tidy(): Promise<void> {
    const { backups, clock } = this.#pieces;
    return backups.tidy(clock.now());
  }

  /** Who may write what a restore of this entry writes, at this moment. */
  use(entry: BackupEntry): Promise<FolderUse> {
    const names = plannedNames(this.#pieces.backups, entry, this.profile, false);
    return useOfFiles(this.#deps, this.profile, names);
  }

  /** The next one that can be restored in place of a damaged one; null: none. */
  olderGood(entry: BackupEntry): Promise<BackupEntry | null> {
    return olderGood(this.#pieces.backups, entry);
  }

  /** `previewed`: hash of what a person saw; null: there was none. */
  async restore(
    entry: BackupEntry,
    previewed: string | null,
    onStep: (step: RestoreStep) => void,
  ): Promise<RestoreOutcome> {
    const { restorer, queue } = this.#deps;
    const outcome = await restorer.restore(this.#request(entry, previewed), onStep);
    // What waited for this folder was meant for another state.
    const waits = queue.list().some(({ profile }) => profile === this.profile);
    if (outcome.outcome === 'restored' && waits) await queue.cancel(this.profile);
    return outcome;
  }

  /** For when the program closes; takes the place of what waits for this folder. */
  queue(entry: BackupEntry, previewed: string | null): Promise<QueuedRestore | Refused> {
    return this.#deps.queue.add(this.#request(entry, previewed));
  }

  /** `exists`: what lies there is no archive, and stays. */
  async exportTo(path: string): Promise<Archived | { outcome: 'refused'; problem: 'exists' }> {
    if (!(await isReplaceable(path))) return { outcome: 'refused', problem: 'exists' };
    const { exportArchive } = await import('./store/archive.ts');
    return exportArchive(this.#pieces.backups, this.profile, path);
  }

  async importFrom(path: string): Promise<Archived> {
    const { importArchive } = await import('./store/archive.ts');
    const { backups } = this.#pieces;
    return importArchive(backups, this.profile, path, (bytes) => healthOf(bytes, null));
  }

  #request(entry: BackupEntry, previewed: string | null) {
    return { profile: this.profile, backupId: entry.id, previewed, withApiStore: false };
  }

  async #atRest(): Promise<string> {
    const path = pathIn(this.profile, SETTINGS_FILE);
    await atRest(path, this.#pieces.clock);
    return path;
  }
}

export function asRead(found: FileOnDisk | Refused): ReadSettings {
  if (found.outcome === 'refused') return { outcome: 'refused', problem: found.problem };
  const bytes = found.outcome === 'present' ? found.bytes : null;
  return { outcome: 'read', bytes, sha256: hashOf(found) };
}

/** Nobody asks here before an older archive is replaced; anything else is not ours to replace. */
async function isReplaceable(path: string): Promise<boolean> {
  try {
    await lstat(path);
  } catch {
    // Not there, or not to be reached: then writing will tell.
    return true;
  }
  return (await readText(path, ZIP.length)) === ZIP;
}
const ZIP = 'PK';

/** Something that comes and goes all the time is taken as it is then. */
const PATIENCE_MS = 4000;

/** A state between two writes, empty or cut, is nothing to keep or to compare with. */
async function atRest(path: string, clock: Clock): Promise<void> {
  let rest = (): void => undefined;
  const rested = new Promise<void>((resolve) => (rest = resolve));
  const loop = new SettleLoop(path, clock, rest);
  loop.wake();
  await within(clock, PATIENCE_MS, rested, undefined);
  loop.dispose();
}
