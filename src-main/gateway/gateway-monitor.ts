import type { ConnectionStatus } from '../contract/connection-status.ts';
import type { Target } from '../contract/target.ts';
import { isLocal } from '../contract/target.ts';
import type { TestReport } from '../contract/test-report.ts';
import { idsFor, type IdRole } from '../domain/client-ids.ts';
import { INITIAL_STATUS, nextStatus, type GatewayEvent } from '../domain/gateway-state.ts';
import { LIMITS } from '../domain/limits.ts';
import {
  afterTest,
  nextTestInMs,
  NO_TRIES,
  sessionLives,
  type Tries,
} from '../domain/probe-schedule.ts';
import { startFreshTest, type FreshTest, type TestDeps } from './fresh-test.ts';
import { monotonicMs } from './monotonic.ts';
import { keepSession, type StandingSession } from './standing-session.ts';

export interface MonitorDeps extends Omit<TestDeps, 'usualSessionMs' | 'restartSeenAt'> {
  /** Cheap sign of who listens on a local port, without connecting; null: can't be read. */
  readonly listenerFingerprint: (port: number) => Promise<string | null>;
  /** First of this installation's client ids. */
  readonly clientIdBase: number;
  readonly log: { info(text: string): void };
}

export interface WatchedConnection {
  readonly target: Target;
  /** The user's own choice, or null. */
  readonly clientId: number | null;
}

type EventBody = GatewayEvent extends infer Event
  ? Event extends GatewayEvent
    ? Omit<Event, 'at'>
    : never
  : never;

/** How often the socket table is looked at for a change, where that is a file read. */
const LOOK_MS = process.platform === 'linux' ? 2000 : 15_000;
/** After "I clicked Accept": time for the waiting connection to be answered after all. */
const ACCEPTED_WAIT_MS = 5000;
const ACCEPTED_EVERY_MS = 60_000;
/** A standing session that ends sooner may end so again. */
const SHORT_LIVED_MS = 60_000;
/** Looks count as observations until the policy has its second one. */
const CONFIRM_MS = 5000;

/**
 * Watches one connection: tests it, keeps the first good connection open, and tests again when
 * that drops, when the time comes, when the listener changes or when the user asks. While an
 * answer is missing the connection is held and no other is opened: each could raise a dialog.
 */
export class GatewayMonitor {
  #status: ConnectionStatus = INITIAL_STATUS;
  #watched: WatchedConnection | null = null;
  #test: { run: FreshTest; role: IdRole } | null = null;
  #standing: StandingSession | null = null;
  #tries: Tries = NO_TRIES;
  /** Standing sessions in a row that dropped soon after they began. */
  #shortLived = 0;
  #nextTest: NodeJS.Timeout | undefined;
  #holdEnd: NodeJS.Timeout | undefined;
  #look: NodeJS.Timeout | undefined;
  #resume: NodeJS.Timeout | undefined;
  #fingerprint: string | null | undefined;
  #acceptedAt = -Infinity;
  readonly #keptIds = new Map<IdRole, number>();
  readonly #listeners = new Set<(status: ConnectionStatus, previous: ConnectionStatus) => void>();
  readonly #deps: MonitorDeps;

  constructor(deps: MonitorDeps) {
    this.#deps = deps;
  }

  get status(): ConnectionStatus {
    return this.#status;
  }

  /** Hears every change with the status before it; answers the function that stops it. */
  onStatus(listener: (status: ConnectionStatus, previous: ConnectionStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Watches another connection from now on, or none. Opens no socket for `null`. */
  async watch(watched: WatchedConnection | null): Promise<void> {
    this.#watched = watched;
    this.#tries = NO_TRIES;
    this.#shortLived = 0;
    this.#keptIds.clear();
    await this.#closeAll();
    if (this.#watched !== watched) return;
    this.#emit({ kind: 'target-set', target: watched?.target ?? null });
    if (watched !== null) this.#begin();
  }

  /** Tests now; joins a test that is under way. */
  test(): void {
    if (this.#status.state === 'paused') this.resume();
    else this.#runTest();
  }

  /**
   * The user accepted a dialog. Where accepting helps only later connections, the held one stays
   * mute: after a moment it is closed and one fresh test made. False when asked too soon again.
   */
  accepted(now: number): boolean {
    const held = this.#test;
    if (held?.run.report().phase !== 'held') {
      this.test();
      return true;
    }
    if (now - this.#acceptedAt < ACCEPTED_EVERY_MS) return false;
    this.#acceptedAt = now;
    setTimeout(() => {
      if (this.#test === held && held.run.report().phase === 'held') void this.#replaceHeld();
    }, ACCEPTED_WAIT_MS);
    return true;
  }

  /** Closes everything until `until` (epoch ms), or until resumed. */
  async pause(until: number | 'forever', now: number): Promise<void> {
    // An earlier, shorter pause must not end this one.
    clearTimeout(this.#resume);
    if (typeof until === 'number') {
      this.#resume = setTimeout(() => {
        this.resume();
      }, until - now);
    }
    this.#emit({ kind: 'paused', until });
    await this.#closeAll();
  }

  resume(): void {
    clearTimeout(this.#resume);
    if (this.#status.state !== 'paused') return;
    this.#emit({ kind: 'resumed' });
    this.#tries = NO_TRIES;
    if (this.#watched !== null) this.#begin();
  }

  /** Closes every socket with FIN and ends every worker. */
  async dispose(): Promise<void> {
    this.#watched = null;
    this.#listeners.clear();
    clearTimeout(this.#resume);
    await this.#closeAll();
  }

  #begin(): void {
    this.#runTest();
    this.#startLooking();
  }

  #emit(event: EventBody): void {
    const previous = this.#status;
    this.#status = nextStatus(previous, { ...event, at: Date.now() });
    if (this.#status === previous) return;
    if (this.#status.verdict !== previous.verdict || this.#status.state !== previous.state) {
      this.#deps.log.info(`${this.#status.state} ${this.#status.verdict ?? '-'}`);
    }
    for (const listener of this.#listeners) listener(this.#status, previous);
  }

  #runTest(): void {
    const watched = this.#watched;
    if (watched === null || this.#status.state === 'paused' || this.#test !== null) return;
    clearTimeout(this.#nextTest);
    const role: IdRole = this.#standing === null ? 'standing' : 'beside';
    const kept = this.#keptIds.get(role) ?? null;
    const ids = idsFor(role, this.#deps.clientIdBase, watched.clientId, kept);
    const run = startFreshTest(watched.target, ids, this.#deps, (report) => {
      this.#heard(report);
    });
    const test = { run, role };
    this.#test = test;
    void run.finished.then((report) => this.#finished(test, report));
  }

  #heard(report: TestReport): void {
    if (report.phase === 'held' && this.#test !== null && this.#holdEnd === undefined) {
      const heldMs = report.details.waitedMs ?? 0;
      this.#holdEnd = setTimeout(() => void this.#replaceHeld(), LIMITS.hold - heldMs);
    }
    this.#emit({ kind: 'tested', report });
  }

  async #finished(test: { run: FreshTest; role: IdRole }, report: TestReport): Promise<void> {
    if (this.#test !== test) return;
    this.#endHold();
    if (sessionLives(report.verdict)) this.#keptIds.set(test.role, report.clientId);
    const handover = this.#standing === null ? test.run.handOver() : null;
    if (handover !== null) this.#stand(handover);
    this.#test = null;
    this.#plan(report);
    await test.run.stop();
  }

  /** Gives a mute connection up: closed with FIN, tried again when the schedule says so. */
  async #replaceHeld(): Promise<void> {
    const test = this.#test;
    if (test === null) return;
    this.#endHold();
    this.#test = null;
    const accepted = Date.now() - this.#acceptedAt < ACCEPTED_EVERY_MS;
    const report = test.run.report();
    await test.run.stop();
    this.#emit({ kind: 'test-stopped' });
    if (accepted) this.#runTest();
    else this.#plan(report);
  }

  #plan(report: TestReport): void {
    this.#tries = afterTest(this.#tries, report.verdict);
    this.#testIn(nextTestInMs(this.#tries, report.verdict));
  }

  #testIn(delayMs: number | null): void {
    clearTimeout(this.#nextTest);
    if (delayMs === null || this.#watched === null || this.#status.state === 'paused') return;
    this.#nextTest = setTimeout(() => {
      this.#runTest();
    }, delayMs);
  }

  #stand(handover: NonNullable<ReturnType<FreshTest['handOver']>>): void {
    const sinceMs = monotonicMs();
    this.#standing = keepSession(handover, {
      onChanged: (standing) => {
        this.#emit({ kind: 'session-changed', standing });
      },
      onDropped: () => {
        void this.#standing?.close();
        this.#standing = null;
        this.#emit({ kind: 'session-dropped' });
        this.#tries = NO_TRIES;
        // A test that is held beside it has the next word already.
        const held = this.#test?.run.report();
        if (held !== undefined) this.#emit({ kind: 'tested', report: held });
        this.#afterDrop(monotonicMs() - sinceMs);
      },
    });
  }

  /** Tests at once, unless sessions keep dropping: a Gateway that lets in and throws out again. */
  #afterDrop(stoodMs: number): void {
    this.#shortLived = stoodMs < SHORT_LIVED_MS ? this.#shortLived + 1 : 0;
    if (this.#shortLived <= 1) this.#runTest();
    else this.#testIn(nextTestInMs({ failures: this.#shortLived - 1, silent: 0 }, 'session-lost'));
  }

  /** A change of the listener is news: whoever waited for one tests again at once. */
  #startLooking(): void {
    const target = this.#watched?.target;
    if (target === undefined || !isLocal(target.host)) return;
    this.#look = setInterval(() => void this.#lookAtListener(target), LOOK_MS);
  }

  async #lookAtListener(target: Target): Promise<void> {
    const seen = await this.#deps.listenerFingerprint(target.port);
    const before = this.#fingerprint;
    this.#fingerprint = seen;
    const { since, observedAt } = this.#status;
    if (observedAt - since < CONFIRM_MS) this.#emit({ kind: 'looked', listening: seen !== 'none' });
    if (before === undefined || before === seen || this.#watched?.target !== target) return;
    if (this.#standing !== null || this.#test !== null) return;
    this.#tries = NO_TRIES;
    this.#runTest();
  }

  #endHold(): void {
    clearTimeout(this.#holdEnd);
    this.#holdEnd = undefined;
  }

  async #closeAll(): Promise<void> {
    clearTimeout(this.#nextTest);
    clearInterval(this.#look);
    this.#endHold();
    this.#fingerprint = undefined;
    const test = this.#test;
    const standing = this.#standing;
    this.#test = null;
    this.#standing = null;
    await Promise.all([test?.run.stop(), standing?.close()]);
  }
}
