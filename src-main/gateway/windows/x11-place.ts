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

/** A reader that throws on odd bytes ends the connection, not the program. */
class GuardedSocket extends Socket {
  override emit(event: string | symbol, ...args: unknown[]): boolean {
    if (event !== 'data') return super.emit(event, ...args);
    try {
      return super.emit(event, ...args);
    } catch (cause) {
      this.destroy(cause instanceof Error ? cause : new Error(String(cause)));
      return true;
    }
  }
}

export function openSocket({ at }: DisplayPlace): Socket {
  return new GuardedSocket().connect(at);
}
