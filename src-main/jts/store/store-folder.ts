import { lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ownFolder } from '../../files/small-files.ts';
import { syncFolder } from './plain-files.ts';
import { systemError } from './store-problem.ts';

/** `backups/v1` in the app's data folder; neither of the two may be a link to somewhere else. */
export class StoreFolder {
  readonly path: string;
  readonly #own: readonly string[];

  constructor(dataDir: string) {
    const backups = join(dataDir, 'backups');
    this.path = join(backups, 'v1');
    this.#own = [backups, this.path];
  }

  /** Something else lies where our folders should be: nothing is read, written or deleted there. */
  get isPlanted(): boolean {
    return this.#own.some((path) => kindOf(path) === 'other');
  }

  /** For their owner only. Throws what the file system says. */
  async make(): Promise<void> {
    for (const path of this.#own) {
      const kind = kindOf(path);
      if (kind === 'other')
        throw systemError('ENOTDIR', 'a link or a file where a folder should be');
      ownFolder(path);
      if (kind === 'none') await syncFolder(dirname(path));
    }
  }
}

function kindOf(path: string): 'folder' | 'other' | 'none' {
  try {
    return lstatSync(path).isDirectory() ? 'folder' : 'other';
  } catch {
    return 'none';
  }
}
