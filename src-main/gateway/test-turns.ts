import type { Target } from '../contract/target.ts';
import type { TestReport } from '../contract/test-report.ts';
import { sessionLives } from '../contract/verdict.ts';
import { idsFor, type IdRole } from '../domain/client-ids.ts';
import { LIMITS } from '../domain/limits.ts';
import { startFreshTest, type FreshTest, type Handover, type TestDeps } from './fresh-test.ts';
import type { TargetVoice } from './voice/target-voice.ts';

export interface TurnsDeps extends TestDeps {
  readonly voice: TargetVoice;
  /** First of this installation's client ids. */
  readonly clientIdBase: number;
}

/** A test that has come to its end. */
export interface EndedTest {
  readonly report: TestReport;
  readonly role: IdRole;
  readonly byUser: boolean;
  /** The open connection, for whoever wants to keep it; it is closed otherwise. */
  readonly handOver: () => Handover | null;
}

export interface TurnsListener {
  /** Every change of the test under way, ours or another process's. */
  onHeard(report: TestReport): void;
  onEnded(test: EndedTest): void;
  /** A held test was closed without an answer. */
  onGivenUp(report: TestReport, atOnce: boolean): void;
  /** Nothing is unanswered any more, unless a standing session is. */
  onFree(): void;
}

/** After "I clicked Accept": time for the waiting connection to be answered after all. */
const ACCEPTED_WAIT_MS = 5000;
const ACCEPTED_EVERY_MS = 60_000;
/** While another process has an unanswered test, what it sees is read so often. */
const JOIN_LOOK_MS = 500;

interface UnderWay {
  readonly run: FreshTest;
  readonly role: IdRole;
  readonly byUser: boolean;
}

/**
 * One fresh test at a time, across processes too: whoever wants another one joins it. A test that
 * meets silence is held open for up to ten minutes, because accepting the dialog answers it.
 */
export class TestTurns {
  #test: UnderWay | null = null;
  #beganMs = -Infinity;
  #acceptedMs = -Infinity;
  #stopHold = (): void => undefined;
  #stopJoin = (): void => undefined;
  /** The connection of the newest test that came to its end. */
  #closing: Promise<unknown> = Promise.resolve();
  /** Ids that worked are kept for their role. */
  readonly #keptIds = new Map<IdRole, number>();
  readonly #target: Target;
  readonly #clientId: number | null;
  readonly #deps: TurnsDeps;
  readonly #heard: TurnsListener;

  /** `clientId`: the user's own choice, or null. */
  constructor(target: Target, clientId: number | null, deps: TurnsDeps, listener: TurnsListener) {
    this.#target = target;
    this.#clientId = clientId;
    this.#deps = deps;
    this.#heard = listener;
  }

  /** The test under way, as of now; null between two. */
  get report(): TestReport | null {
    return this.#test?.run.report() ?? null;
  }

  /** Monotonic ms at which the newest test began. */
  get beganMs(): number {
    return this.#beganMs;
  }

  begin(role: IdRole, byUser: boolean): void {
    const { voice, clock, clientIdBase } = this.#deps;
    if (this.#test !== null) return;
    this.#stopJoin();
    if (!voice.tryTest()) {
      this.#joinOther(role, byUser);
      return;
    }
    this.#beganMs = clock.monotonicMs();
    const ids = idsFor(role, clientIdBase, this.#clientId, this.#keptIds.get(role) ?? null);
    const run = startFreshTest(this.#target, ids, this.#deps, (report) => {
      if (report.phase === 'held') this.#hold(report);
      this.#heard.onHeard(report);
    });
    const test = { run, role, byUser };
    this.#test = test;
    void run.finished.then((report) => this.#ended(test, report));
  }

  /** Closes the held connection with FIN. `atOnce`: a fresh test is to follow. */
  async giveUp(atOnce: boolean): Promise<void> {
    const test = this.#test;
    if (test === null) return;
    this.#stopHold();
    this.#test = null;
    const report = test.run.report();
    await this.#close(test);
    this.#heard.onFree();
    this.#heard.onGivenUp(report, atOnce);
  }

  /**
   * The user accepted a dialog. Where accepting helps only later connections, the held one stays
   * mute: after a moment it is closed and one fresh test made. False when asked too soon again.
   */
  acceptHeld(): boolean {
    const { clock } = this.#deps;
    const held = this.#test;
    if (clock.monotonicMs() - this.#acceptedMs < ACCEPTED_EVERY_MS) return false;
    this.#acceptedMs = clock.monotonicMs();
    clock.after(ACCEPTED_WAIT_MS, () => {
      if (this.#test === held && this.report?.phase === 'held') void this.giveUp(true);
    });
    return true;
  }

  async stop(): Promise<void> {
    this.#stopHold();
    this.#stopJoin();
    const test = this.#test;
    this.#test = null;
    // One that ended a moment ago may still have its worker.
    await Promise.all([test?.run.stop(), this.#closing]);
  }

  #close({ run }: UnderWay): Promise<unknown> {
    this.#closing = run.stop();
    return this.#closing;
  }

  /** Another process waits for an answer: what it sees is shown, and no second connection opened. */
  #joinOther(role: IdRole, byUser: boolean): void {
    const report = this.#deps.voice.otherTest()?.report;
    if (report != null) this.#heard.onHeard(report);
    this.#stopJoin = this.#deps.clock.after(JOIN_LOOK_MS, () => {
      this.begin(role, byUser);
    });
  }

  #hold(report: TestReport): void {
    const leftMs = LIMITS.hold - (report.details.waitedMs ?? 0);
    this.#stopHold();
    this.#stopHold = this.#deps.clock.after(leftMs, () => void this.giveUp(false));
  }

  async #ended(test: UnderWay, report: TestReport): Promise<void> {
    if (this.#test !== test) return;
    this.#stopHold();
    this.#test = null;
    if (sessionLives(report.verdict)) this.#keptIds.set(test.role, report.clientId);
    const { role, byUser, run } = test;
    this.#heard.onEnded({ report, role, byUser, handOver: () => run.handOver() });
    await this.#close(test);
    if (this.report === null) this.#heard.onFree();
  }
}
