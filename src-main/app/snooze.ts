import type { Clock } from '../domain/clock.ts';
import { snoozeEnd } from '../domain/snooze.ts';

export type SnoozeChoice = 15 | 60 | 'tomorrow';

/** Until when notifications are held back. */
export class Snooze {
  #until: number | null = null;
  #stop: () => void = () => undefined;
  readonly #clock: Clock;
  readonly #onEnd: () => void;

  constructor(clock: Clock, onEnd: () => void) {
    this.#clock = clock;
    this.#onEnd = onEnd;
  }

  /** Epoch ms, or null. */
  get until(): number | null {
    return this.#until;
  }

  begin(choice: SnoozeChoice): void {
    this.#until = snoozeEnd(choice, this.#clock.now());
    this.look();
  }

  end(): void {
    this.#stop();
    this.#until = null;
  }

  /** Also after a sleep, in which timers stand still. */
  look(): void {
    this.#stop();
    if (this.#until === null) return;
    const leftMs = this.#until - this.#clock.now();
    if (leftMs > 0) {
      this.#stop = this.#clock.after(leftMs, () => {
        this.look();
      });
    } else {
      this.end();
      this.#onEnd();
    }
  }
}
