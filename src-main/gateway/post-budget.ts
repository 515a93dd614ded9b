/**
 * How much a worker may tell. A Gateway that nobody asks anything sends some dozens of messages when
 * a session starts and hardly any later; a peer that sends them without end would keep the parent,
 * which judges each, from doing anything else.
 */
export class PostBudget {
  static readonly AT_ONCE = 100;
  static readonly PER_SECOND = 50;
  #left = PostBudget.AT_ONCE;
  #lastMs: number;

  constructor(nowMs: number) {
    this.#lastMs = nowMs;
  }

  /** False once it is used up. */
  take(nowMs: number): boolean {
    const earned = ((nowMs - this.#lastMs) / 1000) * PostBudget.PER_SECOND;
    this.#left = Math.min(PostBudget.AT_ONCE, this.#left + earned) - 1;
    this.#lastMs = nowMs;
    return this.#left >= 0;
  }
}
