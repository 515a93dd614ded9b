import { lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ownFolder } from '../../files/small-files.ts';
import { syncFolder } from './plain-files.ts';
import { systemError } from './store-problem.ts';

/** `backups/v1` in the app's data folder; neither of the two may be a link to somewhere else. */
export class StoreFolder {
  readonly path: string;
  readonly #own: readonly string[];
  /** Whoever made them may have been killed just after. */
  #isOnDisk = false;

  constructor(dataDir: string) {
    const backups = join(dataDir, 'backups');
    this.path = join(backups, 'v1');
    this.#own = [backups, this.path];
  }

  /** Something else lies where our folders should be: nothing is read, written or deleted there. */
  get isPlanted(): boolean {
    return this.#own.some((path) => kindOf(path) === 'other');
  }

  /** For their owner only, and on the disk. Throws what the file system says. */
  async make(): Promise<void> {
    this.refuseLinks();
    for (const path of this.#own) {
      const isThere = kindOf(path) === 'folder';
      ownFolder(path);
      if (!isThere || !this.#isOnDisk) await syncFolder(dirname(path));
    }
    this.#isOnDisk = true;
  }

  /** Throws ENOTDIR. */
  refuseLinks(): void {
    if (this.isPlanted) throw systemError('ENOTDIR', 'a link or a file where a folder should be');
  }
}

function kindOf(path: string): 'folder' | 'other' | 'none' {
  try {
    return lstatSync(path).isDirectory() ? 'folder' : 'other';
  } catch {
    return 'none';
  }
}
