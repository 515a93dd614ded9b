import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { SETTINGS_FILE, type BackupEntry } from '../contract/jts/backup.ts';
import type { QueuedRestore } from '../contract/jts/restore.ts';
import type { FolderProcess, FolderUse } from '../contract/jts/settings-folder.ts';
import { boundFolder, type KnownFolders } from '../domain/jts/bound-folder.ts';
import type { Explained } from '../domain/jts/explained.ts';
import { chosenFolders } from './care/chosen-folders.ts';
import { describe } from './care/describe.ts';
import { settingsIn } from './care/keeper.ts';
import { lookAtUse, processesNow, realDirOf } from './care/look-at-use.ts';
import { asRead, FolderByHand, type ReadSettings } from './folder-by-hand.ts';
import { readOnDisk, sha256Of } from './restore/file-on-disk.ts';
import type { Refused } from './restore/refused.ts';
import type { Recovered } from './restore/recovered.ts';
import { isCarriedOut, RestoreQueue, type SharedPorts } from './restore/restore-queue.ts';
import { Restorer } from './restore/restore.ts';
import type { SettingsPieces } from './settings-pieces.ts';
import type { Verified } from './store/backups.ts';

/** A set-up connection to this computer, and the program behind its port as far as it is known. */
export interface LocalConnection {
  readonly port: number;
  readonly pid: number | null;
  /** E.g. `10.30`. */
  readonly version: string | null;
}

export interface FoundFolders {
  /** Newest first. */
  readonly dirs: readonly string[];
  /** The one that the app watches first; null: no connection tells of one. */
  readonly watched: string | null;
}

interface Surroundings {
  readonly known: KnownFolders;
  readonly found: FoundFolders;
  readonly connections: readonly LocalConnection[];
}

export interface ByHandDeps {
  readonly pieces: SettingsPieces;
  /** Asked once, when it matters. */
  connections(): Promise<readonly LocalConnection[]>;
  /** A restore of another process was cut short, and this became of it. */
  onRecovered(outcome: Recovered['outcome']): void;
}

/** The settings for one command at a time: nothing is watched, and nothing goes on by itself. */
export class SettingsByHand {
  readonly #deps: ByHandDeps;
  readonly #restorer: Restorer;
  readonly #queue: RestoreQueue;
  #surroundings: Promise<Surroundings> | null = null;

  constructor(deps: ByHandDeps) {
    this.#deps = deps;
    const { backups, storeDir, clock, log, comparer, storeNames } = deps.pieces;
    const shared: SharedPorts = {
      ...{ backups, storeDir, clock },
      folderUse: (profile) => this.use(profile),
      describe: (bytes, before) => describe(comparer, bytes, before ?? undefined),
    };
    this.#restorer = new Restorer({
      ...{ ...shared, apiStores: storeNames },
      // Closed, or it would not be restored.
      gatewayVersion: () => null,
      onOwnWrite: () => undefined,
      onRecovered: ({ outcome }) => {
        deps.onRecovered(outcome);
      },
    });
    this.#queue = new RestoreQueue(
      { ...shared, log, onNews: () => undefined, onChange: () => undefined },
      this.#restorer,
    );
  }

  async folders(): Promise<FoundFolders> {
    return (await this.#around()).found;
  }

  /** Null: there is no such folder, and no backup of one. Its `jts.ini` may stand for it. */
  async folder(dir: string): Promise<FolderByHand | null> {
    const { pieces } = this.#deps;
    const asked = basename(dir) === SETTINGS_FILE ? dirname(dir) : dir;
    const profile = await realDirOf(resolve(asked));
    const isKnown = (await isFolder(profile)) || pieces.backups.list(profile).length > 0;
    if (!isKnown) return null;
    return new FolderByHand(profile, pieces, {
      restorer: this.#restorer,
      queue: this.#queue,
      folderUse: (realDir) => this.use(realDir),
      gatewayVersion: async () =>
        (await this.#boundTo(profile)).find((one) => one.version !== null)?.version ?? null,
    });
  }

  /** Of any folder. */
  find(id: string): BackupEntry | null {
    return this.#deps.pieces.backups.find(id);
  }

  async saved(entry: BackupEntry): Promise<ReadSettings> {
    const bytes = await settingsIn(this.#deps.pieces, entry);
    if (bytes === undefined) return { outcome: 'refused', problem: 'backup-damaged' };
    return { outcome: 'read', bytes, sha256: bytes && sha256Of(bytes) };
  }

  /** Any file that somebody names. */
  async file(path: string): Promise<ReadSettings> {
    return asRead(await readOnDisk(path));
  }

  /** Masked; null: it took too long. */
  async explain(before: Uint8Array | null, after: Uint8Array | null): Promise<Explained | null> {
    const compared = await this.#deps.pieces.comparer.explain(before, after);
    return compared.outcome === 'done' ? compared.value : null;
  }

  /** Restores that wait for Gateway to close, of all folders; what expired waits no more. */
  waiting(): readonly QueuedRestore[] {
    const now = this.#deps.pieces.clock.now();
    return this.#queue.list().filter(({ expiresAt }) => now < expiresAt);
  }

  /** Null: none waits for this folder any more. */
  takeBack(profile: string): Promise<QueuedRestore | Refused | null> {
    return this.#queue.takeBack(profile);
  }

  /** Of all folders. */
  verify(): Promise<Verified> {
    return this.#deps.pieces.backups.verify();
  }

  /** Whether a running app will carry out what is queued. */
  get isCarriedOut(): boolean {
    return isCarriedOut(this.#deps.pieces.storeDir);
  }

  /** Who may write there at this moment. */
  async use(profile: string): Promise<FolderUse> {
    const { known } = await this.#around();
    const bound = await this.#boundTo(profile);
    const ports = bound.map(({ port }) => port);
    const { folderProcesses, listening, ignoresCase } = this.#deps.pieces;
    return lookAtUse(profile, ports, {
      ...{ folderProcesses, listening, ignoresCase },
      defaultDirs: () => Promise.resolve(known.defaultDirs),
    });
  }

  async dispose(): Promise<void> {
    const { backups, comparer } = this.#deps.pieces;
    this.#queue.dispose();
    await comparer.stop();
    backups.dispose();
  }

  async #boundTo(profile: string): Promise<readonly LocalConnection[]> {
    const { known, connections } = await this.#around();
    const isFound = known.folders.some(({ realDir }) => realDir === profile);
    const named = { realDir: profile, sources: [] };
    const all = isFound ? known : { ...known, folders: [...known.folders, named] };
    return connections.filter(({ pid }) => boundFolder({ isLocal: true, pid }, all) === profile);
  }

  #around(): Promise<Surroundings> {
    this.#surroundings ??= this.#lookAround();
    return this.#surroundings;
  }

  async #lookAround(): Promise<Surroundings> {
    const { pieces } = this.#deps;
    const { folderProcesses, listening, ignoresCase, dataDir, defaultDirs } = pieces;
    const usePorts = { folderProcesses, listening, ignoresCase };
    const [seen, connections] = await Promise.all([
      processesNow({ ...usePorts, defaultDirs: () => Promise.resolve(defaultDirs) }),
      this.#deps.connections(),
    ]);
    const processes: readonly FolderProcess[] = seen.ok ? seen.value : [];
    const folders = await pieces.locate(processes, chosenFolders(dataDir));
    const ofSystem = folders.filter(({ sources }) => sources.includes('default'));
    const likeliest = await Promise.all(defaultDirs.map(realDirOf));
    const known: KnownFolders = {
      ...{ folders, processes },
      defaultDirs: [...new Set([...likeliest, ...ofSystem.map(({ realDir }) => realDir)])],
    };
    const bound = connections.map(({ pid }) => boundFolder({ isLocal: true, pid }, known));
    const first = bound.find((dir) => dir !== null) ?? null;
    const watched = folders.find(({ realDir }) => realDir === first)?.dir ?? null;
    return { known, connections, found: { dirs: folders.map(({ dir }) => dir), watched } };
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // Not there, or not for us to see.
    return false;
  }
}
