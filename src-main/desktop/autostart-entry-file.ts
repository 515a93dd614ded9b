import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StartAtLogin } from '../contract/app-state.ts';
import { replaceOwnFile } from '../files/small-files.ts';
import { entryText, isNameable, startsAtLogin } from '../domain/autostart-entry.ts';
import type { Autostart } from './autostart.ts';

interface EntryFile {
  readonly path: string;
  /** What the system shall start. */
  readonly program: string;
  /** The names the running desktop goes by. */
  readonly desktops: readonly string[];
}

/** Nobody writes as much into such a file. */
const MAX_BYTES = 64 * 1024;

/**
 * Start at login by a file in the user's autostart folder. Whoever changes or removes it there, as
 * a desktop's own settings do, is believed: the file is read each time it is asked for.
 */
export class EntryFileAutostart implements Autostart {
  /** Why the system refused the last change; until one succeeds. */
  #refused: string | null = null;
  readonly #file: EntryFile;

  constructor(file: EntryFile) {
    this.#file = file;
  }

  get state(): StartAtLogin {
    const { path, program, desktops } = this.#file;
    if (this.#refused !== null) return { possible: false, why: this.#refused };
    if (!isNameable(program)) return { possible: false, why: 'unnameable' };
    try {
      const stat = statSync(path);
      // A pipe would keep the app waiting.
      const isEntry = !stat.isFIFO() && stat.size <= MAX_BYTES;
      const text = isEntry ? readFileSync(path, 'utf8') : '';
      return { possible: true, on: startsAtLogin(text, program, desktops) };
    } catch (error) {
      const why = codeOf(error);
      return why === 'ENOENT' ? { possible: true, on: false } : { possible: false, why };
    }
  }

  set(on: boolean, hidden: boolean): StartAtLogin {
    try {
      if (!on) rmSync(this.#file.path, { force: true });
      else if (isNameable(this.#file.program)) this.#write(hidden);
      this.#refused = null;
    } catch (error) {
      this.#refused = codeOf(error);
    }
    return this.state;
  }

  /** Beside it first: half a file at its place would be worse than none. */
  #write(hidden: boolean): void {
    const { path, program } = this.#file;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    replaceOwnFile(path, entryText(program, hidden));
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
