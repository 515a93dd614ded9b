import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { decodeFields, encodeFrame, encodeHello, splitFrames, type Field } from './frames.ts';
import { request } from './message-ids.ts';

/** A bare API client for tests: sends what it is told, and sees each byte and how the connection ended. */
export class RawClient {
  received: Buffer = Buffer.alloc(0);
  /** Set when the server has hung up. */
  ended: 'fin' | 'reset' | undefined;
  readonly #listeners = new Set<() => void>();

  private constructor(readonly socket: Socket) {
    socket.on('data', (bytes: Buffer) => {
      this.received = Buffer.concat([this.received, bytes]);
      this.#changed();
    });
    socket.on('end', () => this.#onEnd('fin'));
    socket.on('error', () => this.#onEnd('reset'));
  }

  static async open(port: number, host = '127.0.0.1'): Promise<RawClient> {
    const socket = connect({ port, host, noDelay: true });
    const client = new RawClient(socket);
    await once(socket, 'connect').catch((cause: unknown) => {
      // A server that resets at accept can be quicker than our own notice of the connection.
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'ECONNRESET')) throw cause;
    });
    return client;
  }

  /** Opened and hello sent; startApi follows by itself when the version has come, as in real clients. */
  static async start(port: number, clientId = 912345, range = 'v100..193'): Promise<RawClient> {
    const client = await RawClient.open(port);
    client.socket.write(encodeHello(range));
    const startWhenVersionCame = (): void => {
      if (!client.messages.some(isVersion)) return;
      client.#listeners.delete(startWhenVersionCame);
      client.send(request.startApi, 2, clientId, '');
    };
    client.#listeners.add(startWhenVersionCame);
    return client;
  }

  /** The messages so far, the version frame first. */
  get messages(): string[][] {
    return splitFrames(this.received).bodies.map(decodeFields);
  }

  get messageIds(): number[] {
    return this.messages.map((fields) => Number(fields[0]));
  }

  /** Codes of the notices so far, in order. */
  get codes(): number[] {
    return this.messages.slice(1).flatMap(([id, , , code]) => (id === '4' ? [Number(code)] : []));
  }

  send(...fields: Field[]): void {
    this.socket.write(encodeFrame(fields));
  }

  waitFor(predicate: (client: this) => boolean, timeoutMs = 2000): Promise<void> {
    if (predicate(this)) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        this.#listeners.delete(look);
      };
      const look = (): void => {
        if (!predicate(this)) return;
        stop();
        resolve();
      };
      const timer = setTimeout(() => {
        stop();
        const seen = JSON.stringify({ messages: this.messages, ended: this.ended });
        reject(
          new Error(`Not seen within ${timeoutMs} ms: ${predicate.toString()}; seen: ${seen}`),
        );
      }, timeoutMs);
      this.#listeners.add(look);
    });
  }

  leave(how: 'fin' | 'reset' = 'fin'): void {
    if (how === 'fin') this.socket.end();
    else this.socket.resetAndDestroy();
  }

  #onEnd(how: 'fin' | 'reset'): void {
    this.ended ??= how;
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** The first message with exactly two fields, the first a number: notices may come before it. */
function isVersion(fields: readonly string[]): boolean {
  return fields.length === 2 && Number(fields[0]) > 0;
}
