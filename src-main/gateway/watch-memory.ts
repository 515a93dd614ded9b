import type { TestReport } from '../contract/test-report.ts';
import type { SeenRestart } from '../domain/daily-restart.ts';
import { NO_MEMORY, withRestart, withTest, type MonitorMemory } from '../domain/monitor-memory.ts';
import { afterTest, NO_TRIES } from '../domain/probe-schedule.ts';

/** What a watch remembers, of this process's tests and of those before. */
export class WatchMemory {
  #memory: MonitorMemory = NO_MEMORY;
  /** As they were when the test at hand began. */
  #triesBefore = NO_TRIES;

  get value(): MonitorMemory {
    return this.#memory;
  }

  /** What an earlier monitor of this target knew. */
  recall(memory: MonitorMemory): void {
    this.#memory = memory;
  }

  testBegins(): void {
    this.#triesBefore = this.#memory.tries;
  }

  /** Twice for one test is as good as once. */
  remember(report: TestReport, circumstances: string | null): void {
    this.#memory = {
      ...withTest(this.#memory, report),
      tries: afterTest(this.#triesBefore, report.verdict),
      circumstances,
    };
  }

  /** Silence may be met again. */
  forgetTries(): void {
    this.#triesBefore = NO_TRIES;
    this.#memory = { ...this.#memory, tries: NO_TRIES };
  }

  learn(restart: SeenRestart): void {
    this.#memory = withRestart(this.#memory, restart);
  }
}
