import type { WatchedConnection } from '../contract/preferences.ts';
import { isLocal, targetOf, type Target } from '../contract/target.ts';
import { sessionLives, type Verdict } from '../contract/verdict.ts';
import { learnedTime, type DailyRestart } from '../domain/daily-restart.ts';
import type { MonitorMemory } from '../domain/monitor-memory.ts';
import { mayConnect, nextTestInMs } from '../domain/probe-schedule.ts';
import { ClientWatch } from './client-watch.ts';
import { RestartWatch } from './restart-watch.ts';
import type { StandingSession } from './standing-session.ts';
import { StandingSlot } from './standing-slot.ts';
import { Surroundings, type Change } from './surroundings.ts';
import { TargetTests, type TestsDeps } from './target-tests.ts';
import type { WatchHost } from './watch-host.ts';
import { WatchMemory } from './watch-memory.ts';

/** Looks count as observations until the policy has its second one. */
const CONFIRM_MS = 5000;

/**
 * Watches one target: tests it, keeps the first good connection open, and tests again when that
 * drops, when the time comes, when the surroundings change or when the user asks. While an answer
 * is missing that connection is held and no other is opened: each could raise a dialog.
 */
export class TargetWatch {
  #connection: WatchedConnection;
  #runs = false;
  #fixIsOpen = false;
  readonly #target: Target;
  readonly #tests: TargetTests;
  readonly #memory = new WatchMemory();
  readonly #slot: StandingSlot;
  readonly #surroundings: Surroundings;
  readonly #restarts: RestartWatch;
  readonly #clients: ClientWatch;
  readonly #deps: TestsDeps;
  readonly #host: WatchHost;

  constructor(connection: WatchedConnection, deps: TestsDeps, host: WatchHost) {
    const { host: address, port, expect } = connection;
    this.#connection = connection;
    this.#target = targetOf(address, port, expect);
    this.#deps = deps;
    this.#host = host;
    this.#tests = this.#newTests();
    this.#slot = this.#newSlot();
    this.#restarts = new RestartWatch(this.#target, deps, {
      onSeen: () => {
        host.emit({ kind: 'restart-seen' });
      },
      onLearned: (seen) => {
        this.#memory.learn(seen);
        host.emit({ kind: 'daily-changed', daily: this.daily });
      },
    });
    this.#clients = new ClientWatch(deps.clock, {
      circumstances: () => ({
        mode: this.#connection.mode,
        acceptedByHand: host.status.acceptedByHand,
        waiting: this.#waiting,
        isTesting: this.#tests.report !== null,
        backsOff: this.memory.tries.silent > 0,
      }),
      ask: () => {
        this.#tests.runTest();
      },
      tell: (news) => {
        host.emit({ kind: 'clients-seen', ...news });
      },
    });
    this.#surroundings = new Surroundings(this.#target, deps, {
      onClients: (seen) => {
        this.#clients.looked(seen);
        return { isFresh: this.#clients.isBusy, isSoon: this.#clients.visitedLately };
      },
      onLooked: (listening) => {
        this.#looked(listening);
      },
      onEvidence: (evidence) => {
        if (!this.#mayConnect && this.#tests.report === null) this.#tests.tellLook(evidence);
      },
      onChanged: (what) => {
        this.#changed(what);
      },
      onJumped: () => {
        host.onJumped();
      },
    });
  }

  get memory(): MonitorMemory {
    return this.#memory.value;
  }

  get daily(): DailyRestart {
    return { set: this.#connection.dailyRestart, learned: learnedTime(this.memory.restarts) };
  }

  set onBattery(onBattery: boolean) {
    this.#surroundings.onBattery = onBattery;
  }

  /** What an earlier monitor of this target knew. */
  recall(memory: MonitorMemory): void {
    this.#memory.recall(memory);
  }

  /** Begins, or begins again after a pause or sleep, with a test unless silence forbids it. */
  async start(): Promise<void> {
    this.#runs = true;
    this.#surroundings.start();
    this.#tests.tellRemembered();
    const { tries, lastTest } = this.memory;
    if (!this.#mayConnect) {
      if (isLocal(this.#target.host)) await this.#surroundings.lookNow();
      // Another computer shows nothing without a connection.
      else this.#tests.tellLook(null);
    } else if (tries.silent === 0 || lastTest === null) {
      this.#tests.runTest();
    } else {
      await this.#surroundings.lookNow();
      if (this.#isRunning) this.#tests.startAfterSilence(lastTest);
    }
  }

  /** Closes every connection with FIN and ends every worker; `start` may follow. */
  async stop(): Promise<void> {
    this.#runs = false;
    this.#surroundings.stop();
    this.#clients.stop();
    const standing = this.#slot.leave();
    this.#restarts.forget();
    await Promise.all([this.#tests.stop(), standing?.close()]);
    // It may have begun again meanwhile, and test already.
    if (this.#tests.report === null) this.#tests.free();
  }

  /** Tests now; joins a test that is under way. A mute session is the one that waits already. */
  test(): void {
    this.forgetTries();
    this.#tests.runTest(true);
  }

  /** See `MonitorsPort.accepted`. */
  accepted(): boolean {
    if (this.#tests.report?.phase === 'held') return this.#tests.acceptHeld();
    this.test();
    return true;
  }

  /** A guided fix was opened: tried at once and soon again; closed, the ordinary schedule is back. */
  fix(open: boolean): void {
    if (open === this.#fixIsOpen) return;
    this.#fixIsOpen = open;
    if (!this.#mayConnect || this.#tellsByItself) return;
    if (open) this.test();
    else if (this.#tests.report === null) this.#tests.plan();
  }

  /** Farms and daily restart, without disturbing what is open. */
  configure(connection: WatchedConnection): void {
    this.#connection = connection;
    this.#standing?.ignore(connection.ignoredFarms);
    this.#host.emit({ kind: 'daily-changed', daily: this.daily });
  }

  /** Something changed, or the user wants to know: silence may be met again. */
  forgetTries(): void {
    this.#memory.forgetTries();
  }

  /** Asked anew after every wait: a pause may have come in between. */
  get #isRunning(): boolean {
    return this.#runs;
  }

  get #mayConnect(): boolean {
    return mayConnect(this.#connection.mode);
  }

  get #standing(): StandingSession | null {
    return this.#slot.session;
  }

  /** What a connection meets that waits for its answer; null: none waits. */
  get #waiting(): Verdict | null {
    if (this.#standing?.isMute === true) return 'frozen';
    const report = this.#tests.report;
    return report?.phase === 'held' ? report.verdict : null;
  }

  /** An open session is there, and nothing was found beside it that only another test can mend. */
  get #tellsByItself(): boolean {
    return this.#standing !== null && sessionLives(this.memory.lastTest?.verdict ?? null);
  }

  // ── Tests ──────────────────────────────────────────────────────────────────────────────────────

  #newTests(): TargetTests {
    return new TargetTests(this.#target, this.#memory, this.#deps, this.#host, {
      runs: () => this.#runs,
      connection: () => this.#connection,
      standing: () => this.#standing,
      fixIsOpen: () => this.#fixIsOpen,
      circumstances: () => this.#surroundings.circumstances,
      stand: (handover) => {
        this.#slot.stand(handover, this.#connection.ignoredFarms);
      },
      onHeard: (report) => {
        this.#clients.heard(report);
      },
    });
  }

  // ── The standing session ───────────────────────────────────────────────────────────────────────

  #newSlot(): StandingSlot {
    return new StandingSlot(this.#deps.clock, {
      onTold: (session) => {
        this.#host.emit({ kind: 'session-told', session });
      },
      onStands: (stands) => {
        this.#surroundings.sessionStands = stands;
      },
      onMute: (isMute) => {
        this.#muteChanged(isMute);
      },
      onMuteForLong: () => {
        void this.#replaceMute();
      },
      onDropped: (standing, shortLived) => {
        this.#dropped(standing, shortLived);
      },
    });
  }

  /** A mute session is an unanswered connection like any other: held, and no other opened. */
  #muteChanged(isMute: boolean): void {
    if (isMute) {
      this.#tests.stopNext();
      this.#deps.voice.tryTest();
    } else {
      if (this.#tests.report === null) this.#tests.free();
      this.#tests.plan();
    }
  }

  async #replaceMute(): Promise<void> {
    const standing = this.#slot.leave();
    await standing?.close();
    this.#host.emit({ kind: 'session-closed' });
    if (this.#tests.report === null) this.#tests.free();
    this.#tests.runTest();
  }

  #dropped(standing: StandingSession | null, shortLived: number): void {
    this.#host.emit({ kind: 'session-dropped' });
    this.forgetTries();
    // A test that is held beside it has the next word already.
    const held = this.#tests.report;
    if (held === null) this.#tests.free();
    else this.#host.emit({ kind: 'tested', report: held });
    // At once, unless sessions keep dropping: a Gateway that lets in and throws out again.
    if (shortLived <= 1) this.#tests.runTest();
    else this.#tests.testIn(nextTestInMs({ failures: shortLived - 1, silent: 0 }, 'session-lost'));
    void standing?.close();
  }

  // ── Surroundings ───────────────────────────────────────────────────────────────────────────────

  #looked(listening: boolean | null): void {
    if (listening === null) return;
    const { status } = this.#host;
    const isNews = listening && !status.everListened;
    if (isNews || status.observedAt - status.since < CONFIRM_MS) {
      this.#host.emit({ kind: 'looked', listening });
    }
    this.#restarts.looked(listening, status.everListened);
  }

  /** A change is news: whoever waited for one tests again at once, and what is mute is given up. */
  #changed(what: Change): void {
    const test = this.#tests.report;
    if (!this.#runs || (test === null && this.#standing?.isMute === false)) return;
    // The same listener is the same Gateway: what else starts or ends is no reason for a second dialog.
    if (what === 'processes' && (test !== null || this.#standing !== null)) return;
    this.forgetTries();
    if (test !== null) {
      if (test.phase === 'held') void this.#tests.giveUp(true);
    } else if (this.#standing !== null) {
      void this.#replaceMute();
    } else if (this.#mayConnect) {
      this.#tests.testSoon();
    }
  }
}
