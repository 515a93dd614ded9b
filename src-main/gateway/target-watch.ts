import type { ConnectionStatus } from '../contract/connection-status.ts';
import type { Evidence } from '../contract/evidence.ts';
import type { Connection } from '../contract/preferences.ts';
import { isLocal, targetOf, type Target } from '../contract/target.ts';
import type { TestReport } from '../contract/test-report.ts';
import { idsFor, type IdRole } from '../domain/client-ids.ts';
import { learnedTime } from '../domain/daily-restart.ts';
import type { GatewayEvent } from '../domain/gateway-state.ts';
import { LIMITS, MANY_CLIENTS } from '../domain/limits.ts';
import {
  NO_MEMORY,
  usualSessionMs,
  withRestart,
  withTest,
  type MonitorMemory,
} from '../domain/monitor-memory.ts';
import {
  afterTest,
  nextTestInMs,
  NO_TRIES,
  scheduledTestInMs,
  sessionLives,
  waitAtStartMs,
} from '../domain/probe-schedule.ts';
import { noFacts } from '../domain/test-facts.ts';
import { lookReport, rememberedReport } from '../domain/test-report.ts';
import type { VerdictContext } from '../domain/verdict.ts';
import { startFreshTest, type FreshTest, type TestDeps } from './fresh-test.ts';
import { keepSession, type StandingSession } from './standing-session.ts';
import { Surroundings, type SurroundingsDeps } from './surroundings.ts';
import type { TargetVoice } from './target-voice.ts';

export type EventBody = GatewayEvent extends infer Event
  ? Event extends GatewayEvent
    ? Omit<Event, 'at'>
    : never
  : never;

export interface WatchDeps extends Omit<TestDeps, 'known'>, SurroundingsDeps {
  readonly voice: TargetVoice;
  /** First of this installation's client ids. */
  readonly clientIdBase: number;
}

/** The monitor around the watch. */
export interface WatchHost {
  readonly status: ConnectionStatus;
  emit(event: EventBody): void;
  /** What is remembered has changed, though the status has not. */
  onRemembered(): void;
  /** The computer slept, or its clock was set. */
  onJumped(): void;
}

/** After "I clicked Accept": time for the waiting connection to be answered after all. */
const ACCEPTED_WAIT_MS = 5000;
const ACCEPTED_EVERY_MS = 60_000;
/** A standing session that ends sooner may end so again. */
const SHORT_LIVED_MS = 60_000;
/** Looks count as observations until the policy has its second one. */
const CONFIRM_MS = 5000;
/** While another process has an unanswered test, what it sees is read so often. */
const JOIN_LOOK_MS = 500;
/** However often the listener changes, tests are at least so far apart. */
const APART_MS = 2000;

/**
 * Watches one target: tests it, keeps the first good connection open, and tests again when that
 * drops, when the time comes, when the surroundings change or when the user asks. While an answer
 * is missing that connection is held and no other is opened: each could raise a dialog.
 */
export class TargetWatch {
  #connection: Connection;
  #memory: MonitorMemory = NO_MEMORY;
  #runs = false;
  #test: { readonly run: FreshTest; readonly role: IdRole } | null = null;
  #standing: StandingSession | null = null;
  #standingSinceMs = 0;
  /** Standing sessions in a row that dropped soon after they began. */
  #shortLived = 0;
  #testedMs = -Infinity;
  /** As they were when the test at hand began. */
  #triesBefore = NO_TRIES;
  #goneAt: number | null = null;
  #acceptedMs = -Infinity;
  #stopNext = (): void => undefined;
  #stopHold = (): void => undefined;
  #stopAge = (): void => undefined;
  #stopJoin = (): void => undefined;
  readonly #keptIds = new Map<IdRole, number>();
  readonly #target: Target;
  readonly #surroundings: Surroundings;
  readonly #deps: WatchDeps;
  readonly #host: WatchHost;

  constructor(connection: Connection, deps: WatchDeps, host: WatchHost) {
    this.#connection = connection;
    this.#target = targetOf(connection.host, connection.port, connection.expect);
    this.#deps = deps;
    this.#host = host;
    this.#surroundings = new Surroundings(this.#target, deps, {
      onLooked: (listening) => {
        this.#looked(listening);
      },
      onEvidence: (evidence) => {
        if (!this.#mayConnect && this.#test === null) this.#tellLook(evidence);
      },
      onChanged: () => {
        void this.#changed();
      },
      onJumped: () => {
        host.onJumped();
      },
    });
  }

  get memory(): MonitorMemory {
    return this.#memory;
  }

  /** What an earlier monitor of this target knew. */
  recall(memory: MonitorMemory): void {
    this.#memory = memory;
  }

  /** Begins, or begins again after a pause or sleep, with a test unless silence forbids it. */
  async start(): Promise<void> {
    this.#runs = true;
    this.#surroundings.start();
    if (!this.#mayConnect) {
      if (isLocal(this.#target.host)) await this.#surroundings.lookNow();
      // Another computer shows nothing without a connection.
      else this.#tellLook(null);
      return;
    }
    const { tries, lastTest } = this.#memory;
    if (tries.silent === 0 || lastTest === null) {
      this.#runTest();
      return;
    }
    await this.#surroundings.lookNow();
    if (!this.#isRunning) return;
    const same = this.#memory.circumstances === this.#surroundings.circumstances;
    const waitMs = waitAtStartMs(tries, this.#deps.clock.now() - lastTest.at, same);
    if (waitMs === 0) {
      if (!same) this.forgetTries();
      this.#runTest();
      return;
    }
    if (lastTest.verdict !== null) {
      const facts = noFacts(this.#target, this.#deps.clientIdBase, this.#deps.clock.monotonicMs());
      const report = rememberedReport(facts, lastTest.verdict, lastTest.waitedMs, this.#context());
      this.#host.emit({ kind: 'tested', report });
    }
    this.#testIn(waitMs);
  }

  /** Closes every connection with FIN and ends every worker; `start` may follow. */
  async stop(): Promise<void> {
    this.#runs = false;
    for (const stop of [this.#stopNext, this.#stopHold, this.#stopAge, this.#stopJoin]) stop();
    this.#surroundings.stop();
    const test = this.#test;
    const standing = this.#standing;
    this.#test = null;
    this.#standing = null;
    this.#surroundings.sessionStands = false;
    this.#goneAt = null;
    await Promise.all([test?.run.stop(), standing?.close()]);
    this.#deps.voice.endTest();
  }

  /** Tests now; joins a test that is under way. A mute session is the one that waits already. */
  test(): void {
    this.forgetTries();
    this.#runTest(true);
  }

  /** Farms and daily restart, without disturbing what is open. */
  configure(connection: Connection): void {
    this.#connection = connection;
    this.#standing?.ignore(connection.ignoredFarms);
    this.#host.emit({ kind: 'daily-changed', daily: this.daily });
  }

  get daily(): { readonly set: string | null; readonly learned: string | null } {
    return { set: this.#connection.dailyRestart, learned: learnedTime(this.#memory.restarts) };
  }

  /** See `MonitorsPort.accepted`. */
  accepted(): boolean {
    const { clock } = this.#deps;
    const held = this.#test;
    if (held?.run.report().phase !== 'held') {
      this.test();
      return true;
    }
    if (clock.monotonicMs() - this.#acceptedMs < ACCEPTED_EVERY_MS) return false;
    this.#acceptedMs = clock.monotonicMs();
    clock.after(ACCEPTED_WAIT_MS, () => {
      if (this.#test === held && held.run.report().phase === 'held') void this.#replaceHeld(true);
    });
    return true;
  }

  set onBattery(onBattery: boolean) {
    this.#surroundings.onBattery = onBattery;
  }

  get #mayConnect(): boolean {
    const { mode } = this.#connection;
    return mode === 'stay-connected' || mode === 'spot-checks';
  }

  /** Asked anew after every wait: a pause may have come in between. */
  get #isRunning(): boolean {
    return this.#runs;
  }

  /** Something changed, or the user wants to know: silence may be met again. */
  forgetTries(): void {
    this.#triesBefore = NO_TRIES;
    this.#memory = { ...this.#memory, tries: NO_TRIES };
  }

  // ── Tests ──────────────────────────────────────────────────────────────────────────────────────

  #runTest(byUser = false): void {
    const { voice, clock, clientIdBase } = this.#deps;
    if (!this.#runs || this.#test !== null || this.#standing?.isMute === true) return;
    // The user's own clicks do not move the schedule of a healthy session.
    if (!byUser || this.#standing === null) this.#stopNext();
    if (!voice.tryTest()) {
      this.#joinOther(byUser);
      return;
    }
    this.#stopJoin();
    this.#testedMs = clock.monotonicMs();
    this.#triesBefore = this.#memory.tries;
    const role: IdRole = this.#standing === null ? 'standing' : 'beside';
    const kept = this.#keptIds.get(role) ?? null;
    const ids = idsFor(role, clientIdBase, this.#connection.clientId, kept);
    const deps = { ...this.#deps, known: () => this.#known() };
    const run = startFreshTest(this.#target, ids, deps, (report) => {
      this.#heard(report);
    });
    const test = { run, role };
    this.#test = test;
    void run.finished.then((report) => this.#finished(test, report, byUser));
  }

  #known(): Pick<VerdictContext, 'usualSessionMs' | 'restartSeenAt' | 'ignoredFarms'> {
    return {
      usualSessionMs: usualSessionMs(this.#memory),
      restartSeenAt: this.#host.status.restartSeenAt,
      ignoredFarms: this.#connection.ignoredFarms,
    };
  }

  #context(): VerdictContext {
    const { clock } = this.#deps;
    return { nowMs: clock.monotonicMs(), nowEpochMs: clock.now(), ...this.#known() };
  }

  /** Another process waits for an answer: what it sees is shown, and no second connection opened. */
  #joinOther(byUser: boolean): void {
    const report = this.#deps.voice.otherTest()?.report;
    if (report != null) this.#host.emit({ kind: 'tested', report });
    this.#stopJoin();
    this.#stopJoin = this.#deps.clock.after(JOIN_LOOK_MS, () => {
      this.#runTest(byUser);
    });
  }

  #heard(report: TestReport): void {
    if (report.phase === 'held') {
      // Remembered at once: whoever starts this program anew meanwhile must not raise a second dialog.
      this.#remember(report);
      const leftMs = LIMITS.hold - (report.details.waitedMs ?? 0);
      this.#stopHold();
      this.#stopHold = this.#deps.clock.after(leftMs, () => void this.#replaceHeld(false));
    }
    this.#host.emit({ kind: 'tested', report });
  }

  async #finished(
    test: { run: FreshTest; role: IdRole },
    report: TestReport,
    byUser: boolean,
  ): Promise<void> {
    if (this.#test !== test) return;
    this.#stopHold();
    const passed = sessionLives(report.verdict);
    if (passed) this.#keptIds.set(test.role, report.clientId);
    this.#remember(report);
    const stays = this.#standing === null && this.#connection.mode === 'stay-connected';
    const handover = stays ? test.run.handOver() : null;
    this.#test = null;
    if (handover !== null) this.#stand(handover);
    if (passed && this.#standing === null) this.#growOld();
    this.#host.onRemembered();
    const scheduleStands = byUser && passed && test.role === 'beside';
    if (!scheduleStands) this.#plan();
    await test.run.stop();
    this.#endTest();
  }

  #endTest(): void {
    if (this.#test === null && this.#standing?.isMute !== true) this.#deps.voice.endTest();
  }

  /** Twice for one test is as good as once. */
  #remember(report: TestReport): void {
    const memory = withTest(this.#memory, report);
    this.#memory = {
      ...memory,
      tries: afterTest(this.#triesBefore, report.verdict),
      circumstances: this.#surroundings.circumstances,
    };
  }

  /** Gives a mute connection up: closed with FIN, tried again when the schedule says so. */
  async #replaceHeld(atOnce: boolean): Promise<void> {
    const test = this.#test;
    if (test === null) return;
    this.#stopHold();
    this.#test = null;
    const report = test.run.report();
    await test.run.stop();
    this.#endTest();
    this.#remember(report);
    this.#host.emit({ kind: 'test-stopped' });
    if (!this.#isRunning) return;
    if (atOnce) this.#runTest();
    else this.#plan();
  }

  #plan(): void {
    const { tries, lastTest } = this.#memory;
    this.#testIn(
      scheduledTestInMs({
        mode: this.#connection.mode,
        tries,
        verdict: lastTest?.verdict ?? null,
        acceptedByHand: this.#host.status.acceptedByHand,
        isMute: this.#standing?.isMute === true,
      }),
    );
  }

  #testIn(delayMs: number | null): void {
    this.#stopNext();
    if (delayMs === null || !this.#runs) return;
    this.#stopNext = this.#deps.clock.after(delayMs, () => void this.#runScheduled());
  }

  /** A Gateway that is full of clients is left alone: one more may be one too many. */
  async #runScheduled(): Promise<void> {
    if (this.#standing !== null) {
      const { listener } = await this.#deps.gatherEvidence(this.#target);
      if (listener.outcome === 'found' && listener.clients >= MANY_CLIENTS) {
        this.#host.emit({ kind: 'crowded', clients: listener.clients });
        this.#plan();
        return;
      }
    }
    this.#runTest();
  }

  /** Without a session that answers, a good result ages. */
  #growOld(): void {
    this.#stopAge();
    const { newClientAcceptedAt } = this.#host.status;
    this.#stopAge = this.#deps.clock.after(LIMITS.old, () => {
      const { status } = this.#host;
      if (this.#standing === null && status.newClientAcceptedAt === newClientAcceptedAt) {
        this.#host.emit({ kind: 'grew-old' });
      }
    });
  }

  // ── The standing session ───────────────────────────────────────────────────────────────────────

  #stand(handover: NonNullable<ReturnType<FreshTest['handOver']>>): void {
    const { clock } = this.#deps;
    this.#standingSinceMs = clock.monotonicMs();
    this.#surroundings.sessionStands = true;
    let wasMute = false;
    this.#standing = keepSession(handover, clock, this.#connection.ignoredFarms, {
      onTold: (session) => {
        this.#host.emit({ kind: 'session-told', session });
        const isMute = session.muteSince !== null;
        if (isMute !== wasMute) this.#muteChanged(isMute);
        wasMute = isMute;
      },
      onDropped: () => {
        void this.#dropped();
      },
    });
  }

  /** A mute session is an unanswered connection like any other: held, and no other opened. */
  #muteChanged(isMute: boolean): void {
    const { voice, clock } = this.#deps;
    this.#stopHold();
    if (isMute) {
      this.#stopNext();
      voice.tryTest();
      this.#stopHold = clock.after(LIMITS.hold, () => void this.#replaceMute());
    } else {
      this.#endTest();
      this.#plan();
    }
  }

  async #replaceMute(): Promise<void> {
    const standing = this.#standing;
    if (standing === null) return;
    this.#stopHold();
    this.#standing = null;
    this.#surroundings.sessionStands = false;
    await standing.close();
    this.#host.emit({ kind: 'session-closed' });
    this.#endTest();
    this.#runTest();
  }

  async #dropped(): Promise<void> {
    const standing = this.#standing;
    const stoodMs = this.#deps.clock.monotonicMs() - this.#standingSinceMs;
    this.#standing = null;
    this.#surroundings.sessionStands = false;
    if (this.#test === null) this.#stopHold();
    this.#host.emit({ kind: 'session-dropped' });
    this.forgetTries();
    // A test that is held beside it has the next word already.
    const held = this.#test?.run.report();
    if (held !== undefined) this.#host.emit({ kind: 'tested', report: held });
    this.#afterDrop(stoodMs);
    await standing?.close();
    this.#endTest();
  }

  /** Tests at once, unless sessions keep dropping: a Gateway that lets in and throws out again. */
  #afterDrop(stoodMs: number): void {
    this.#shortLived = stoodMs < SHORT_LIVED_MS ? this.#shortLived + 1 : 0;
    if (this.#shortLived <= 1) this.#runTest();
    else this.#testIn(nextTestInMs({ failures: this.#shortLived - 1, silent: 0 }, 'session-lost'));
  }

  // ── Surroundings ───────────────────────────────────────────────────────────────────────────────

  #looked(listening: boolean | null): void {
    if (listening === null) return;
    const { status } = this.#host;
    const isNews = listening && !status.everListened;
    if (isNews || status.observedAt - status.since < CONFIRM_MS) {
      this.#host.emit({ kind: 'looked', listening });
    }
    if (!listening) {
      if (status.everListened) this.#goneAt ??= this.#deps.clock.now();
    } else if (this.#goneAt !== null) {
      const seen = { goneAt: this.#goneAt, backAt: this.#deps.clock.now() };
      this.#goneAt = null;
      this.#host.emit({ kind: 'restart-seen' });
      void this.#learnFrom(seen);
    }
  }

  /** Only a new process behind the port was a restart. */
  async #learnFrom(seen: { goneAt: number; backAt: number }): Promise<void> {
    const { process } = await this.#deps.gatherEvidence(this.#target);
    if (process.outcome !== 'found') return;
    if (!process.processes.some(({ startedAt }) => startedAt >= seen.goneAt)) return;
    this.#memory = withRestart(this.#memory, seen);
    this.#host.emit({ kind: 'daily-changed', daily: this.daily });
  }

  /** A change is news: whoever waited for one tests again at once, and what is mute is given up. */
  async #changed(): Promise<void> {
    if (!this.#runs) return;
    if (this.#standing !== null && !this.#standing.isMute && this.#test === null) return;
    this.forgetTries();
    if (this.#test !== null) {
      if (this.#test.run.report().phase === 'held') await this.#replaceHeld(true);
    } else if (this.#standing !== null) {
      await this.#replaceMute();
    } else if (this.#mayConnect) {
      const { clock } = this.#deps;
      this.#testIn(Math.max(0, this.#testedMs + APART_MS - clock.monotonicMs()));
    }
  }

  #tellLook(evidence: Evidence | null): void {
    const facts = {
      ...noFacts(this.#target, this.#deps.clientIdBase, this.#deps.clock.monotonicMs()),
      evidence,
    };
    this.#host.emit({ kind: 'tested', report: lookReport(facts, this.#context()) });
  }
}
