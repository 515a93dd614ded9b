import type { ConnectionStatus } from '../contract/connection-status.ts';
import type { Evidence } from '../contract/evidence.ts';
import type { WatchedConnection } from '../contract/preferences.ts';
import { isLocal, targetOf, type Target } from '../contract/target.ts';
import type { TestReport } from '../contract/test-report.ts';
import type { Verdict } from '../contract/verdict.ts';
import { learnedTime, type DailyRestart } from '../domain/daily-restart.ts';
import type { GatewayEvent } from '../domain/gateway-state/events.ts';
import { LIMITS, MANY_CLIENTS } from '../domain/limits.ts';
import { usualSessionMs, usualStagesMs, type MonitorMemory } from '../domain/monitor-memory.ts';
import {
  mayConnect,
  nextTestInMs,
  scheduledTestInMs,
  sessionLives,
  waitAtStartMs,
} from '../domain/probe-schedule.ts';
import { noFacts } from '../domain/test-facts.ts';
import { lookReport, rememberedReport } from '../domain/test-report.ts';
import type { VerdictContext } from '../domain/verdict.ts';
import { ClientWatch } from './client-watch.ts';
import { RestartWatch } from './restart-watch.ts';
import type { StandingSession } from './standing-session.ts';
import { StandingSlot } from './standing-slot.ts';
import { Surroundings, type Change, type SurroundingsDeps } from './surroundings.ts';
import { TestTurns, type EndedTest, type TurnsDeps } from './test-turns.ts';
import { WatchMemory } from './watch-memory.ts';

export type EventBody = GatewayEvent extends infer Event
  ? Event extends GatewayEvent
    ? Omit<Event, 'at'>
    : never
  : never;

export type WatchDeps = Omit<TurnsDeps, 'known'> & SurroundingsDeps;

/** The monitor around the watch. */
export interface WatchHost {
  readonly status: ConnectionStatus;
  emit(event: EventBody): void;
  /** What is remembered has changed, though the status has not. */
  onRemembered(): void;
  /** The computer slept, or its clock was set. */
  onJumped(): void;
}

type Known = Pick<VerdictContext, 'usualSessionMs' | 'restartSeenAt' | 'ignoredFarms'>;

/** Looks count as observations until the policy has its second one. */
const CONFIRM_MS = 5000;
/** However often the listener changes, tests are at least so far apart. */
const APART_MS = 2000;

/**
 * Watches one target: tests it, keeps the first good connection open, and tests again when that
 * drops, when the time comes, when the surroundings change or when the user asks. While an answer
 * is missing that connection is held and no other is opened: each could raise a dialog.
 */
export class TargetWatch {
  #connection: WatchedConnection;
  #runs = false;
  #fixIsOpen = false;
  #stopNext = (): void => undefined;
  #stopAge = (): void => undefined;
  readonly #target: Target;
  readonly #turns: TestTurns;
  readonly #memory = new WatchMemory();
  readonly #slot: StandingSlot;
  readonly #surroundings: Surroundings;
  readonly #restarts: RestartWatch;
  readonly #clients: ClientWatch;
  readonly #deps: WatchDeps;
  readonly #host: WatchHost;

  constructor(connection: WatchedConnection, deps: WatchDeps, host: WatchHost) {
    const { host: address, port, expect, clientId } = connection;
    this.#connection = connection;
    this.#target = targetOf(address, port, expect);
    this.#deps = deps;
    this.#host = host;
    const known = (): Known => this.#known();
    this.#turns = new TestTurns(
      this.#target,
      clientId,
      { ...deps, known },
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
          this.#free();
        },
      },
    );
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
        isTesting: this.#turns.report !== null,
        backsOff: this.memory.tries.silent > 0,
      }),
      ask: () => {
        this.#runTest();
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
        if (!this.#mayConnect && this.#turns.report === null) this.#tellLook(evidence);
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
    this.#tellRemembered();
    const { tries, lastTest } = this.memory;
    if (!this.#mayConnect) {
      if (isLocal(this.#target.host)) await this.#surroundings.lookNow();
      // Another computer shows nothing without a connection.
      else this.#tellLook(null);
    } else if (tries.silent === 0 || lastTest === null) {
      this.#runTest();
    } else {
      await this.#surroundings.lookNow();
      if (this.#isRunning) this.#startAfterSilence(lastTest);
    }
  }

  /** Closes every connection with FIN and ends every worker; `start` may follow. */
  async stop(): Promise<void> {
    this.#runs = false;
    for (const stop of [this.#stopNext, this.#stopAge]) stop();
    this.#surroundings.stop();
    this.#clients.stop();
    const standing = this.#slot.leave();
    this.#restarts.forget();
    await Promise.all([this.#turns.stop(), standing?.close()]);
    this.#deps.voice.endTest();
  }

  /** Tests now; joins a test that is under way. A mute session is the one that waits already. */
  test(): void {
    this.forgetTries();
    this.#runTest(true);
  }

  /** See `MonitorsPort.accepted`. */
  accepted(): boolean {
    if (this.#turns.report?.phase === 'held') return this.#turns.acceptHeld();
    this.test();
    return true;
  }

  /** A guided fix was opened: tried at once and soon again; closed, the ordinary schedule is back. */
  fix(open: boolean): void {
    if (open === this.#fixIsOpen) return;
    this.#fixIsOpen = open;
    if (!this.#mayConnect || this.#tellsByItself) return;
    if (open) this.test();
    else if (this.#turns.report === null) this.#plan();
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
    const report = this.#turns.report;
    return report?.phase === 'held' ? report.verdict : null;
  }

  /** An open session is there, and nothing was found beside it that only another test can mend. */
  get #tellsByItself(): boolean {
    return this.#standing !== null && sessionLives(this.memory.lastTest?.verdict ?? null);
  }

  // ── Tests ──────────────────────────────────────────────────────────────────────────────────────

  #runTest(byUser = false): void {
    if (!this.#runs || this.#turns.report !== null || this.#standing?.isMute === true) return;
    // The user's own clicks do not move the schedule of a healthy session.
    if (!byUser || this.#standing === null) this.#stopNext();
    this.#memory.testBegins();
    this.#turns.begin(this.#standing === null ? 'standing' : 'beside', byUser);
  }

  /** Silence that an earlier run met is not met again before its time, unless something changed. */
  #startAfterSilence(lastTest: NonNullable<MonitorMemory['lastTest']>): void {
    const { clock, clientIdBase } = this.#deps;
    const same = this.memory.circumstances === this.#surroundings.circumstances;
    const waitMs = waitAtStartMs(this.memory.tries, clock.now() - lastTest.at, same);
    if (waitMs === 0) {
      if (!same) this.forgetTries();
      this.#runTest();
      return;
    }
    const { verdict, waitedMs } = lastTest;
    if (verdict !== null) {
      const facts = noFacts(this.#target, clientIdBase, clock.monotonicMs());
      const report = rememberedReport(facts, verdict, waitedMs, this.#context());
      this.#host.emit({ kind: 'tested', report });
    }
    this.#testIn(waitMs);
  }

  #known(): Known {
    return {
      usualSessionMs: usualSessionMs(this.memory),
      restartSeenAt: this.#host.status.restartSeenAt,
      ignoredFarms: this.#connection.ignoredFarms,
    };
  }

  #context(): VerdictContext {
    const { clock } = this.#deps;
    return { nowMs: clock.monotonicMs(), nowEpochMs: clock.now(), ...this.#known() };
  }

  #heard(report: TestReport): void {
    // At once: whoever starts this program anew meanwhile must not raise a second dialog.
    if (report.phase === 'held') this.#remember(report);
    this.#host.emit({ kind: 'tested', report });
    this.#clients.heard(report);
  }

  #ended({ report, role, byUser, handOver }: EndedTest): void {
    const passed = sessionLives(report.verdict);
    this.#remember(report);
    const stays = this.#standing === null && this.#connection.mode === 'stay-connected';
    const handover = stays ? handOver() : null;
    if (handover !== null) this.#slot.stand(handover, this.#connection.ignoredFarms);
    if (passed && this.#standing === null) this.#growOld();
    this.#tellRemembered();
    this.#host.onRemembered();
    const scheduleStands = byUser && passed && role === 'beside';
    if (!scheduleStands) this.#plan();
  }

  #givenUp(report: TestReport, atOnce: boolean): void {
    this.#remember(report);
    this.#host.emit({ kind: 'test-stopped' });
    if (atOnce) this.#runTest();
    else if (this.#runs) this.#plan();
  }

  #free(): void {
    if (this.#standing?.isMute !== true) this.#deps.voice.endTest();
  }

  #remember(report: TestReport): void {
    this.#memory.remember(report, this.#surroundings.circumstances);
  }

  #tellRemembered(): void {
    const { acceptedAt } = this.memory;
    this.#host.emit({ kind: 'remembered', usualMs: usualStagesMs(this.memory), acceptedAt });
  }

  #plan(): void {
    const { tries, lastTest } = this.memory;
    this.#testIn(
      scheduledTestInMs({
        mode: this.#connection.mode,
        tries,
        verdict: lastTest?.verdict ?? null,
        acceptedByHand: this.#host.status.acceptedByHand,
        isMute: this.#standing?.isMute === true,
        fixIsOpen: this.#fixIsOpen,
        stands: this.#standing !== null,
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
      const isSame = status.newClientAcceptedAt === newClientAcceptedAt;
      // A problem found since is news, however old the good result before it.
      if (this.#standing === null && isSame && sessionLives(status.verdict)) {
        this.#host.emit({ kind: 'grew-old' });
      }
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
      this.#stopNext();
      this.#deps.voice.tryTest();
    } else {
      if (this.#turns.report === null) this.#free();
      this.#plan();
    }
  }

  async #replaceMute(): Promise<void> {
    const standing = this.#slot.leave();
    await standing?.close();
    this.#host.emit({ kind: 'session-closed' });
    if (this.#turns.report === null) this.#free();
    this.#runTest();
  }

  #dropped(standing: StandingSession | null, shortLived: number): void {
    this.#host.emit({ kind: 'session-dropped' });
    this.forgetTries();
    // A test that is held beside it has the next word already.
    const held = this.#turns.report;
    if (held === null) this.#free();
    else this.#host.emit({ kind: 'tested', report: held });
    // At once, unless sessions keep dropping: a Gateway that lets in and throws out again.
    if (shortLived <= 1) this.#runTest();
    else this.#testIn(nextTestInMs({ failures: shortLived - 1, silent: 0 }, 'session-lost'));
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
    const test = this.#turns.report;
    if (!this.#runs || (test === null && this.#standing?.isMute === false)) return;
    // The same listener is the same Gateway: what else starts or ends is no reason for a second dialog.
    if (what === 'processes' && (test !== null || this.#standing !== null)) return;
    this.forgetTries();
    if (test !== null) {
      if (test.phase === 'held') void this.#turns.giveUp(true);
    } else if (this.#standing !== null) {
      void this.#replaceMute();
    } else if (this.#mayConnect) {
      const { clock } = this.#deps;
      this.#testIn(Math.max(0, this.#turns.beganMs + APART_MS - clock.monotonicMs()));
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
