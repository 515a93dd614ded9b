import type { Evidence } from '../contract/evidence.ts';
import { isLocal, type Target } from '../contract/target.ts';
import type { SeenClient } from '../domain/api-clients.ts';
import type { Clock } from '../domain/clock.ts';
import { LIMITS } from '../domain/limits.ts';
import { processLookInMs } from '../domain/probe-schedule.ts';

export interface SurroundingsDeps {
  readonly clock: Clock;
  readonly gatherEvidence: (target: Target) => Promise<Evidence>;
  /** Cheap sign of who listens on a local port, without connecting; null: can't be read. */
  readonly listenerFingerprint: (port: number) => Promise<string | null>;
  /** Who is connected to the target's port, without connecting; null: can't be read. */
  readonly lookAtClients: (
    target: Target,
    isFresh: boolean,
  ) => Promise<readonly SeenClient[] | null>;
  /** The addresses this computer has; a change means another network. */
  readonly networkFingerprint: () => string;
  /** How often the socket table is looked at; ms. */
  readonly lookMs: number;
}

/** Another listener, other processes of IB's, or another network than before. */
export type Change = 'listener' | 'processes' | 'network';

export interface SurroundingsListener {
  /** After every look at a local port; null: it can't be read. */
  onLooked(listening: boolean | null): void;
  /** Processes and sockets, as often as they are looked at. */
  onEvidence(evidence: Evidence): void;
  onChanged(what: Change): void;
  /** Who is connected to a local port; answers how to look next. */
  onClients(seen: readonly SeenClient[] | null): NextClientLook;
  /** The computer slept, or its clock was set. */
  onJumped(): void;
}

export interface NextClientLook {
  /** Who comes and goes meanwhile must not be missed for economy. */
  readonly isFresh: boolean;
  readonly isSoon: boolean;
}

/** Where there is no port to look at, only clock and network are watched. */
const REMOTE_LOOK_MS = 15_000;
/** An open session tells sooner than the socket table does that Gateway went away. */
const BESIDE_SESSION_MS = 15_000;
/** While programs come and leave again; where looking costs little it is done more often anyway. */
const SOON_MS = 5000;
/** A look so late means that this process, or the whole machine, stood still. */
const STOOD_STILL_MS = 30_000;

/**
 * What this machine shows about a target without connecting, looked at again and again: who
 * listens, who is connected, which processes run (only while no session stands), which network
 * there is, and whether time jumped.
 */
export class Surroundings {
  #listener: string | null | undefined;
  #processes: string | undefined;
  #network: string | undefined;
  #stopLook = (): void => undefined;
  #runs = 0;
  #drift = 0;
  #listenerDueMs = 0;
  #processesDueMs = 0;
  #changedMs = 0;
  #onBattery = false;
  #sessionStands = false;
  #nextLook: NextClientLook = { isFresh: false, isSoon: false };
  #isLookingAtClients = false;
  readonly #isLocal: boolean;
  readonly #target: Target;
  readonly #deps: SurroundingsDeps;
  readonly #heard: SurroundingsListener;

  constructor(target: Target, deps: SurroundingsDeps, listener: SurroundingsListener) {
    this.#target = target;
    this.#isLocal = isLocal(target.host);
    this.#deps = deps;
    this.#heard = listener;
  }

  /** Equal texts mean that silence would be met again; null before the first look. */
  get circumstances(): string | null {
    return this.#listener === undefined
      ? null
      : [this.#listener ?? '?', this.#processes ?? '', this.#network ?? ''].join(' | ');
  }

  start(): void {
    this.stop();
    const { clock } = this.#deps;
    this.#drift = clock.now() - clock.monotonicMs();
    this.#changedMs = this.#processesDueMs = this.#listenerDueMs = clock.monotonicMs();
    this.#listener = this.#processes = this.#network = undefined;
    this.#nextLook = { isFresh: false, isSoon: false };
    this.#wait(this.#runs);
  }

  stop(): void {
    this.#runs += 1;
    this.#stopLook();
  }

  /** Looks now instead of at the next time. */
  async lookNow(): Promise<void> {
    await this.#look(this.#runs);
  }

  /** While a session stands it tells more than the process list does. */
  set sessionStands(stands: boolean) {
    if (this.#sessionStands && !stands) this.#listenerDueMs = this.#processesDueMs = 0;
    this.#sessionStands = stands;
  }

  set onBattery(onBattery: boolean) {
    this.#onBattery = onBattery;
  }

  #wait(run: number): void {
    const { clock, lookMs } = this.#deps;
    const pauseMs = this.#isLocal ? this.#pauseMs(lookMs) : REMOTE_LOOK_MS;
    // All targets look at the same moments, so that one reading of the socket table serves all.
    const delayMs = pauseMs - (clock.monotonicMs() % pauseMs);
    const dueMs = clock.monotonicMs() + delayMs;
    this.#stopLook = clock.after(delayMs, () => {
      const jumped = this.#hasJumped(dueMs);
      this.#wait(run);
      if (jumped) {
        this.#heard.onJumped();
        return;
      }
      if (!this.#sessionStands || clock.monotonicMs() >= this.#listenerDueMs) {
        void this.#look(run);
      }
      if (this.#isLocal) void this.#lookAtClients(run);
    });
  }

  #pauseMs(lookMs: number): number {
    return this.#nextLook.isSoon ? Math.min(lookMs, SOON_MS) : lookMs;
  }

  async #lookAtClients(run: number): Promise<void> {
    const { lookAtClients, lookMs } = this.#deps;
    // A tool that takes its time must not be started again meanwhile.
    if (this.#isLookingAtClients) return;
    this.#isLookingAtClients = true;
    const seen = await lookAtClients(this.#target, this.#nextLook.isFresh);
    this.#isLookingAtClients = false;
    if (run !== this.#runs) return;
    const before = this.#pauseMs(lookMs);
    this.#nextLook = this.#heard.onClients(seen);
    if (this.#runs === run && this.#pauseMs(lookMs) < before) {
      this.#stopLook();
      this.#wait(run);
    }
  }

  #hasJumped(dueMs: number): boolean {
    const { clock } = this.#deps;
    const before = this.#drift;
    this.#drift = clock.now() - clock.monotonicMs();
    return (
      Math.abs(this.#drift - before) > LIMITS.clockJump ||
      clock.monotonicMs() - dueMs > STOOD_STILL_MS
    );
  }

  async #look(run: number): Promise<void> {
    const { clock, listenerFingerprint, networkFingerprint } = this.#deps;
    // At common moments, too.
    this.#listenerDueMs =
      (Math.floor(clock.monotonicMs() / BESIDE_SESSION_MS) + 1) * BESIDE_SESSION_MS;
    if (!this.#isLocal) {
      const before = this.#network;
      this.#listener = 'remote';
      this.#network = networkFingerprint();
      if (isOther(before, this.#network)) this.#heard.onChanged('network');
      return;
    }
    const listener = await listenerFingerprint(this.#target.port);
    if (run !== this.#runs) return;
    const moved = isOther(this.#listener, listener);
    this.#listener = listener;
    if (moved) this.#changedMs = this.#processesDueMs = clock.monotonicMs();
    this.#heard.onLooked(listener === null ? null : listener !== 'none');
    const due = clock.monotonicMs() >= this.#processesDueMs;
    const others = due && !this.#sessionStands && (await this.#lookAtProcesses(run));
    if (run === this.#runs && (moved || others)) {
      this.#heard.onChanged(moved ? 'listener' : 'processes');
    }
  }

  /** True when other processes run than at the last look; what was not looked at has not changed. */
  async #lookAtProcesses(run: number): Promise<boolean> {
    const { clock, gatherEvidence } = this.#deps;
    const evidence = await gatherEvidence(this.#target);
    if (run !== this.#runs) return false;
    const before = this.#processes;
    this.#processes = processesIn(evidence);
    const nowMs = clock.monotonicMs();
    const changed = isOther(before, this.#processes);
    if (changed) this.#changedMs = nowMs;
    this.#processesDueMs = nowMs + processLookInMs(nowMs - this.#changedMs, this.#onBattery);
    this.#heard.onEvidence(evidence);
    return changed;
  }
}

/** The first look is no change. */
const isOther = <Seen>(before: Seen | undefined, seen: Seen): boolean =>
  before !== undefined && before !== seen;

function processesIn({ process }: Evidence): string {
  if (process.outcome !== 'found') return process.outcome;
  return process.processes
    .map(({ pid, suspended }) => `${pid}${suspended ? ' suspended' : ''}`)
    .sort()
    .join(', ');
}
