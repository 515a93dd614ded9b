import type { Evidence, GatewayProcess } from '../../../src-main/contract/evidence.ts';
import type { SeenClient } from '../../../src-main/domain/api-clients.ts';
import type { Clock } from '../../../src-main/domain/clock.ts';
import type { ApiConnection, ConnectionOptions } from '../../../src-main/gateway/api-connection.ts';
import { VirtualConnection } from './virtual-connection.ts';

/** Clients of other programs that the socket table shows. */
export interface GatewayRecord {
  /** Monotonic ms at which a connection was opened. */
  readonly openedMs: number[];
  readonly clientIds: number[];
  maxOpenAtOnce: number;
  maxUnansweredAtOnce: number;
  /** Closed by the client before it said hello. */
  bareConnects: number;
}

/**
 * A Gateway on virtual time: what the process list, the socket table and the API show of it, and
 * how it answers. Everything can be switched while it runs.
 */
export class VirtualGateway {
  readonly record: GatewayRecord = {
    openedMs: [],
    clientIds: [],
    maxOpenAtOnce: 0,
    maxUnansweredAtOnce: 0,
    bareConnects: 0,
  };
  readonly farmsDown = new Set<string>();
  readonly farmsIdle = new Set<string>();
  isLinkLost = false;
  /** A question about the next program is on the screen; programs let in before go on. */
  hasDialog = false;
  isFrozen = false;
  /** Sent instead of a session (326, 10141). */
  refusal: number | null = null;
  #process: GatewayProcess | null = null;
  #listens = false;
  /** How often the port was opened: another socket each time. */
  #opened = 0;
  #pid = 4000;
  /** Of other programs, by the client's end. */
  readonly #visitors = new Map<string, SeenClient>();
  #ends = 50_000;
  readonly #connections = new Set<VirtualConnection>();
  readonly port: number;
  readonly clock: Clock;

  constructor(port: number, clock: Clock) {
    this.port = port;
    this.clock = clock;
  }

  // ── What happens to it ─────────────────────────────────────────────────────────────────────────
  startProcess(): void {
    const { port } = this;
    const startedAt = this.clock.now();
    this.#pid += 1;
    this.#process = {
      pid: this.#pid,
      product: 'gateway',
      version: '10.41',
      startedAt,
      suspended: false,
      ports: [port],
    };
  }

  listen(): void {
    this.#listens = true;
    this.#opened += 1;
  }

  /** A Gateway that has long been running. */
  run(): void {
    this.startProcess();
    this.listen();
  }

  stop(): void {
    this.#process = null;
    this.#listens = false;
    this.isFrozen = this.hasDialog = this.isLinkLost = false;
    this.dropAll();
  }

  /** Gone now, its process back after `awayMs`, its port open another `startMs` later. */
  restart(awayMs: number, startMs: number): void {
    this.stop();
    this.clock.after(awayMs, () => {
      this.startProcess();
    });
    this.clock.after(awayMs + startMs, () => {
      this.listen();
    });
  }

  /** Every session ends; the port stays open. */
  dropAll(): void {
    for (const connection of [...this.#connections]) connection.drop();
  }

  /** Somebody answers the question: the programs that wait are let in. */
  accept(): void {
    this.hasDialog = false;
    this.#answerAll();
  }

  thaw(): void {
    this.isFrozen = false;
    this.#answerAll();
  }

  loseLink(): void {
    this.isLinkLost = true;
    this.#tell(1100, null);
  }

  restoreLink(): void {
    this.isLinkLost = false;
    this.#tell(1102, null);
  }

  farmDown(farm: string): void {
    this.farmsDown.add(farm);
    this.#tell(2103, farm);
  }

  farmUp(farm: string): void {
    this.farmsDown.delete(farm);
    this.#tell(2104, farm);
  }

  /** A program of this computer connects, and leaves again after `ms`; it may leave half a connection. */
  visit(program: string, script: string | null, ms: number, leavesHalf = false): void {
    this.#ends += 1;
    const end = `127.0.0.1 ${this.#ends}`;
    const by = { program, script, pid: this.#ends, isOurs: false };
    this.#visitors.set(end, { end, isHalfClosed: false, program: by });
    this.clock.after(ms, () => {
      if (leavesHalf) this.#visitors.set(end, { end, isHalfClosed: true, program: by });
      else this.#visitors.delete(end);
    });
  }

  /** Any notice, to every open session. */
  notice(code: number, farm: string | null): void {
    this.#tell(code, farm);
  }

  // ── What is seen of it ─────────────────────────────────────────────────────────────────────────
  get isSilent(): boolean {
    return this.isFrozen || this.hasDialog;
  }

  get listens(): boolean {
    return this.#listens;
  }

  get openNow(): number {
    return this.#connections.size;
  }

  get fingerprint(): string {
    return this.#listens ? `0.0.0.0 ${this.#opened}` : 'none';
  }

  clients(): readonly SeenClient[] {
    const ours = { program: 'gatelight', script: null, pid: 1, isOurs: true };
    return [
      ...[...this.#connections].map((_one, index) => ({
        end: `127.0.0.1 ${index}`,
        isHalfClosed: false,
        program: ours,
      })),
      ...this.#visitors.values(),
    ];
  }

  evidence(): Evidence {
    const process = this.#process;
    return {
      process:
        process === null
          ? { outcome: 'none', durationMs: 1 }
          : {
              outcome: 'found',
              processes: [{ ...process, ports: this.#listens ? [this.port] : [] }],
              durationMs: 1,
            },
      listener:
        process !== null && this.#listens
          ? {
              outcome: 'found',
              owner: { kind: 'gateway', pid: process.pid, program: 'java' },
              closeWait: 0,
              clients: this.#connections.size,
              programs: null,
              durationMs: 1,
            }
          : { outcome: 'none', durationMs: 1 },
      windows: { outcome: 'not-checked' },
      otherPorts: [],
    };
  }

  open({ clientId, onObservation }: ConnectionOptions): ApiConnection {
    this.record.openedMs.push(this.clock.monotonicMs());
    this.record.clientIds.push(clientId);
    const connection = new VirtualConnection(clientId, this, onObservation, {
      opened: () => {
        this.#connections.add(connection);
        const { record } = this;
        record.maxOpenAtOnce = Math.max(record.maxOpenAtOnce, this.#connections.size);
        const unanswered = [...this.#connections].filter(({ isAnswered }) => !isAnswered).length;
        record.maxUnansweredAtOnce = Math.max(record.maxUnansweredAtOnce, unanswered);
      },
      over: () => this.#connections.delete(connection),
    });
    return connection;
  }

  #answerAll(): void {
    for (const connection of [...this.#connections]) connection.answer();
  }

  #tell(code: number, farm: string | null): void {
    for (const connection of [...this.#connections]) connection.notice(code, farm);
  }
}
