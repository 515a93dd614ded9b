import { accountDataMessages, orderMessages } from './message-ids.ts';
import type { Hello } from './frames.ts';

/** Wall clock for people, monotonic clock for durations. */
export interface Moment {
  readonly at: number;
  readonly monoMs: number;
}

/** Who ended the connection, and how. Ours are sent by the simulator. */
export type Ending = 'client-fin' | 'client-reset' | 'our-fin' | 'our-reset';

export interface ClientMessage {
  readonly connectionId: number;
  readonly id: number;
  readonly fields: readonly string[];
  readonly seen: Moment;
}

export interface ConnectionRecord {
  /** Counts from 1 in the order of acceptance. */
  readonly id: number;
  readonly opened: Moment;
  /** Both sides are done: the client's FIN arrived, or either side reset. A client that ignores our FIN leaves it open. */
  closed?: Moment;
  ended?: Ending;
  hello?: Hello;
  gotHello: boolean;
  /** Bytes arrived that are no API protocol, and were not answered. */
  gotNonsense: boolean;
  gotStartApi: boolean;
  clientId?: number;
  versionSent?: Moment;
  /** Next valid id and managed accounts both sent. */
  sessionSent?: Moment;
  /** At most 1 MB is kept; `bytesReceived` counts on. */
  readonly received: { readonly seen: Moment; readonly bytes: Buffer }[];
  bytesReceived: number;
  bytesSent: number;
  readonly messages: ClientMessage[];
}

const KEPT_BYTES = 1024 * 1024;

export function now(): Moment {
  return { at: Date.now(), monoMs: performance.now() };
}

/** Everything the simulator saw. Tests read it to prove how a client behaved. */
export class GatewayRecord {
  readonly connections: ConnectionRecord[] = [];
  readonly messageIds = new Set<number>();
  readonly orderMessages: ClientMessage[] = [];
  readonly accountDataMessages: ClientMessage[] = [];
  openNow = 0;
  maxOpenAtOnce = 0;
  /** Open connections at once that had no whole session yet. */
  maxUnansweredAtOnce = 0;
  /** Connections the client ended without having sent a hello. */
  bareConnects = 0;
  /** One for each hello that met a pending dialog. */
  dialogsRaised = 0;
  /** One for each request refused under Read-Only: a Gateway may show its "write access" window for it. */
  writeAccessWindows = 0;
  readonly #listeners = new Set<() => void>();

  get connectionsOpened(): number {
    return this.connections.length;
  }

  /** The newest connection. Throws when there is none, so that tests need no check of their own. */
  get last(): ConnectionRecord {
    const connection = this.connections.at(-1);
    if (!connection) throw new Error('The simulated Gateway has seen no connection.');
    return connection;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Looks again after each change. Rejects with what was seen instead. */
  waitFor(predicate: (record: this) => boolean, timeoutMs = 10_000): Promise<void> {
    if (predicate(this)) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        stop();
        const seen = JSON.stringify(this.summary());
        reject(
          new Error(`Not seen within ${timeoutMs} ms: ${predicate.toString()}; seen: ${seen}`),
        );
      }, timeoutMs);
      const stop = this.onChange(() => {
        if (!predicate(this)) return;
        clearTimeout(timer);
        stop();
        resolve();
      });
    });
  }

  summary() {
    return {
      connectionsOpened: this.connectionsOpened,
      openNow: this.openNow,
      maxOpenAtOnce: this.maxOpenAtOnce,
      maxUnansweredAtOnce: this.maxUnansweredAtOnce,
      bareConnects: this.bareConnects,
      dialogsRaised: this.dialogsRaised,
      writeAccessWindows: this.writeAccessWindows,
      orderMessages: this.orderMessages.length,
      accountDataMessages: this.accountDataMessages.length,
      messageIds: [...this.messageIds].sort((a, b) => a - b),
    };
  }

  open(): ConnectionRecord {
    const connection: ConnectionRecord = {
      id: this.connections.length + 1,
      opened: now(),
      gotHello: false,
      gotNonsense: false,
      gotStartApi: false,
      received: [],
      bytesReceived: 0,
      bytesSent: 0,
      messages: [],
    };
    this.connections.push(connection);
    this.openNow += 1;
    this.maxOpenAtOnce = Math.max(this.maxOpenAtOnce, this.openNow);
    const unanswered = this.connections.filter((one) => !one.ended && !one.sessionSent).length;
    this.maxUnansweredAtOnce = Math.max(this.maxUnansweredAtOnce, unanswered);
    this.changed();
    return connection;
  }

  received(connection: ConnectionRecord, bytes: Buffer): void {
    const room = KEPT_BYTES - connection.bytesReceived;
    if (room > 0) connection.received.push({ seen: now(), bytes: bytes.subarray(0, room) });
    connection.bytesReceived += bytes.length;
  }

  message(connection: ConnectionRecord, fields: readonly string[]): void {
    const id = Number(fields[0]);
    const message = { connectionId: connection.id, id, fields, seen: now() };
    connection.messages.push(message);
    this.messageIds.add(id);
    if (orderMessages.has(id)) this.orderMessages.push(message);
    if (accountDataMessages.has(id)) this.accountDataMessages.push(message);
  }

  /** The first cause stays; later ones follow from it. */
  ended(connection: ConnectionRecord, ending: Ending): void {
    if (connection.ended) return;
    connection.ended = ending;
    if (ending.startsWith('client') && !connection.gotHello) this.bareConnects += 1;
    this.changed();
  }

  closed(connection: ConnectionRecord): void {
    if (connection.closed) return;
    connection.closed = now();
    this.openNow -= 1;
    this.changed();
  }

  changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
