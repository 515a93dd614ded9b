import { once } from 'node:events';
import { hostname } from 'node:os';
import readAuth from 'x11/lib/auth.js';
import xcore, { type Answer, type XClient } from 'x11/lib/xcore.js';
import { given, notGiven, type Read } from '../evidence/read.ts';
import { openSocket, type DisplayPlace } from './x11-place.ts';

const DISPLAY_NAME = 'the X display';

/** In 4-byte units: far more than names, states and lists of windows take. */
const PROPERTY_LENGTH = 4096;
const ANY_TYPE = 0;
const PROPERTY_CHANGE = 0x400000;
const INPUT_ONLY = 2;
/** Substructure redirect and notify: what a message to the window manager goes by (EWMH). */
const TO_MANAGER = 0x180000;

/** Asked for in one go: where the program is busy, every round trip is a long one. */
const NAMES = [
  'STRING',
  'WM_NAME',
  'WM_CLASS',
  'WM_TRANSIENT_FOR',
  '_NET_ACTIVE_WINDOW',
  '_NET_CLIENT_LIST',
  '_NET_CLIENT_LIST_STACKING',
  '_NET_CURRENT_DESKTOP',
  '_NET_SUPPORTING_WM_CHECK',
  '_NET_WM_DESKTOP',
  '_NET_WM_NAME',
  '_NET_WM_PID',
  '_NET_WM_WINDOW_TYPE',
  '_NET_WM_WINDOW_TYPE_DESKTOP',
  '_NET_WM_WINDOW_TYPE_DIALOG',
  '_NET_WM_WINDOW_TYPE_DOCK',
] as const;
type Name = (typeof NAMES)[number];

interface PropertyEvent {
  readonly name: string;
  readonly wid: number;
  readonly time: number;
}

/** One short-lived connection to the X server. Its functions reject; `onDisplay` catches that. */
export class XDisplay {
  readonly root: number;
  readonly #client: XClient;
  readonly #atoms: ReadonlyMap<Name, number>;

  private constructor(client: XClient, root: number, atoms: ReadonlyMap<Name, number>) {
    this.#client = client;
    this.root = root;
    this.#atoms = atoms;
  }

  static async of(client: XClient, root: number): Promise<XDisplay> {
    const atoms = await Promise.all(
      NAMES.map(async (name): Promise<[Name, number]> => {
        const atom = await ask<number>((answer) => {
          client.InternAtom(true, name, answer);
        });
        return [name, atom];
      }),
    );
    return new XDisplay(client, root, new Map(atoms));
  }

  ask<Value>(request: (client: XClient, answer: Answer<Value>) => void): Promise<Value> {
    return ask((answer) => {
      request(this.#client, answer);
    });
  }

  /** 0: nobody on this display uses it. */
  atom(name: Name): number {
    return this.#atoms.get(name) ?? 0;
  }

  /** Empty where the window has no such property. */
  async property(window: number, name: Name): Promise<{ type: number; data: Buffer }> {
    const atom = this.atom(name);
    if (atom === 0) return { type: 0, data: Buffer.alloc(0) };
    return this.ask((client, answer) => {
      client.GetProperty(0, window, atom, ANY_TYPE, 0, PROPERTY_LENGTH, answer);
    });
  }

  async numbers(window: number, name: Name): Promise<readonly number[]> {
    const { data } = await this.property(window, name);
    return Array.from({ length: Math.floor(data.length / 4) }, (_, at) =>
      data.readUInt32LE(at * 4),
    );
  }

  /** A wish that the window manager is to fulfil. */
  async tellManager(window: number, name: Name, data: readonly number[]): Promise<void> {
    const type = this.atom(name);
    if (type === 0) return;
    await this.ask<null>((client, answer) => {
      client.SendClientMessage(this.root, window, type, 32, data, TO_MANAGER, answer);
    });
  }

  /** The server's clock: a wish without a time can be taken for an old one. */
  serverTime(): Promise<number> {
    const client = this.#client;
    const window = client.AllocID();
    const values = { eventMask: PROPERTY_CHANGE, overrideRedirect: 1 };
    client.CreateWindow(window, this.root, -1, -1, 1, 1, 0, 0, INPUT_ONLY, 0, values);
    const told = new Promise<number>((resolve) => {
      client.on('event', ({ name, wid, time }: PropertyEvent) => {
        if (name === 'PropertyNotify' && wid === window) resolve(time);
      });
    });
    client.ChangeProperty(0, window, this.atom('WM_NAME'), this.atom('STRING'), 8, '');
    return told;
  }
}

function ask<Value>(request: (answer: Answer<Value>) => void): Promise<Value> {
  return new Promise((resolve, reject) => {
    request((error, value) => {
      if (error === null || (error as unknown) === undefined) resolve(value);
      else reject(error);
      return true;
    });
  });
}

/** Works on the display for at most `limitMs`. Whatever goes wrong is an answer. */
export async function onDisplay<Value>(
  place: DisplayPlace,
  limitMs: number,
  work: (display: XDisplay) => Promise<Value>,
): Promise<Read<Value>> {
  const socket = openSocket(place);
  const ended = once(socket, 'close').then(() => Promise.reject(new Error('closed')));
  const timer = setTimeout(() => {
    socket.destroy();
  }, limitMs);
  // Looked at only where it matters; a socket's error without a listener would end the program.
  socket.on('error', () => undefined);
  ended.catch(() => undefined);
  try {
    const done = opened(place, socket).then(work);
    return given(await Promise.race([done, ended]));
  } catch {
    return notGiven(DISPLAY_NAME);
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

async function opened(
  place: DisplayPlace,
  socket: ReturnType<typeof openSocket>,
): Promise<XDisplay> {
  const auth = await cookieFor(place);
  return new Promise((resolve, reject) => {
    const client = xcore.createClient(
      { display: `:${place.number}`, stream: socket, auth, disableBigRequests: true },
      (error, display) => {
        const root = display?.screen[0]?.root;
        if (error !== undefined || root === undefined) reject(error ?? new Error('no screen'));
        else resolve(XDisplay.of(client, root));
      },
    );
    client.on('error', () => undefined);
  });
}

/** From `XAUTHORITY` or `~/.Xauthority`; without one the server decides. */
function cookieFor({ number }: DisplayPlace): Promise<{ name: string; data: string }> {
  return new Promise((resolve) => {
    readAuth(number, hostname(), null, (_error, cookie) => {
      resolve({ name: cookie?.authName ?? '', data: cookie?.authData ?? '' });
    });
  });
}
