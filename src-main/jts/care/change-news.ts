import type { Clock } from '../../domain/clock.ts';
import type { Comparer } from '../comparer.ts';
import { describe } from './describe.ts';
import { mattering } from './mattering.ts';

/** A content of `jts.ini` that came to rest; bytes null: there is no file. */
export interface Known {
  readonly bytes: Uint8Array | null;
  readonly hash: string | null;
}

export interface ChangeNotice {
  /** Plain names of what matters, most severe first. */
  readonly settings: readonly string[];
  readonly count: number;
  /** Hash of what was there before; null: nothing. */
  readonly before: string | null;
}

/** After the last write. */
const QUIET_MS = 2000;

/** Tells of changes that matter, of several soon after each other once: from the first "before" to the last "after". */
export class ChangeNews {
  readonly #clock: Clock;
  readonly #comparer: Comparer;
  readonly #tell: (notice: ChangeNotice) => void;
  #waiting: { readonly before: Known; readonly after: Known } | null = null;
  #stop = (): void => undefined;

  constructor(clock: Clock, comparer: Comparer, tell: (notice: ChangeNotice) => void) {
    this.#clock = clock;
    this.#comparer = comparer;
    this.#tell = tell;
  }

  /** `at`: of the last write, epoch ms. */
  changed(before: Known, after: Known, at: number): void {
    this.#stop();
    this.#waiting = { before: this.#waiting?.before ?? before, after };
    const leftMs = at + QUIET_MS - this.#clock.now();
    this.#stop = this.#clock.after(Math.min(Math.max(0, leftMs), QUIET_MS), () => {
      void this.#look();
    });
  }

  /** It was no change of anybody else's. */
  forget(): void {
    this.#stop();
    this.#waiting = null;
  }

  dispose(): void {
    this.forget();
  }

  async #look(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting === null || waiting.before.hash === waiting.after.hash) return;
    const { before, after } = waiting;
    const { summary } = await describe(this.#comparer, after.bytes, before.bytes);
    if (summary === null) return;
    const count = mattering(summary);
    if (count > 0) this.#tell({ settings: summary.settings, count, before: before.hash });
  }
}
