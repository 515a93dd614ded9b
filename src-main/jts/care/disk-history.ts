import type { Comparison } from '../../contract/jts/finding.ts';
import {
  isGatewaysOwn,
  standingOf,
  type DiskVersion,
  type GatewayRun,
  type Standing,
} from '../../domain/jts/last-good.ts';

const VERSIONS_KEPT = 50;

/** What of a run became known. */
export interface RunNews {
  /** Another process than before. */
  readonly isStart: boolean;
  readonly isPass: boolean;
  /** The program is another version than in the run before. */
  readonly isUpgrade: boolean;
  readonly isAnything: boolean;
}

/** What was on disk since when, and the program that read it. */
export class DiskHistory {
  #versions: readonly DiskVersion[] = [];
  #run: GatewayRun | null = null;
  #passedAt: number | null = null;
  /** Start of the run that passed then; null: not known. */
  #passedRun: number | null = null;
  #gatewayVersion: string | null = null;

  get run(): GatewayRun | null {
    return this.#run;
  }

  /** A test passed while it ran. */
  get isRunPassed(): boolean {
    return this.#run !== null && this.#passedRun === this.#run.startedAt;
  }

  get passedAt(): number | null {
    return this.#passedAt;
  }

  /** As told last, e.g. `10.30`. */
  get gatewayVersion(): string | null {
    return this.#gatewayVersion;
  }

  /** Of what is on disk now. */
  get standing(): Standing {
    const standing = standingOf(this.#versions, this.#run, this.#passedAt);
    // Another program's pass shows no more than that the content works.
    return { ...standing, isLastGood: standing.isLastGood && this.isRunPassed };
  }

  /** `comparison` with the one before; null: nobody saw that. */
  found(hash: string | null, at: number, comparison: Comparison | null): void {
    const how = comparison === null ? 'unknown' : isGatewaysOwn(comparison) ? 'own' : 'edit';
    this.#versions = [...this.#versions, { hash, at, how } as const].slice(-VERSIONS_KEPT);
  }

  /** `run` undefined: not known now, so it stays as it was. */
  ranWith(
    run: GatewayRun | null | undefined,
    version: string | null,
    passedAt: number | null,
  ): RunNews {
    const before = this.#run;
    if (run !== undefined) this.#run = run;
    const isStart = run != null && run.startedAt !== before?.startedAt;
    const isUpgrade =
      run != null &&
      version !== null &&
      this.#gatewayVersion !== null &&
      version !== this.#gatewayVersion;
    this.#gatewayVersion = version ?? this.#gatewayVersion;
    const isPass = this.#passed(run?.startedAt ?? null, passedAt);
    const isSame = JSON.stringify(before) === JSON.stringify(this.#run);
    return { isStart, isPass, isUpgrade, isAnything: !isSame || isPass };
  }

  /** Whether that is news: a newer pass, or now it is known whose it was. */
  #passed(run: number | null, at: number | null): boolean {
    if (at === null) return false;
    const isNewer = at > (this.#passedAt ?? 0);
    const isNamed = at === this.#passedAt && this.#passedRun === null && run !== null && run <= at;
    if (!isNewer && !isNamed) return false;
    this.#passedAt = at;
    this.#passedRun = run;
    return true;
  }
}
