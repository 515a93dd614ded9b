import type { ConnectionStatus } from '../../contract/connection-status.ts';
import { SETTINGS_FILE } from '../../contract/jts/backup.ts';
import type {
  FolderProcess,
  FolderUse,
  SettingsFolder,
} from '../../contract/jts/settings-folder.ts';
import type { MayExplain } from '../../contract/jts/settings-state.ts';
import { connectionKey } from '../../contract/target.ts';
import { bindings } from '../../domain/jts/bindings.ts';
import { together } from '../../domain/jts/gateway-run.ts';
import { useOfFiles } from '../restore/files-in-use.ts';
import type { CarePorts } from './care-ports.ts';
import type { CareListeners } from './care-shared.ts';
import { chosenFolders } from './chosen-folders.ts';
import { FolderCare } from './folder-care.ts';
import type { FolderRestores } from './folder-restores.ts';
import { Incidents } from './incidents.ts';
import { lookAtUse, processesNow, realDirOf, type UsePorts } from './look-at-use.ts';
import { Restoring } from './restoring.ts';
import { Tidying } from './tidying.ts';

/** It reads every process's command line; what a connection tells makes one at once. */
const LOOK_MS = 60_000;
/** Programs can be installed, and files of options written, while the app runs. */
const LOCATE_MS = 300_000;

/** All settings folders, the connections bound to them, and whoever uses them. */
export class CareFolders {
  readonly incidents: Incidents;
  readonly #ports: CarePorts;
  readonly #listeners: CareListeners;
  readonly #restoring: Restoring;
  readonly #tidying: Tidying;
  /** Null: still looking. */
  #folders: readonly FolderCare[] | null = null;
  #statuses: readonly ConnectionStatus[] = [];
  #processes: readonly FolderProcess[] = [];
  #defaultDirs: readonly string[] = [];
  #heard = '';
  #signs = '';
  #locatedAtMs = -Infinity;
  #looking: Promise<void> | null = null;
  #stopLooking = (): void => undefined;
  #stopChanges = (): void => undefined;
  #isDisposed = false;

  constructor(ports: CarePorts, listeners: CareListeners) {
    const { clock, log, dataDir } = ports;
    this.#ports = ports;
    this.#listeners = listeners;
    this.incidents = new Incidents(dataDir, clock, log);
    this.#tidying = new Tidying(ports);
    this.#restoring = new Restoring(ports, listeners, {
      of: (profile) => this.#of(profile),
      first: () => this.#folders?.[0],
      use: (profile) => this.#useOf(profile),
      useNow: (folder, names) => this.#useNow(folder, names),
    });
  }

  /** The one of the first connection first, then the newest. Null: still looking. */
  get all(): readonly FolderCare[] | null {
    return this.#folders;
  }

  find(id: string): FolderCare | null {
    return this.#folders?.find((one) => one.id === id) ?? null;
  }

  get restores(): FolderRestores {
    return this.#restoring.restores;
  }

  /** The change of settings that may explain what is wrong with a connection; null: none fits. */
  explains(connection: string): MayExplain | null {
    return this.incidents.explains(connection);
  }

  async start(): Promise<void> {
    const { backups } = this.#ports;
    this.#stopChanges = backups.onChange(() => {
      for (const folder of this.#folders ?? []) void folder.backupsChanged();
    });
    await this.look(true);
    await this.#restoring.recover();
    if (this.#ended) return;
    this.#restoring.start((this.#folders ?? []).map(({ profile }) => profile));
    this.#tidying.start();
  }

  statusesChanged(statuses: readonly ConnectionStatus[]): void {
    this.#statuses = statuses;
    const isNew = this.incidents.seen(statuses);
    this.#bind();
    // What came or went with a connection may be the program that uses a folder.
    const signs = statuses
      .map(({ target, verdict }) => `${connectionKey(target)} ${verdict}`)
      .join();
    if (signs !== this.#signs && this.#folders !== null) void this.look();
    this.#signs = signs;
    if (isNew) for (const folder of this.#folders ?? []) folder.bind(folder.connections);
  }

  /** Who uses the folders, and where others lie; `isAsked`: now, and the files as well. */
  look(isAsked = false): Promise<void> {
    if (isAsked) this.#locatedAtMs = -Infinity;
    this.#looking ??= this.#lookOnce().finally(() => {
      this.#looking = null;
      this.#stopLooking();
      if (!this.#ended)
        this.#stopLooking = this.#ports.clock.after(LOOK_MS, () => void this.look());
    });
    if (isAsked) for (const folder of this.#folders ?? []) folder.look();
    return this.#looking;
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#stopLooking();
    this.#stopChanges();
    this.#restoring.dispose();
    this.#tidying.dispose();
    await Promise.all((this.#folders ?? []).map((folder) => folder.dispose()));
  }

  async #lookOnce(): Promise<void> {
    try {
      await this.#lookAround();
    } catch (cause) {
      this.#ports.log.error('the settings folders were not looked for', cause);
      this.#folders ??= [];
    }
    this.#listeners.onChange();
    void this.#restoring.goOn();
  }

  async #lookAround(): Promise<void> {
    const { clock } = this.#ports;
    const processes = await processesNow(this.#usePorts);
    this.#processes = processes.ok ? processes.value : this.#processes;
    const heard = JSON.stringify(this.#processes.map(({ configDir }) => configDir));
    const isOld = clock.monotonicMs() - this.#locatedAtMs >= LOCATE_MS;
    if (isOld || heard !== this.#heard) await this.#locate();
    this.#heard = heard;
    if (this.#ended) return;
    this.#bind();
    await Promise.all(
      (this.#folders ?? []).map(async (folder) => {
        folder.use = await this.#useOfFiles(folder);
      }),
    );
  }

  async #locate(): Promise<void> {
    const ports = this.#ports;
    this.#locatedAtMs = ports.clock.monotonicMs();
    const found = await this.#found();
    const ofSystem = found.filter(({ sources }) => sources.includes('default'));
    const likeliest = await Promise.all(ports.defaultDirs.map(realDirOf));
    this.#defaultDirs = [...new Set([...likeliest, ...ofSystem.map(({ realDir }) => realDir)])];
    if (this.#ended) return;
    const known = this.#folders ?? [];
    // One with backups, or that was there a moment ago, is not forgotten with the program that named it.
    const wanted = found.filter(
      ({ sources, mtimeMs, realDir }) =>
        sources.length > 0 || mtimeMs !== null || known.some(({ profile }) => profile === realDir),
    );
    this.#folders = wanted.map((folder) => {
      const before = known.find(({ profile }) => profile === folder.realDir);
      if (before === undefined) return this.#begin(folder);
      before.folder = folder;
      return before;
    });
    const gone = known.filter((one) => this.#folders?.includes(one) === false);
    await Promise.all(gone.map((one) => one.dispose()));
  }

  /** What is heard of now; beside it, without a source, what was cared for before. */
  async #found(): Promise<readonly SettingsFolder[]> {
    const { dataDir, backups } = this.#ports;
    const chosen = chosenFolders(dataDir);
    const cared = [
      ...backups.list().map(({ profile }) => profile),
      ...(this.#folders ?? []).map(({ folder }) => folder.dir),
    ];
    const found = await this.#ports.locate(this.#processes, [...new Set([...chosen, ...cared])]);
    const really = new Set(await Promise.all(chosen.map(realDirOf)));
    return found.map((folder) => ({
      ...folder,
      sources: folder.sources.filter((one) => one !== 'chosen' || really.has(folder.realDir)),
    }));
  }

  #begin(folder: FolderCare['folder']): FolderCare {
    return new FolderCare(folder, {
      ports: this.#ports,
      afterStart: this.#restoring.afterStart,
      incidents: this.incidents,
      queued: (profile) => this.#restoring.queued(profile),
      ...this.#listeners,
    });
  }

  /** Which connection is about which folder, and what it tells of the program there. */
  #bind(): void {
    const folders = this.#folders ?? [];
    const bound = bindings(this.#statuses, {
      folders: folders.map(({ folder }) => folder),
      processes: this.#processes,
      defaultDirs: this.#defaultDirs,
    });
    for (const folder of folders) {
      const own = bound.filter(({ dir }) => dir === folder.profile);
      const keys = own.map(({ key }) => key);
      const isSame = keys.join(' ') === folder.connections.join(' ');
      if (!isSame) folder.bind(keys);
      const seen = together(own.map((one) => one.seen));
      if (seen !== null) folder.ranWith(seen);
    }
    const order = bound.map(({ dir }) => dir);
    const rank = ({ profile }: FolderCare): number =>
      order.includes(profile) ? order.indexOf(profile) : order.length;
    if (this.#folders !== null) {
      this.#folders = [...this.#folders].sort((one, other) => rank(one) - rank(other));
    }
    this.#listeners.onChange();
  }

  get #usePorts(): UsePorts {
    const ports = this.#ports;
    return {
      folderProcesses: () => ports.folderProcesses(),
      listening: (asked) => ports.listening(asked),
      ignoresCase: ports.ignoresCase,
      defaultDirs: () =>
        Promise.resolve([...new Set([...ports.defaultDirs, ...this.#defaultDirs])]),
    };
  }

  async #useNow(folder: FolderCare, names: readonly string[]): Promise<FolderUse> {
    folder.use = await this.#useOfFiles(folder, names);
    this.#listeners.onChange();
    return folder.use;
  }

  /** Of all that a restore may write there. */
  #useOfFiles({ profile, stores }: FolderCare, others: readonly string[] = []): Promise<FolderUse> {
    const folderUse = (realDir: string): Promise<FolderUse> => this.#useOf(realDir);
    const names = [SETTINGS_FILE, ...stores.map(({ name }) => name), ...others];
    return useOfFiles({ folderUse }, profile, names);
  }

  /** Of the folder itself. */
  #useOf(profile: string): Promise<FolderUse> {
    const keys = this.#of(profile)?.connections ?? [];
    const ports = this.#statuses
      .filter(({ target }) => keys.includes(connectionKey(target)))
      .map(({ target }) => target.port);
    return lookAtUse(profile, ports, this.#usePorts);
  }

  #of(profile: string): FolderCare | undefined {
    return this.#folders?.find((one) => one.profile === profile);
  }

  /** Asked again after waiting. */
  get #ended(): boolean {
    return this.#isDisposed;
  }
}
