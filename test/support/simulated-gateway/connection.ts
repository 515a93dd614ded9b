import type { Socket } from 'node:net';
import type { HangUp } from './behaviour.ts';
import { ClientReader, encodeFrame, type ClientEvent, type Field } from './frames.ts';
import type { Gate } from './gate.ts';
import type { ConnectionRecord, GatewayRecord } from './record.ts';

export interface ConnectionRules {
  readonly gate: Gate;
  readonly record: GatewayRecord;
  readonly answersFin: () => boolean;
  readonly onEvent: (event: ClientEvent) => void;
  readonly onClosed: () => void;
}

/**
 * One accepted socket. Reading is never gated, so that the record is true even while the simulator is
 * frozen; whatever answers is. The server must accept with `allowHalfOpen`, or Node would answer the
 * client's FIN by itself and no CLOSE_WAIT could be left behind.
 */
export class Connection {
  readonly record: ConnectionRecord;
  /** Set: each byte is a segment of its own, this far apart. */
  paceMs: number | undefined;
  readonly #reader = new ClientReader();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #outgoing: (Buffer | HangUp)[] = [];
  #pacing = false;

  constructor(
    readonly socket: Socket,
    private readonly rules: ConnectionRules,
  ) {
    this.record = rules.record.open();
    socket.setNoDelay(true);
    socket.on('data', (bytes) => this.#onData(bytes));
    socket.on('end', () => this.#onClientFin());
    // Writing to a client that is gone, or its reset: both arrive as an error just before 'close'.
    socket.on('error', () => rules.record.ended(this.record, 'client-reset'));
    socket.on('close', () => this.#onClose());
  }

  get isOpen(): boolean {
    return !this.record.ended;
  }

  send(...fields: Field[]): void {
    this.sendBytes(encodeFrame(fields));
  }

  sendBytes(bytes: Buffer): void {
    this.#outgoing.push(bytes);
    if (!this.#pacing) this.#pump();
  }

  /** After what is still waiting to be sent. */
  hangUp(how: HangUp): void {
    this.#outgoing.push(how);
    if (!this.#pacing) this.#pump();
  }

  /** Not done if the connection has ended by then. */
  after(delayMs: number, deed: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#gated(deed);
    }, delayMs);
    this.#timers.add(timer);
  }

  /** Calls back when the client has taken what was written, at the next turn at the earliest. */
  whenTaken(deed: () => void): void {
    if (this.socket.writableNeedDrain) this.socket.once('drain', () => this.#gated(deed));
    else setImmediate(() => this.#gated(deed));
  }

  #gated(deed: () => void): void {
    this.rules.gate.pass(() => {
      if (this.isOpen) deed();
    });
  }

  #pump(): void {
    for (;;) {
      const next = this.#outgoing.shift();
      if (next === undefined || !this.isOpen) return;
      if (typeof next === 'string') return this.#hangUpNow(next);
      const bytes = this.paceMs === undefined ? next : next.subarray(0, 1);
      this.record.bytesSent += bytes.length;
      this.socket.write(bytes);
      if (this.paceMs === undefined) continue;
      if (next.length > 1) this.#outgoing.unshift(next.subarray(1));
      this.#pacing = true;
      this.after(this.paceMs, () => {
        this.#pacing = false;
        this.#pump();
      });
      return;
    }
  }

  #hangUpNow(how: HangUp): void {
    this.rules.record.ended(this.record, how === 'fin' ? 'our-fin' : 'our-reset');
    if (how === 'fin') this.socket.end();
    else this.socket.resetAndDestroy();
  }

  #onData(bytes: Buffer): void {
    const { record, gate } = this.rules;
    record.received(this.record, bytes);
    const events = this.#reader.push(bytes);
    for (const event of events) {
      if (event.kind === 'message') record.message(this.record, event.fields);
      if (event.kind === 'nonsense') this.record.gotNonsense = true;
      if (event.kind === 'hello') {
        this.record.hello = event.hello;
        this.record.gotHello = true;
      }
      gate.pass(() => this.rules.onEvent(event));
    }
    record.changed();
  }

  #onClientFin(): void {
    this.rules.record.ended(this.record, 'client-fin');
    this.rules.record.closed(this.record);
    if (this.rules.answersFin()) this.rules.gate.pass(() => this.socket.end());
  }

  #onClose(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.rules.record.ended(this.record, 'our-reset');
    this.rules.record.closed(this.record);
    this.rules.onClosed();
  }
}
