import { watch, type FSWatcher } from 'chokidar';
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';

/** Where changes of one file show themselves: its folder, and where links lead elsewhere, that of the real file. */
interface Watched {
  /** Real folder → the name in it. */
  readonly names: ReadonlyMap<string, string>;
  /** Differs where a folder is another one than before, though its name is the same. */
  readonly key: string;
}

/**
 * Calls back soon after most changes of a file. It loses some, and all of a folder that was put in the
 * place of another one: whoever uses it looks now and then, and arms it anew.
 */
export class WakeUp {
  readonly #path: string;
  readonly #onWake: () => void;
  #armed: { readonly key: string; readonly watcher: FSWatcher } | null = null;
  #closing: Promise<void> = Promise.resolve();
  #isDisposed = false;

  constructor(path: string, onWake: () => void) {
    this.#path = path;
    this.#onWake = onWake;
  }

  /** Watches what is there now; false where there is no folder yet. `anew`: also what it watches already. */
  async arm(anew = false): Promise<boolean> {
    const found = await watchedFor(this.#path);
    if (this.#isDisposed) return false;
    if (!anew && found !== null && found.key === this.#armed?.key) return true;
    this.#disarm();
    if (found === null) return false;
    this.#armed = { key: found.key, watcher: this.#watch(found) };
    return true;
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#disarm();
    await this.#closing;
  }

  #watch({ names }: Watched): FSWatcher {
    const isOurs = (path: string): boolean => {
      const whole = resolve(path);
      // The name on disk may be written otherwise where case does not count.
      const name = names.get(dirname(whole))?.toLowerCase();
      return name === basename(whole).toLowerCase();
    };
    const watcher = watch([...names.keys()], {
      ignored: (path) => !names.has(resolve(path)) && !isOurs(path),
      ignoreInitial: true,
      ignorePermissionErrors: true,
      atomic: false,
      depth: 0,
      // Links are followed by us: to the real folders.
      followSymlinks: false,
    });
    watcher.on('all', (event, path) => {
      if (event === 'unlinkDir' || isOurs(path)) this.#onWake();
    });
    // Changes between the last look and now.
    watcher.on('ready', () => this.#onWake());
    // Too many watches on this machine, or a folder that may not be read: the looks remain.
    watcher.on('error', () => {
      if (this.#armed?.watcher === watcher) this.#disarm();
    });
    return watcher;
  }

  #disarm(): void {
    const watcher = this.#armed?.watcher;
    this.#armed = null;
    if (watcher === undefined) return;
    // What can't be closed is of a folder that has gone.
    this.#closing = Promise.all([this.#closing, watcher.close().catch(() => undefined)]).then(
      () => undefined,
    );
  }
}

async function watchedFor(path: string): Promise<Watched | null> {
  try {
    const folder = await realpath(dirname(path));
    const names = new Map([[folder, basename(path)]]);
    const real = await realpath(path).catch(() => null);
    if (real !== null && dirname(real) !== folder) names.set(dirname(real), basename(real));
    const ids = await Promise.all([...names.keys()].map(identityOf));
    return { names, key: [...names].flat().concat(ids).join('\n') };
  } catch {
    // Not there, or not for us to see: both may change.
    return null;
  }
}

async function identityOf(folder: string): Promise<string> {
  const { dev, ino, birthtimeNs } = await stat(folder, { bigint: true });
  // Numbers are given out again at once; the birth tells such two apart.
  return `${dev} ${ino} ${birthtimeNs}`;
}
