import type { ConnectionStatus } from '../contract/connection-status.ts';
import type { WatchedConnection } from '../contract/preferences.ts';
import { targetOf } from '../contract/target.ts';
import { unwatched, type Watched } from '../domain/gateway-state/watched.ts';
import { nextWatched } from '../domain/gateway-state.ts';
import { LIMITS } from '../domain/limits.ts';
import { NO_MEMORY } from '../domain/monitor-memory.ts';
import { FixLooks } from './fix-looks.ts';
import type { TestsDeps } from './target-tests.ts';
import { TargetWatch } from './target-watch.ts';
import type { EventBody } from './watch-host.ts';

export interface MonitorDeps extends TestsDeps {
  readonly log: { info(text: string): void };
}

/** Where another process watches, its words are read so often. */
const FOLLOW_MS = 1000;

type StatusListener = (status: ConnectionStatus, previous: ConnectionStatus) => void;

/**
 * One connection's monitor. It watches by itself, or follows another process that already does;
 * it stops while paused and while the computer sleeps.
 */
export class GatewayMonitor {
  #connection: WatchedConnection;
  #watched: Watched;
  #leads = false;
  #asleep = false;
  #disposed = false;
  #followed = '';
  #stopFollow = (): void => undefined;
  #stopResume = (): void => undefined;
  #stopGrace = (): void => undefined;
  #stopTick = (): void => undefined;
  #tickAt: number | null = null;
  readonly #watch: TargetWatch;
  readonly #looks: FixLooks;
  readonly #listeners = new Set<StatusListener>();
  readonly #deps: MonitorDeps;

  constructor(connection: WatchedConnection, deps: MonitorDeps) {
    const { host, port, expect } = connection;
    this.#connection = connection;
    this.#watched = unwatched(targetOf(host, port, expect));
    this.#deps = deps;
    const status = (): ConnectionStatus => this.status;
    this.#watch = new TargetWatch(connection, deps, {
      get status() {
        return status();
      },
      emit: (event) => {
        this.#emit(event);
      },
      onRemembered: () => {
        this.#tell();
      },
      onJumped: () => {
        void this.suspend().then(() => {
          this.wake();
        });
      },
    });
    this.#looks = new FixLooks(targetOf(host, port, expect), deps, {
      watches: () =>
        this.#leads && !this.#disposed && !this.#asleep && this.status.state !== 'paused',
      onEvidence: (evidence) => {
        this.#emit({ kind: 'evidence-seen', evidence });
      },
    });
  }

  get status(): ConnectionStatus {
    return this.#watched.status;
  }

  get connection(): WatchedConnection {
    return this.#connection;
  }

  /** `23:46` local time, once two nights agreed; null before. */
  get learnedRestart(): string | null {
    return this.#watch.daily.learned;
  }

  /** Hears every change with the status before it; answers the function that stops it. */
  onStatus(listener: StatusListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async start(): Promise<void> {
    this.#emit({ kind: 'begun', mode: this.#connection.mode, daily: this.#watch.daily });
    await this.#leadOrFollow();
  }

  /**
   * Tests now; joins a test that is under way. Nothing connects while paused, nor before a mode was
   * chosen.
   */
  test(): void {
    if (this.status.state === 'paused' || !this.#leads || this.#connection.mode === null) return;
    if (this.#asleep) void this.#awake();
    else this.#watch.test();
  }

  /** The user accepted a dialog. False when asked too soon again. */
  accepted(): boolean {
    if (this.status.state === 'paused' || !this.#leads) return true;
    return this.#watch.accepted();
  }

  closedByUser(): void {
    this.#emit({ kind: 'closed-by-user' });
  }

  /** The user looked and found no dialog. */
  noDialog(): void {
    this.#emit({ kind: 'no-dialog' });
  }

  /** A guided fix is open, or no longer. Where this process does not watch it is only followed. */
  fix(open: boolean): void {
    if (this.#disposed) return;
    this.#watch.fix(open);
    this.#looks.isOpen = open;
  }

  /** Takes over what needs no new connection; false where only a new monitor will do. */
  configure(connection: WatchedConnection): boolean {
    const { dailyRestart, ignoredFarms } = connection;
    const same =
      JSON.stringify({ ...this.#connection, dailyRestart, ignoredFarms }) ===
      JSON.stringify(connection);
    if (!same) return false;
    this.#connection = connection;
    this.#watch.configure(connection);
    return true;
  }

  /** Closes everything until `until` (epoch ms), or until resumed. */
  async pause(until: number | 'forever'): Promise<void> {
    const { clock } = this.#deps;
    // An earlier, shorter pause must not end this one.
    this.#stopResume();
    if (typeof until === 'number') {
      this.#stopResume = clock.after(until - clock.now(), () => {
        this.resume();
      });
    }
    this.#emit({ kind: 'paused', until });
    await this.#halt();
  }

  resume(): void {
    this.#stopResume();
    if (this.status.state !== 'paused' || this.#disposed) return;
    this.#emit({ kind: 'resumed' });
    this.#watch.forgetTries();
    if (!this.#asleep) void this.#leadOrFollow();
  }

  /** The computer goes to sleep: everything stops, sockets close. */
  async suspend(): Promise<void> {
    if (this.#disposed) return;
    this.#asleep = true;
    this.#stopGrace();
    if (this.status.state !== 'paused') this.#emit({ kind: 'fell-asleep' });
    await this.#halt();
  }

  /** It woke: networks and Gateway get a moment, then one fresh test. */
  wake(): void {
    if (!this.#asleep || this.#disposed) return;
    this.#stopGrace();
    this.#stopGrace = this.#deps.clock.after(LIMITS.wakeGrace, () => void this.#awake());
  }

  setOnBattery(onBattery: boolean): void {
    this.#watch.onBattery = onBattery;
  }

  /** Closes every socket with FIN, ends every worker and gives the locks back. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#listeners.clear();
    this.#stopResume();
    this.#stopGrace();
    this.#stopTick();
    this.#looks.isOpen = false;
    await this.#halt();
    this.#deps.voice.close();
  }

  async #awake(): Promise<void> {
    this.#stopGrace();
    this.#asleep = false;
    this.#watch.forgetTries();
    if (this.status.state !== 'paused') await this.#leadOrFollow();
  }

  async #halt(): Promise<void> {
    this.#stopFollow();
    await this.#watch.stop();
  }

  async #leadOrFollow(): Promise<void> {
    const { voice, clock } = this.#deps;
    if (this.#disposed) return;
    if (voice.tryLead()) {
      if (!this.#leads) this.#beginToLead();
      await this.#watch.start();
      return;
    }
    const other = voice.leader();
    const words = JSON.stringify(other);
    if (other !== null && words !== this.#followed) {
      this.#emit({ kind: 'heard', status: other.status, pid: other.pid });
    }
    this.#followed = words;
    this.#stopFollow();
    this.#stopFollow = clock.after(FOLLOW_MS, () => void this.#leadOrFollow());
  }

  #beginToLead(): void {
    this.#leads = true;
    this.#watch.recall(this.#deps.voice.recall() ?? NO_MEMORY);
    // Whoever opened a guided fix wants to know now.
    if (this.#looks.isOpen) this.#watch.forgetTries();
    this.#emit({ kind: 'begun', mode: this.#connection.mode, daily: this.#watch.daily });
  }

  #emit(event: EventBody): void {
    const { clock, log } = this.#deps;
    const previous = this.status;
    this.#watched = nextWatched(this.#watched, { ...event, at: clock.now() });
    const { status } = this;
    if (status === previous) return;
    if (status.verdict !== previous.verdict || status.state !== previous.state) {
      log.info(`${status.target.port}: ${status.state} ${status.verdict ?? '-'}`);
    }
    // Its test looked when all was well.
    if (status.verdict === 'frozen' && previous.verdict !== 'frozen') void this.#looks.look();
    this.#tickWhenPlanEnds();
    this.#tell();
    for (const listener of this.#listeners) listener(status, previous);
  }

  #tell(): void {
    if (this.#leads) this.#deps.voice.tell(this.status, this.#watch.memory);
  }

  /** At the end of the daily restart's window the real state shows. */
  #tickWhenPlanEnds(): void {
    const tickAt = this.status.plannedRestart?.backBy ?? null;
    if (tickAt === this.#tickAt) return;
    const { clock } = this.#deps;
    this.#tickAt = tickAt;
    this.#stopTick();
    if (tickAt === null) return;
    this.#stopTick = clock.after(tickAt - clock.now(), () => {
      this.#tickAt = null;
      this.#emit({ kind: 'time-passed' });
    });
  }
}
