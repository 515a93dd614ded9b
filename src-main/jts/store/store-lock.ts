import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { OwnerLock, type Owner } from '../../files/owner-lock.ts';
import { errnoOf, systemError } from './store-problem.ts';

/** Between two tries; uneven, so that those who wait don't keep step. */
const RETRY_MS = { least: 1, spread: 8 } as const;
/** Longer timers fire at once. */
const LONGEST_MS = 2_147_483_647;
/** The same process does not take it again at once, or those of other processes would starve. */
const BREATH_MS = 2;

/**
 * One at a time among all processes and all instances in this one. Inside its work it may be asked
 * for again, which costs nothing.
 */
export class StoreLock {
  readonly #lock: OwnerLock;
  readonly #holding = new AsyncLocalStorage<{ isHeld: boolean }>();
  /** Ends when everybody who asked before has had their turn. */
  #queue: Promise<void> = Promise.resolve();
  #releasedMs = -Infinity;

  constructor(dir: string, owner: Owner) {
    this.#lock = new OwnerLock(dir, 'lock', owner);
  }

  /** Null: not free within `waitMs`; nothing was done then. Throws what keeps the lock from being written. */
  async run<Value>(work: () => Promise<Value>, waitMs: number): Promise<Value | null> {
    // What was begun inside and goes on after the end of it has to ask again.
    if (this.#holding.getStore()?.isHeld === true) return work();
    const deadlineMs = performance.now() + waitMs;
    const before = this.#queue;
    let pass = (): void => undefined;
    const turn = new Promise<void>((resolve) => (pass = resolve));
    this.#queue = before.then(() => turn);
    try {
      return (await within(before, waitMs)) && (await this.#take(deadlineMs))
        ? await this.#hold(work)
        : null;
    } finally {
      pass();
    }
  }

  async #take(deadlineMs: number): Promise<boolean> {
    if (performance.now() - this.#releasedMs < BREATH_MS) await sleep(BREATH_MS);
    while (!this.#lock.take()) {
      if (performance.now() >= deadlineMs) return false;
      await sleep(RETRY_MS.least + Math.random() * RETRY_MS.spread);
    }
    const { failure } = this.#lock;
    if (failure === null) return true;
    // A lock that nobody else can see excludes nobody, and two may soon write when there is room again.
    this.#lock.release();
    throw systemError(errnoOf(failure) ?? 'EACCES', 'the lock of the backups');
  }

  async #hold<Value>(work: () => Promise<Value>): Promise<Value> {
    const holding = { isHeld: true };
    try {
      return await this.#holding.run(holding, work);
    } finally {
      holding.isHeld = false;
      this.#lock.release();
      this.#releasedMs = performance.now();
    }
  }
}

/** False: it took longer. */
async function within(turn: Promise<void>, waitMs: number): Promise<boolean> {
  const late = new AbortController();
  try {
    return await Promise.race([
      turn.then(() => true),
      sleep(Math.min(waitMs, LONGEST_MS), false, { signal: late.signal }),
    ]);
  } finally {
    late.abort();
  }
}
