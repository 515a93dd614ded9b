/** One deed after the other, so that each finds what the one before made. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  readonly #onFailed: (cause: unknown) => void;

  /** `onFailed` hears what a deed threw, also where nobody waits for it. */
  constructor(onFailed: (cause: unknown) => void) {
    this.#onFailed = onFailed;
  }

  take<Value>(deed: () => Promise<Value>): Promise<Value> {
    const turn = this.#last.then(deed);
    this.#last = turn.catch(this.#onFailed);
    return turn;
  }
}
