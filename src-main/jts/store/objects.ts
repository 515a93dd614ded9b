import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { ageOf, ownFolder } from '../../files/small-files.ts';
import { namesIn, temporaryIn } from '../../files/owner-lock.ts';
import type { ReadBack } from './backups.ts';
import { sha256Schema } from './entry-schema.ts';
import {
  createWhole,
  isFolder,
  readWhole,
  removeFile,
  sha256Of,
  syncFolder,
} from './plain-files.ts';
import { errnoOf, systemError } from './store-problem.ts';

/** Longer than any writing takes. */
const LEFT_BEHIND_MS = 60_000;

/** Bytes by their hash, each written once. Writing and removing are for whoever holds the lock. */
export class Objects {
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = join(dir, 'objects');
  }

  /** Whether anything was ever saved. */
  get hasSome(): boolean {
    return isFolder(this.#dir) && namesIn(this.#dir).some((name) => !name.endsWith('.tmp'));
  }

  /** On the disk when it answers; `isNew`: nothing of that name was there. Throws what the file system says. */
  async put(sha256: string, bytes: Uint8Array): Promise<{ readonly isNew: boolean }> {
    const folder = this.#folderOf(sha256);
    await this.#ensureFolder(folder);
    const found = await this.read(sha256, bytes.length);
    if (found.outcome !== 'read') {
      const temporary = temporaryIn(this.#dir);
      await createWhole(temporary, bytes);
      try {
        await rename(temporary, this.#pathOf(sha256));
      } catch (error) {
        await removeFile(temporary);
        throw error;
      }
    }
    // Of one found, too: whoever wrote it may have been killed just before this.
    await syncFolder(folder);
    return { isNew: found.outcome === 'missing' };
  }

  /** Hashed again; a link, another size or another content is damage. */
  async read(sha256: string, size: number): Promise<ReadBack> {
    if (!sha256Schema.safeParse(sha256).success) return { outcome: 'missing' };
    const folder = this.#folderOf(sha256);
    if (!isFolder(this.#dir) || !isFolder(folder)) return { outcome: 'missing' };
    const file = await readWhole(this.#pathOf(sha256), size);
    if (file.outcome !== 'read') {
      return { outcome: file.outcome === 'missing' ? 'missing' : 'damaged' };
    }
    return (await sha256Of(file.bytes)) === sha256 ? file : { outcome: 'damaged' };
  }

  /** Whether it is gone afterwards. */
  async remove(sha256: string): Promise<boolean> {
    if (!sha256Schema.safeParse(sha256).success) return false;
    const folder = this.#folderOf(sha256);
    // What lies behind a planted link is not ours to delete.
    if (!isFolder(this.#dir) || !isFolder(folder)) return false;
    return removeFile(this.#pathOf(sha256));
  }

  /** What a killed process left of its writing. */
  async sweep(): Promise<void> {
    if (!isFolder(this.#dir)) return;
    for (const name of namesIn(this.#dir)) {
      const path = join(this.#dir, name);
      if (name.endsWith('.tmp') && ageOf(path) > LEFT_BEHIND_MS) await removeFile(path);
    }
  }

  async #ensureFolder(folder: string): Promise<void> {
    for (const dir of [this.#dir, folder]) {
      const isThere = isFolder(dir);
      if (!isThere) await makeFolder(dir);
      ownFolder(dir);
      if (!isThere) await syncFolder(join(dir, '..'));
    }
  }

  #folderOf(sha256: string): string {
    return join(this.#dir, sha256.slice(0, 2));
  }

  #pathOf(sha256: string): string {
    return join(this.#folderOf(sha256), sha256.slice(2));
  }
}

async function makeFolder(dir: string): Promise<void> {
  try {
    await mkdir(dir, { mode: 0o700 });
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
    if (!isFolder(dir)) throw systemError('ENOTDIR', 'a link or a file where a folder should be');
  }
}
