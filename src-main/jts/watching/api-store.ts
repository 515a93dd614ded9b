import { join } from 'node:path';
import type { StoreFile } from '../../contract/jts/settings-folder.ts';
import type { Clock } from '../../domain/clock.ts';
import { isApiStoreName } from '../../domain/jts/api-store-name.ts';
import { isFileName } from '../store/entry-schema.ts';
import { entriesOf } from './bounded-list.ts';
import { isSame, keyOf, readSighted, sight, type Sighting } from './bounded-read.ts';
import { pause } from './pause.ts';

/** One file of the API settings store with its bytes, for a backup. Nobody looks into them. */
export interface StoreBytes {
  readonly file: StoreFile;
  readonly bytes: Uint8Array;
  /** Permission bits. */
  readonly mode: number;
}

/** `ibg.xml`, `tws.xml`, or the same under the ending of an encrypted file, of which several are in use. */
const STORE = /^(?:ibg|tws)(?:\.xml)?\.([a-z]\w{0,15})$/i;
/** Logs, programs and what editors and archivers leave beside a file. */
const NO_STORE =
  /^(?:log|logs|txt|out|err|gz|zip|tmp|temp|bak|old|orig|lock|lck|part|vmoptions|exe|bat|cmd|sh|command|desktop|ico|icns|png|jar|ini|json|html?|properties)$/i;
/** Program folders lie beside those of the users: `1030`, `10.30.1t`, `ibgateway`. */
const NO_USER_FOLDER = /^(?:[.\d].*|ibgateway|jars|jre|logs?|tmp)$/i;
const MAX_USER_FOLDERS = 200;
const MAX_FILES = 32;

/** Twice the same, so far apart: nobody is writing it. */
const QUIET_MS = 120;
const TRIES = 5;
const LOOK_MS = 15_000;

/** Names of the store's files, relative to the settings folder, with forward slashes. Never rejects. */
export async function apiStoreNames(dir: string): Promise<readonly string[]> {
  const folders = (await entriesOf(dir))
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map(({ name }) => name)
    .filter((name) => !NO_USER_FOLDER.test(name))
    .sort()
    .slice(0, MAX_USER_FOLDERS);
  const names: string[] = [];
  for (const folder of folders) {
    for (const { name } of await entriesOf(join(dir, folder))) {
      const ending = STORE.exec(name)?.[1];
      const inFolder = `${folder}/${name}`;
      if (ending !== undefined && !NO_STORE.test(ending) && canBeKept(inFolder)) {
        names.push(inFolder);
      }
    }
  }
  return names.sort().slice(0, MAX_FILES);
}

/** The whole store as it is at this moment; a file that can't be read at rest is left out. Never rejects. */
export async function readApiStore(dir: string, clock: Clock): Promise<readonly StoreBytes[]> {
  const files: StoreBytes[] = [];
  for (const name of await apiStoreNames(dir)) {
    const read = await readAtRest(join(dir, name), clock);
    if (read === null) continue;
    const { seen, bytes, sha256 } = read;
    const { size, mode, mtimeMs } = seen;
    files.push({ file: { name, size, sha256, mtimeMs }, bytes, mode });
  }
  return files;
}

/** A backup with any other name would be refused as a whole. */
const canBeKept = (name: string): boolean => isFileName(name) && isApiStoreName(name);

type SeenFile = Sighting & { kind: 'file' };

async function readAtRest(
  path: string,
  clock: Clock,
): Promise<{ seen: SeenFile; bytes: Uint8Array; sha256: string } | null> {
  for (let left = TRIES; left > 0; left -= 1) {
    const seen = await sight(path);
    if (seen.kind !== 'file') return null;
    await pause(clock, QUIET_MS);
    if (!isSame(await sight(path), seen)) continue;
    const content = await readSighted(path, seen);
    if (content !== null && !('why' in content)) return { seen, ...content };
  }
  return null;
}

/** Tells the files of the store at the start, and again when one of them has other contents, comes or goes. */
export class ApiStoreWatcher {
  readonly #dir: string;
  readonly #clock: Clock;
  readonly #onChange: (files: readonly StoreFile[]) => void;
  /** By name: what was read, and in which state of the file. */
  #known = new Map<string, { readonly key: string; readonly file: StoreFile }>();
  #told: readonly StoreFile[] | null = null;
  #stopLooking = (): void => undefined;
  #isLooking = false;
  #isAsked = false;
  #isDisposed = false;

  constructor(dir: string, clock: Clock, onChange: (files: readonly StoreFile[]) => void) {
    this.#dir = dir;
    this.#clock = clock;
    this.#onChange = onChange;
    this.look();
  }

  /** As last told; null: still looking. */
  get files(): readonly StoreFile[] | null {
    return this.#told;
  }

  /** Looks at once. */
  look(): void {
    this.#isAsked = true;
    if (this.#isLooking || this.#isDisposed) return;
    this.#isLooking = true;
    void this.#looks();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#stopLooking();
  }

  async #looks(): Promise<void> {
    this.#stopLooking();
    while (this.#isAsked) {
      this.#isAsked = false;
      await this.#lookOnce();
    }
    this.#isLooking = false;
    if (!this.#isDisposed) this.#stopLooking = this.#clock.after(LOOK_MS, () => this.look());
  }

  async #lookOnce(): Promise<void> {
    const found = new Map<string, { readonly key: string; readonly file: StoreFile }>();
    for (const name of await apiStoreNames(this.#dir)) {
      const path = join(this.#dir, name);
      const known = this.#known.get(name);
      const isKnown = known !== undefined && keyOf(await sight(path)) === known.key;
      const one = isKnown ? known : await this.#read(name, path);
      // Written all the time: as it was, until it can be read.
      const entry = one ?? known;
      if (entry !== undefined) found.set(name, entry);
    }
    if (this.#isDisposed) return;
    this.#known = found;
    const files = [...found.values()].map(({ file }) => file);
    if (this.#told !== null && isEqual(files, this.#told)) return;
    this.#told = files;
    this.#onChange(files);
  }

  async #read(name: string, path: string): Promise<{ key: string; file: StoreFile } | undefined> {
    const read = await readAtRest(path, this.#clock);
    if (read === null) return undefined;
    const { size, mtimeMs, key } = read.seen;
    return { key, file: { name, size, sha256: read.sha256, mtimeMs } };
  }
}

const isEqual = (files: readonly StoreFile[], others: readonly StoreFile[]): boolean =>
  files.length === others.length &&
  files.every((file, at) => file.name === others[at]?.name && file.sha256 === others[at].sha256);
