import type { Clock } from '../../../src-main/domain/clock.ts';

interface Timer {
  readonly dueMs: number;
  readonly number: number;
  callback: (() => void) | null;
}

/**
 * Time that passes only when told to: monotonic time runs from timer to timer, and the wall clock
 * beside it can be set. Between two timers everything that was promised is settled.
 */
export class VirtualClock implements Clock {
  #nowMs = 1000;
  #offset: number;
  #number = 0;
  #cancelled = 0;
  /** A binary heap; the next timer lies first. */
  #heap: Timer[] = [];

  /** `at`: what the wall clock shows at first, epoch ms. */
  constructor(at: number) {
    this.#offset = at - this.#nowMs;
  }

  now(): number {
    return this.#nowMs + this.#offset;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  after(ms: number, callback: () => void): () => void {
    const timer: Timer = {
      dueMs: this.#nowMs + Math.max(0, ms),
      number: (this.#number += 1),
      callback,
    };
    this.#push(timer);
    return () => {
      if (timer.callback === null) return;
      timer.callback = null;
      this.#cancelled += 1;
      if (this.#cancelled > 1000 && this.#cancelled > this.#heap.length / 2) this.#sweep();
    };
  }

  /** Timers that would still fire. */
  get waiting(): number {
    return this.#heap.length - this.#cancelled;
  }

  /** Somebody sets the wall clock; time itself runs on. */
  setWallClock(at: number): void {
    this.#offset = at - this.#nowMs;
  }

  /** Lets `ms` pass. */
  advance(ms: number): Promise<void> {
    return this.#until(this.#nowMs + ms);
  }

  /** Lets time pass until the wall clock, as it runs now, shows `at`. */
  advanceTo(at: number): Promise<void> {
    return this.#until(at - this.#offset);
  }

  /** The machine stands still for `ms`: time passes, and nothing fires until it goes on. */
  async sleep(ms: number): Promise<void> {
    this.#nowMs += ms;
    await settled();
  }

  async #until(endMs: number): Promise<void> {
    await settled();
    for (;;) {
      const next = this.#heap[0];
      if (next === undefined || next.dueMs > endMs) break;
      this.#pop();
      const { callback } = next;
      if (callback === null) {
        this.#cancelled -= 1;
        continue;
      }
      next.callback = null;
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      callback();
      await settled();
    }
    this.#nowMs = Math.max(this.#nowMs, endMs);
  }

  #sweep(): void {
    const left = this.#heap.filter(({ callback }) => callback !== null);
    this.#heap = [];
    this.#cancelled = 0;
    for (const timer of left) this.#push(timer);
  }

  #push(timer: Timer): void {
    const heap = this.#heap;
    let index = heap.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || isBefore(above, timer)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = timer;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const [one, other] = [heap[left], heap[left + 1]];
      if (one === undefined) break;
      const isRight = other !== undefined && isBefore(other, one);
      const below = isRight ? other : one;
      if (isBefore(last, below)) break;
      heap[index] = below;
      index = isRight ? left + 1 : left;
    }
    heap[index] = last;
  }
}

/** Timers of the same moment fire in the order in which they were set. */
const isBefore = (one: Timer, other: Timer): boolean =>
  one.dueMs === other.dueMs ? one.number < other.number : one.dueMs < other.dueMs;

/** Everything that waits for a promise has gone on. */
const settled = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
