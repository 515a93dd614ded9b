import type { Clock } from '../../domain/clock.ts';

/** What other processes append is to be seen within two seconds. */
const LOOK_MS = 1000;

/** Tells listeners of changes; looks for them only while there are any. */
export class ChangeWatch {
  readonly #clock: Clock;
  /** Finds out what is new, and calls `tell` if so. */
  readonly #look: () => void;
  readonly #listeners = new Set<() => void>();
  #stop: (() => void) | null = null;
  #isTelling = false;

  constructor(clock: Clock, look: () => void) {
    this.#clock = clock;
    this.#look = look;
  }

  on(listener: () => void): () => void {
    this.#listeners.add(listener);
    if (this.#stop === null) this.#lookLater();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.dispose();
    };
  }

  /** Once for all that happens in one turn, and never from within a call of the listener's own. */
  tell(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    queueMicrotask(() => {
      this.#isTelling = false;
      for (const listener of [...this.#listeners]) listener();
    });
  }

  dispose(): void {
    this.#listeners.clear();
    this.#stop?.();
    this.#stop = null;
  }

  #lookLater(): void {
    this.#stop = this.#clock.after(LOOK_MS, () => {
      this.#look();
      this.#lookLater();
    });
  }
}
