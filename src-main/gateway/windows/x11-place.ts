import { Socket, type SocketConnectOpts } from 'node:net';

/** The part of the environment that says where the display is. */
export type DisplayEnvironment = Readonly<Record<string, string | undefined>>;

export interface DisplayPlace {
  /** As the cookies name it. */
  readonly number: string;
  readonly at: SocketConnectOpts;
}

const DISPLAY = /^(?:(?:unix|local|tcp|inet6?)\/)?(.*?):(\d{1,5})(?:\.\d+)?$/;
const LOCAL = new Set(['', 'unix']);
/** What ssh sets for windows that it carries. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1', '[::1]']);
const FIRST_PORT = 6000;

/** Null: none is named, or one on another computer, to which nothing is sent. */
export function displayPlace({ DISPLAY: display }: DisplayEnvironment): DisplayPlace | null {
  const [, host = '', number = ''] = DISPLAY.exec(display ?? '') ?? [];
  if (number === '') return null;
  if (LOCAL.has(host)) return { number, at: { path: `/tmp/.X11-unix/X${number}` } };
  const port = FIRST_PORT + Number(number);
  if (!LOOPBACK.has(host) || port > 65_535) return null;
  return { number, at: { host: host.includes('::') ? '::1' : '127.0.0.1', port } };
}

/** Of the server's first answer: until where it says which resources a client may name. */
const HEAD_BYTES = 20;
const MASK_AT = 16;
const SUCCESS = 1;
/** Five hundred windows with names as long as we read them are less. */
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Whoever sits behind the display may say anything. A reader that throws ends the connection, not
 * the program; an answer without a resource mask, on which the reader would turn for ever, does too,
 * and so do answers without end, which it would keep.
 */
class GuardedSocket extends Socket {
  #head: Buffer | null = Buffer.alloc(0);
  #received = 0;

  override emit(event: string | symbol, ...args: unknown[]): boolean {
    const [bytes] = args;
    if (event !== 'data' || !Buffer.isBuffer(bytes)) return super.emit(event, ...args);
    try {
      this.#received += bytes.length;
      if (this.#received > MOST_BYTES) throw new Error('too much');
      const checked = this.#checked(bytes);
      return checked === null || super.emit('data', checked);
    } catch (cause) {
      this.destroy(cause instanceof Error ? cause : new Error(String(cause)));
      return true;
    }
  }

  /** Null: more is needed to know. */
  #checked(bytes: Buffer): Buffer | null {
    if (this.#head === null) return bytes;
    const head = Buffer.concat([this.#head, bytes]);
    const isLong = head.length >= HEAD_BYTES;
    if (head[0] === SUCCESS && isLong && head.readUInt32LE(MASK_AT) === 0) {
      throw new Error('no resource mask');
    }
    this.#head = head[0] === SUCCESS && !isLong ? head : null;
    return this.#head === null ? head : null;
  }
}

export function openSocket({ at }: DisplayPlace): Socket {
  return new GuardedSocket().connect(at);
}
