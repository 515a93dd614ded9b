import { randomUUID } from 'node:crypto';
import { linkSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isAlive, ownIdentity } from './process-identity.ts';
import { ageOf, createFile, ownFolder, readSmallFile, remove, replaceFile } from './small-files.ts';

/** Who holds a lock: a process and, inside it, one voice. */
export const ownerSchema = z.object({
  pid: z
    .int()
    .min(1)
    .max(2 ** 31 - 1),
  start: z.string().max(200).nullable(),
  token: z.string().max(64),
});
export type Owner = z.infer<typeof ownerSchema>;

export const newOwner = (): Owner => ({ ...ownIdentity(), token: randomUUID() });

/** What a lock's file says. */
export const contentSchema = z.object({ schema: z.literal(1), owner: ownerSchema.nullable() });
const contentOf = (owner: Owner | null): string => `${JSON.stringify({ schema: 1, owner })}\n`;

/**
 * A lock that does not say whose it is may be one that is being written, where the file system
 * knows no links; after this long it is debris.
 */
const UNREADABLE_MS = 10_000;
/** What a killed process left of its writing. */
const LEFT_BEHIND_MS = 60_000;
/** Beyond this a number was not counted up to. */
const MAX_GENERATION = 1e12;

/**
 * A lock of one process among all, as files `NAME.1`, `NAME.2`, …: the highest counts. Whoever finds
 * its owner gone creates the next one, which only one can; so there is no moment at which a lock
 * is taken away, and a slow breaker can't hit its successor. Nothing in here throws: where
 * nothing can be written, there is nobody to exclude.
 */
export class OwnerLock {
  readonly #dir: string;
  readonly #name: string;
  readonly #me: Owner;
  /** The generation we hold; 0: alone, because nothing can be written. */
  #held: number | null = null;
  #failure: unknown = null;

  constructor(dir: string, name: string, me: Owner) {
    this.#dir = dir;
    this.#name = name;
    this.#me = me;
  }

  get isHeld(): boolean {
    return this.#held !== null;
  }

  /** Why the lock last taken is only pretended, as the file system said it; null: it is real. */
  get failure(): unknown {
    return this.#failure;
  }

  /** True where it is ours afterwards, or where nothing can be written; `failure` tells the two apart. */
  take(): boolean {
    this.#failure = null;
    const highest = this.#highest();
    if (highest !== 0 && this.#isOurs(highest)) {
      // Held, or given back at a moment when the disk could not be written.
      this.#held = highest;
      return true;
    }
    // Somebody removed the file, or the disk can be written again: not ours before it is taken.
    const was = this.#held;
    this.#held = null;
    if (this.#isTaken(highest)) return false;
    const next = highest + 1;
    if (next >= MAX_GENERATION) return this.#startOver(highest);
    switch (this.#create(next)) {
      case 'unwritable':
        this.#held = was ?? 0;
        return true;
      case 'lost':
        return false;
      case 'created':
        break;
    }
    if (this.#highest() !== next) {
      // So late that the generation before was already cleaned away: others have gone on.
      remove(this.#path(next));
      return false;
    }
    this.#held = next;
    this.#clean(next);
    return true;
  }

  /** Nobody counts that far: debris, which must not keep the lock from being taken for ever. */
  #startOver(generation: number): boolean {
    remove(this.#path(generation));
    if (this.#highest() < generation) return this.take();
    this.#failure = new Error('a lock that is debris can’t be removed');
    this.#held = 0;
    return true;
  }

  release(): void {
    const held = this.#held;
    this.#held = null;
    if (held === null || held === 0 || !this.#isOurs(held)) return;
    try {
      // Marked, not removed: the numbers must go on counting up.
      replaceFile(this.#path(held), this.#temporary(), contentOf(null));
    } catch {
      remove(this.#path(held));
    }
  }

  /** Who holds it now, if alive and not us. */
  holder(): Owner | null {
    const highest = this.#highest();
    if (highest === 0) return null;
    const owner = this.#owner(highest);
    return owner !== 'unknown' && owner !== null && !this.#isMe(owner) && isAlive(owner)
      ? owner
      : null;
  }

  #isTaken(generation: number): boolean {
    if (generation === 0) return false;
    const owner = this.#owner(generation);
    if (owner === 'unknown') return ageOf(this.#path(generation)) < UNREADABLE_MS;
    return owner !== null && isAlive(owner);
  }

  #isOurs(generation: number): boolean {
    const owner = this.#owner(generation);
    return owner !== 'unknown' && owner !== null && this.#isMe(owner);
  }

  #isMe(owner: Owner): boolean {
    return owner.token === this.#me.token && owner.pid === this.#me.pid;
  }

  #owner(generation: number): Owner | null | 'unknown' {
    const file = readSmallFile(this.#path(generation));
    // Cleaned away by whoever took the next one, which the next look will see.
    if (file.outcome !== 'read') return 'unknown';
    try {
      return contentSchema.parse(JSON.parse(file.text)).owner;
    } catch {
      return 'unknown';
    }
  }

  #create(generation: number): 'created' | 'lost' | 'unwritable' {
    const path = this.#path(generation);
    const temporary = this.#temporary();
    try {
      ownFolder(this.#dir);
      createFile(temporary, contentOf(this.#me));
    } catch (error) {
      this.#failure = error;
      return 'unwritable';
    }
    try {
      linkSync(temporary, path);
      return 'created';
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return 'lost';
      return this.#createWithoutLinks(path);
    } finally {
      remove(temporary);
    }
  }

  /** FAT and some network folders know no links: there the content comes a moment later. */
  #createWithoutLinks(path: string): 'created' | 'lost' | 'unwritable' {
    try {
      createFile(path, contentOf(this.#me));
      return 'created';
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return 'lost';
      this.#failure = error;
      return 'unwritable';
    }
  }

  #highest(): number {
    return Math.max(0, ...this.#generations());
  }

  #generations(): readonly number[] {
    const prefix = `${this.#name}.`;
    return namesIn(this.#dir).flatMap((name) => {
      const number = name.startsWith(prefix) ? name.slice(prefix.length) : '';
      return /^[1-9]\d{0,12}$/.test(number) && Number(number) < MAX_GENERATION
        ? [Number(number)]
        : [];
    });
  }

  /** The one before stays: whoever reads the folder at this moment must find one of the two. */
  #clean(generation: number): void {
    for (const old of this.#generations()) if (old < generation - 1) remove(this.#path(old));
    for (const name of namesIn(this.#dir)) {
      const path = join(this.#dir, name);
      if (name.endsWith('.tmp') && ageOf(path) > LEFT_BEHIND_MS) remove(path);
    }
  }

  #path(generation: number): string {
    return join(this.#dir, `${this.#name}.${generation}`);
  }

  #temporary(): string {
    return temporaryIn(this.#dir);
  }
}

export const temporaryIn = (dir: string): string => join(dir, `${randomUUID()}.tmp`);

export function namesIn(dir: string): readonly string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}
