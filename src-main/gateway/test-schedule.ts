import type { Target } from '../contract/target.ts';
import { sessionLives } from '../contract/verdict.ts';
import { LIMITS, MANY_CLIENTS } from '../domain/limits.ts';
import { scheduledTestInMs, type Schedule } from '../domain/probe-schedule.ts';
import type { SurroundingsDeps } from './surroundings.ts';
import type { WatchHost } from './watch-host.ts';

type ScheduleDeps = Pick<SurroundingsDeps, 'clock' | 'gatherEvidence'>;

/** The tests that are scheduled. */
export interface ScheduledTests {
  runs(): boolean;
  schedule(): Schedule;
  runTest(): void;
}

/** When the next test is due, and until when a good result stands. */
export class TestSchedule {
  #stopNext = (): void => undefined;
  #stopAge = (): void => undefined;
  readonly #target: Target;
  readonly #deps: ScheduleDeps;
  readonly #host: Pick<WatchHost, 'status' | 'emit'>;
  readonly #tests: ScheduledTests;

  constructor(
    target: Target,
    deps: ScheduleDeps,
    host: Pick<WatchHost, 'status' | 'emit'>,
    tests: ScheduledTests,
  ) {
    this.#target = target;
    this.#deps = deps;
    this.#host = host;
    this.#tests = tests;
  }

  stop(): void {
    for (const stop of [this.#stopNext, this.#stopAge]) stop();
  }

  /** No test is due any more; a result ages all the same. */
  stopNext(): void {
    this.#stopNext();
  }

  plan(): void {
    this.testIn(scheduledTestInMs(this.#tests.schedule()));
  }

  testIn(delayMs: number | null): void {
    this.#stopNext();
    if (delayMs === null || !this.#tests.runs()) return;
    this.#stopNext = this.#deps.clock.after(delayMs, () => void this.#runScheduled());
  }

  /** Without a session that answers, a good result ages. */
  growOld(): void {
    this.#stopAge();
    const { newClientAcceptedAt } = this.#host.status;
    this.#stopAge = this.#deps.clock.after(LIMITS.old, () => {
      const { status } = this.#host;
      const isSame = status.newClientAcceptedAt === newClientAcceptedAt;
      // A problem found since is news, however old the good result before it.
      if (!this.#stands && isSame && sessionLives(status.verdict)) {
        this.#host.emit({ kind: 'grew-old' });
      }
    });
  }

  /** A Gateway that is full of clients is left alone: one more may be one too many. */
  async #runScheduled(): Promise<void> {
    if (this.#stands) {
      const { listener } = await this.#deps.gatherEvidence(this.#target);
      if (listener.outcome === 'found' && listener.clients >= MANY_CLIENTS) {
        this.#host.emit({ kind: 'crowded', clients: listener.clients });
        this.plan();
        return;
      }
    }
    this.#tests.runTest();
  }

  get #stands(): boolean {
    return this.#tests.schedule().stands;
  }
}
