/**
 * The text form of the wire: a four-byte big-endian length that does not count itself, then fields that
 * each end in NUL. Source: `onData` and `send` of @stoqey/ib 1.6.10 (core/io/socket.js) and the vendor's clients.
 */

/** A Buffer stands for bytes that are not UTF-8, such as a time zone in the host's own code page. */
export type Field = string | number | Buffer;

/** The vendor's ceiling for one message, 16 MiB - 1. */
export const MAX_FRAME_BYTES = 0xffffff;

const NUL = Buffer.of(0);
const API_PREFIX = Buffer.from('API\0');

export function encodeFrame(fields: readonly Field[]): Buffer {
  const body = Buffer.concat(
    fields.flatMap((field) => [Buffer.isBuffer(field) ? field : Buffer.from(String(field)), NUL]),
  );
  return Buffer.concat([lengthPrefix(body.length), body]);
}

/** What a client sends first. There is no NUL after the range. */
export function encodeHello(range = 'v100..193'): Buffer {
  return Buffer.concat([API_PREFIX, lengthPrefix(range.length), Buffer.from(range)]);
}

export function lengthPrefix(length: number): Buffer {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32BE(length >>> 0);
  return prefix;
}

export function decodeFields(body: Buffer): string[] {
  const fields = body.toString('utf8').split('\0');
  if (fields.at(-1) === '') fields.pop();
  return fields;
}

/** Takes whole frames off the front; returns their bodies and what is left. */
export function splitFrames(bytes: Buffer): { bodies: Buffer[]; rest: Buffer; valid: boolean } {
  const bodies: Buffer[] = [];
  let rest = bytes;
  while (rest.length >= 4) {
    const length = rest.readUInt32BE();
    if (length > MAX_FRAME_BYTES) return { bodies, rest, valid: false };
    if (rest.length < 4 + length) break;
    bodies.push(rest.subarray(4, 4 + length));
    rest = rest.subarray(4 + length);
  }
  return { bodies, rest, valid: true };
}

export interface Hello {
  readonly text: string;
  readonly minVersion: number;
  readonly maxVersion: number;
}

export type ClientEvent =
  { kind: 'hello'; hello: Hello } | { kind: 'message'; fields: string[] } | { kind: 'nonsense' };

/** Reads what a client sends. After the first bytes that are no protocol it stays silent for good. */
export class ClientReader {
  #pending: Buffer = Buffer.alloc(0);
  #stage: 'hello' | 'messages' | 'nonsense' = 'hello';

  push(chunk: Buffer): ClientEvent[] {
    if (this.#stage === 'nonsense') return [];
    this.#pending = Buffer.concat([this.#pending, chunk]);
    const events: ClientEvent[] = this.#stage === 'hello' ? this.#readHello() : [];
    if (this.#stage === 'messages') events.push(...this.#readMessages());
    return events;
  }

  #readHello(): ClientEvent[] {
    const prefix = this.#pending.subarray(0, API_PREFIX.length);
    if (!API_PREFIX.subarray(0, prefix.length).equals(prefix)) return this.#giveUp();
    if (this.#pending.length < 8) return [];
    const length = this.#pending.readUInt32BE(4);
    if (length > 1024) return this.#giveUp();
    if (this.#pending.length < 8 + length) return [];
    const text = this.#pending.toString('latin1', 8, 8 + length);
    const range = /^v(\d+)(?:\.\.(\d+))?(?: |$)/.exec(text);
    if (!range) return this.#giveUp();
    this.#pending = this.#pending.subarray(8 + length);
    this.#stage = 'messages';
    const minVersion = Number(range[1]);
    const maxVersion = Number(range[2] ?? range[1]);
    return [{ kind: 'hello', hello: { text, minVersion, maxVersion } }];
  }

  #readMessages(): ClientEvent[] {
    const { bodies, rest, valid } = splitFrames(this.#pending);
    this.#pending = rest;
    const events = bodies.map((body): ClientEvent => ({
      kind: 'message',
      fields: decodeFields(body),
    }));
    return valid ? events : [...events, ...this.#giveUp()];
  }

  #giveUp(): ClientEvent[] {
    this.#stage = 'nonsense';
    this.#pending = Buffer.alloc(0);
    return [{ kind: 'nonsense' }];
  }
}
