import type { Evidence } from '../contract/evidence.ts';
import type { Target } from '../contract/target.ts';
import type { Clock } from '../domain/clock.ts';
import type { SeenRestart } from '../domain/daily-restart.ts';

interface RestartWatchDeps {
  readonly clock: Clock;
  readonly gatherEvidence: (target: Target) => Promise<Evidence>;
}

export interface RestartListener {
  /** The port was closed and is open again. */
  onSeen(): void;
  /** Another process is behind it. */
  onLearned(seen: SeenRestart): void;
}

/** Sees Gateway go away and come back. */
export class RestartWatch {
  #goneAt: number | null = null;
  readonly #target: Target;
  readonly #deps: RestartWatchDeps;
  readonly #heard: RestartListener;

  constructor(target: Target, deps: RestartWatchDeps, listener: RestartListener) {
    this.#target = target;
    this.#deps = deps;
    this.#heard = listener;
  }

  /** `everListened`: only a port that was open can have been closed. */
  looked(listening: boolean, everListened: boolean): void {
    const { clock } = this.#deps;
    if (!listening) {
      if (everListened) this.#goneAt ??= clock.now();
    } else if (this.#goneAt !== null) {
      const seen = { goneAt: this.#goneAt, backAt: clock.now() };
      this.#goneAt = null;
      this.#heard.onSeen();
      void this.#learnFrom(seen);
    }
  }

  forget(): void {
    this.#goneAt = null;
  }

  /** Only a new process behind the port was a restart. */
  async #learnFrom(seen: SeenRestart): Promise<void> {
    const { process } = await this.#deps.gatherEvidence(this.#target);
    if (process.outcome !== 'found') return;
    if (!process.processes.some(({ startedAt }) => startedAt >= seen.goneAt)) return;
    this.#heard.onLearned(seen);
  }
}
