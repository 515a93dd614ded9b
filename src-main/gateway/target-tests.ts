import type { Evidence } from '../contract/evidence.ts';
import type { WatchedConnection } from '../contract/preferences.ts';
import type { Target } from '../contract/target.ts';
import type { TestReport } from '../contract/test-report.ts';
import { sessionLives } from '../contract/verdict.ts';
import { usualSessionMs, usualStagesMs, type MonitorMemory } from '../domain/monitor-memory.ts';
import { waitAtStartMs, type Schedule } from '../domain/probe-schedule.ts';
import { noFacts } from '../domain/test-facts.ts';
import { lookReport, rememberedReport } from '../domain/test-report.ts';
import type { VerdictContext } from '../domain/verdict.ts';
import type { Handover } from './fresh-test.ts';
import type { StandingSession } from './standing-session.ts';
import type { SurroundingsDeps } from './surroundings.ts';
import { TestSchedule } from './test-schedule.ts';
import { TestTurns, type EndedTest, type TurnsDeps } from './test-turns.ts';
import type { WatchHost } from './watch-host.ts';
import type { WatchMemory } from './watch-memory.ts';

export type TestsDeps = Omit<TurnsDeps, 'known'> & SurroundingsDeps;

/** What tests depend on beside their own results. */
export interface AroundTests {
  runs(): boolean;
  connection(): WatchedConnection;
  standing(): StandingSession | null;
  fixIsOpen(): boolean;
  /** See `Surroundings`. */
  circumstances(): string | null;
  /** A good connection is there to be kept. */
  stand(handover: Handover): void;
  onHeard(report: TestReport): void;
}

type Known = Pick<VerdictContext, 'usualSessionMs' | 'restartSeenAt' | 'ignoredFarms'>;

/** However often the listener changes, tests are at least so far apart. */
const APART_MS = 2000;

/** The tests of one target: what they begin with, what is remembered of them, what follows them. */
export class TargetTests {
  readonly #target: Target;
  readonly #turns: TestTurns;
  readonly #schedule: TestSchedule;
  readonly #memory: WatchMemory;
  readonly #deps: TestsDeps;
  readonly #host: WatchHost;
  readonly #around: AroundTests;

  constructor(
    target: Target,
    memory: WatchMemory,
    deps: TestsDeps,
    host: WatchHost,
    around: AroundTests,
  ) {
    this.#target = target;
    this.#memory = memory;
    this.#deps = deps;
    this.#host = host;
    this.#around = around;
    this.#turns = new TestTurns(
      target,
      around.connection().clientId,
      { ...deps, known: () => this.#known() },
      {
        onHeard: (report) => {
          this.#heard(report);
        },
        onEnded: (test) => {
          this.#ended(test);
        },
        onGivenUp: (report, atOnce) => {
          this.#givenUp(report, atOnce);
        },
        onFree: () => {
          this.free();
        },
      },
    );
    this.#schedule = new TestSchedule(target, deps, host, {
      runs: () => around.runs(),
      schedule: () => this.#scheduledBy(),
      runTest: () => {
        this.runTest();
      },
    });
  }

  /** The test under way, as of now; null between two. */
  get report(): TestReport | null {
    return this.#turns.report;
  }

  async stop(): Promise<void> {
    this.#schedule.stop();
    await this.#turns.stop();
  }

  runTest(byUser = false): void {
    if (!this.#around.runs() || this.report !== null || this.#standing?.isMute === true) return;
    // The user's own clicks do not move the schedule of a healthy session.
    if (!byUser || this.#standing === null) this.#schedule.stopNext();
    this.#memory.testBegins();
    this.#turns.begin(this.#standing === null ? 'standing' : 'beside', byUser);
  }

  /** Silence that an earlier run met is not met again before its time, unless something changed. */
  startAfterSilence(lastTest: NonNullable<MonitorMemory['lastTest']>): void {
    const { clock, clientIdBase } = this.#deps;
    const same = this.#memory.value.circumstances === this.#around.circumstances();
    const waitMs = waitAtStartMs(this.#memory.value.tries, clock.now() - lastTest.at, same);
    if (waitMs === 0) {
      if (!same) this.#memory.forgetTries();
      this.runTest();
      return;
    }
    const { verdict, waitedMs } = lastTest;
    if (verdict !== null) {
      const facts = noFacts(this.#target, clientIdBase, clock.monotonicMs());
      const report = rememberedReport(facts, verdict, waitedMs, this.#context());
      this.#host.emit({ kind: 'tested', report });
    }
    this.#schedule.testIn(waitMs);
  }

  /** At the ordinary time. */
  plan(): void {
    this.#schedule.plan();
  }

  testIn(delayMs: number | null): void {
    this.#schedule.testIn(delayMs);
  }

  /** Something changed: at once, unless the newest test began only just now. */
  testSoon(): void {
    const { clock } = this.#deps;
    this.#schedule.testIn(Math.max(0, this.#turns.beganMs + APART_MS - clock.monotonicMs()));
  }

  /** None is due any more, until one is planned again. */
  stopNext(): void {
    this.#schedule.stopNext();
  }

  /** This and the next: see `TestTurns`. */
  giveUp(atOnce: boolean): Promise<void> {
    return this.#turns.giveUp(atOnce);
  }

  acceptHeld(): boolean {
    return this.#turns.acceptHeld();
  }

  /** Nothing of ours is unanswered, unless a mute session is. */
  free(): void {
    if (this.#standing?.isMute !== true) this.#deps.voice.endTest();
  }

  /** What earlier tests taught. */
  tellRemembered(): void {
    const { acceptedAt } = this.#memory.value;
    this.#host.emit({ kind: 'remembered', usualMs: usualStagesMs(this.#memory.value), acceptedAt });
  }

  /** What is seen without a test, as a report. */
  tellLook(evidence: Evidence | null): void {
    const facts = {
      ...noFacts(this.#target, this.#deps.clientIdBase, this.#deps.clock.monotonicMs()),
      evidence,
    };
    this.#host.emit({ kind: 'tested', report: lookReport(facts, this.#context()) });
  }

  get #standing(): StandingSession | null {
    return this.#around.standing();
  }

  #heard(report: TestReport): void {
    // At once: whoever starts this program anew meanwhile must not raise a second dialog.
    if (report.phase === 'held') this.#remember(report);
    this.#host.emit({ kind: 'tested', report });
    this.#around.onHeard(report);
  }

  #ended({ report, role, byUser, handOver }: EndedTest): void {
    const passed = sessionLives(report.verdict);
    this.#remember(report);
    const stays = this.#standing === null && this.#around.connection().mode === 'stay-connected';
    const handover = stays ? handOver() : null;
    if (handover !== null) this.#around.stand(handover);
    if (passed && this.#standing === null) this.#schedule.growOld();
    this.tellRemembered();
    this.#host.onRemembered();
    const scheduleStands = byUser && passed && role === 'beside';
    if (!scheduleStands) this.#schedule.plan();
  }

  #givenUp(report: TestReport, atOnce: boolean): void {
    this.#remember(report);
    this.#host.emit({ kind: 'test-stopped' });
    if (atOnce) this.runTest();
    else if (this.#around.runs()) this.#schedule.plan();
  }

  #remember(report: TestReport): void {
    this.#memory.remember(report, this.#around.circumstances());
  }

  #scheduledBy(): Schedule {
    const { tries, lastTest } = this.#memory.value;
    return {
      mode: this.#around.connection().mode,
      tries,
      verdict: lastTest?.verdict ?? null,
      acceptedByHand: this.#host.status.acceptedByHand,
      isMute: this.#standing?.isMute === true,
      fixIsOpen: this.#around.fixIsOpen(),
      stands: this.#standing !== null,
    };
  }

  #known(): Known {
    return {
      usualSessionMs: usualSessionMs(this.#memory.value),
      restartSeenAt: this.#host.status.restartSeenAt,
      ignoredFarms: this.#around.connection().ignoredFarms,
    };
  }

  #context(): VerdictContext {
    const { clock } = this.#deps;
    return { nowMs: clock.monotonicMs(), nowEpochMs: clock.now(), ...this.#known() };
  }
}
