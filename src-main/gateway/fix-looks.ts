import type { Evidence } from '../contract/evidence.ts';
import { isLocal, type Target } from '../contract/target.ts';
import type { SurroundingsDeps } from './surroundings.ts';

/** Beside what the tests themselves see: a person waits for what a step changes. */
const LOOK_MS = 5000;

export interface LooksHost {
  /** Nothing is looked at while paused, asleep, or while another process watches. */
  watches(): boolean;
  onEvidence(evidence: Evidence): void;
}

/**
 * While a guided fix is open, processes and sockets are looked at again and again: a test reads them
 * once, at its start, and a held one lasts for minutes.
 */
export class FixLooks {
  #isOpen = false;
  #runs = 0;
  #stopNext = (): void => undefined;
  readonly #target: Target;
  readonly #deps: Pick<SurroundingsDeps, 'clock' | 'gatherEvidence'>;
  readonly #host: LooksHost;

  constructor(
    target: Target,
    deps: Pick<SurroundingsDeps, 'clock' | 'gatherEvidence'>,
    host: LooksHost,
  ) {
    this.#target = target;
    this.#deps = deps;
    this.#host = host;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  set isOpen(open: boolean) {
    if (open === this.#isOpen) return;
    this.#isOpen = open;
    this.#stopNext();
    this.#runs += 1;
    // What ended it is told by a last look.
    void (open ? this.#goOn(this.#runs) : this.look());
  }

  /** Once. */
  async look(): Promise<void> {
    if (!isLocal(this.#target.host) || !this.#host.watches()) return;
    const evidence = await this.#deps.gatherEvidence(this.#target);
    if (this.#host.watches()) this.#host.onEvidence(evidence);
  }

  async #goOn(run: number): Promise<void> {
    await this.look();
    if (run !== this.#runs) return;
    this.#stopNext = this.#deps.clock.after(LOOK_MS, () => void this.#goOn(run));
  }
}
