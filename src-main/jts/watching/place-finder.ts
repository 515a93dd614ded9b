import { entriesOf } from './bounded-list.ts';

/** Folders that are listed for one search, so that a tree of any size costs the same. */
const MAX_LISTED = 200;
const MAX_FOUND = 100;

/** Turns patterns into the paths that are there, in their order, each once. */
export class PlaceFinder {
  #listed = 0;
  readonly #names = new Map<string, readonly string[]>();

  async find(patterns: readonly string[]): Promise<readonly string[]> {
    const found = new Set<string>();
    for (const pattern of patterns) {
      for (const path of await this.#expand(pattern)) if (found.size < MAX_FOUND) found.add(path);
    }
    return [...found];
  }

  async #expand(pattern: string): Promise<readonly string[]> {
    const parts = pattern.split(/[\\/]/);
    let paths: readonly string[] = [parts.shift() ?? ''];
    for (const part of parts) {
      const next: string[] = [];
      for (const path of paths) {
        const folder = path === '' ? '/' : path;
        if (!part.includes('*')) next.push(`${path}/${part}`);
        else for (const name of await this.#matching(folder, part)) next.push(`${path}/${name}`);
      }
      paths = next;
    }
    return paths;
  }

  async #matching(folder: string, pattern: string): Promise<readonly string[]> {
    const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    const shape = new RegExp(`^${parts.join('.*')}$`, 'i');
    return (await this.#namesIn(folder)).filter((name) => shape.test(name));
  }

  async #namesIn(folder: string): Promise<readonly string[]> {
    const known = this.#names.get(folder);
    if (known !== undefined) return known;
    if (this.#listed >= MAX_LISTED) return [];
    this.#listed += 1;
    const names = (await entriesOf(folder)).map(({ name }) => name).sort();
    this.#names.set(folder, names);
    return names;
  }
}
