import type { ProgramName } from '../../contract/api-clients.ts';

/** Names by what ties a row to its process; whom the system does not show is missing. Null: it shows none. */
export type Programs = ReadonlyMap<string, ProgramName> | null;

/** Not asked for so long: its connections are gone, and its number may be given to another. */
const FORGOTTEN_MS = 60_000;
/** Who may not be seen now may not be seen in a moment either. */
const UNSEEN_FOR_MS = 60_000;
/** Gateway takes 32 clients; of thousands the rest stay unseen. */
const MOST_AT_ONCE = 200;

interface Known {
  readonly program: ProgramName | null;
  readonly foundMs: number;
  askedMs: number;
}

/** Looks for the programs behind sockets it has not met before, and remembers the others. */
export class ProgramNames {
  readonly #known = new Map<string, Known>();
  readonly #find: (owners: ReadonlySet<string>) => Promise<Programs>;

  constructor(find: (owners: ReadonlySet<string>) => Promise<Programs>) {
    this.#find = find;
  }

  async of(owners: readonly string[]): Promise<Programs> {
    const nowMs = performance.now();
    const unknown = new Set(owners.filter((owner) => !this.#isKnown(owner, nowMs)));
    const fresh = new Set([...unknown].slice(0, MOST_AT_ONCE));
    if (fresh.size > 0) {
      const found = await this.#find(fresh);
      if (found === null) return null;
      for (const owner of fresh) {
        const program = found.get(owner) ?? null;
        this.#known.set(owner, { program, foundMs: nowMs, askedMs: nowMs });
      }
    }
    const names = new Map<string, ProgramName>();
    for (const owner of owners) {
      const known = this.#known.get(owner);
      if (known === undefined) continue;
      known.askedMs = nowMs;
      if (known.program !== null) names.set(owner, known.program);
    }
    this.#forget(nowMs);
    return names;
  }

  #isKnown(owner: string, nowMs: number): boolean {
    const known = this.#known.get(owner);
    if (known === undefined) return false;
    return known.program !== null || nowMs - known.foundMs < UNSEEN_FOR_MS;
  }

  #forget(nowMs: number): void {
    for (const [owner, { askedMs }] of this.#known) {
      if (nowMs - askedMs > FORGOTTEN_MS) this.#known.delete(owner);
    }
  }
}
