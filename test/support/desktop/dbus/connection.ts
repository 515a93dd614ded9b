import { connect, type Socket } from 'node:net';
import {
  decodeMessage,
  encodeMessage,
  ERROR,
  METHOD_CALL,
  METHOD_RETURN,
  type Message,
} from './message.ts';

const CALL_LIMIT_MS = 5000;
const DO_NOT_QUEUE = 4;
const PRIMARY_OWNER = 1;

export interface Call {
  destination: string;
  path: string;
  interface: string;
  member: string;
  signature?: string;
  body?: unknown[];
}

/** An error that the other side answered with; `code` is its D-Bus name. */
export class DBusError extends Error {
  constructor(
    readonly code: string,
    text: string,
  ) {
    super(`${code}: ${text}`);
  }
}

interface Pending {
  resolve: (body: unknown[]) => void;
  reject: (cause: Error) => void;
}

/** A connection to the session bus. It does not keep the process alive. */
export class DBusConnection {
  readonly #socket: Socket;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Set<(message: Message) => void>();
  #serial = 0;
  #received = Buffer.alloc(0);

  private constructor(socket: Socket, rest: Buffer) {
    this.#socket = socket;
    socket.on('data', (data) => this.#receive(data));
    socket.on('close', () => this.#failAll(new Error('the session bus closed the connection')));
    socket.unref();
    this.#receive(rest);
  }

  static async open(address = process.env.DBUS_SESSION_BUS_ADDRESS): Promise<DBusConnection> {
    const path = /^unix:path=([^,;]+)/.exec(address ?? '')?.[1];
    if (path === undefined) throw new Error(`no session bus at a path: ${address ?? 'not set'}`);
    const socket = connect(path);
    const connection = new DBusConnection(socket, await authenticate(socket));
    await connection.callBus('Hello');
    return connection;
  }

  async call(call: Call): Promise<unknown[]> {
    const serial = ++this.#serial;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<unknown[]>((resolve, reject) => {
        const name = `${call.interface}.${call.member}`;
        timer = setTimeout(() => reject(new Error(`${name} was not answered`)), CALL_LIMIT_MS);
        this.#pending.set(serial, { resolve, reject });
        this.#socket.write(encodeMessage({ body: [], ...call, type: METHOD_CALL, serial }));
      });
    } finally {
      clearTimeout(timer);
      this.#pending.delete(serial);
    }
  }

  callBus(member: string, signature = '', ...body: unknown[]): Promise<unknown[]> {
    const bus = 'org.freedesktop.DBus';
    const path = '/org/freedesktop/DBus';
    return this.call({ destination: bus, path, interface: bus, member, signature, body });
  }

  async property(destination: string, path: string, owner: string, name: string): Promise<unknown> {
    const body = [owner, name];
    const where = { destination, path, interface: 'org.freedesktop.DBus.Properties' };
    return (await this.call({ ...where, member: 'Get', signature: 'ss', body }))[0];
  }

  async hasOwner(name: string): Promise<boolean> {
    return (await this.callBus('NameHasOwner', 's', name))[0] === true;
  }

  /** From now on sees all messages that fit one of the rules, and can do nothing else. */
  async becomeMonitor(rules: string[], listener: (message: Message) => void): Promise<void> {
    this.#listeners.add(listener);
    const where = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' };
    const member = { interface: 'org.freedesktop.DBus.Monitoring', member: 'BecomeMonitor' };
    await this.call({ ...where, ...member, signature: 'asu', body: [rules, 0] });
  }

  /** Makes this connection the owner of a name that nobody else has. */
  async own(name: string): Promise<void> {
    const [answer] = await this.callBus('RequestName', 'su', name, DO_NOT_QUEUE);
    if (answer !== PRIMARY_OWNER) throw new Error(`${name} has another owner`);
  }

  /** Hears what others ask of this connection. */
  onCall(listener: (call: Message) => void): void {
    this.#listeners.add((message) => {
      if (message.type === METHOD_CALL) listener(message);
    });
  }

  answer({ sender = '', serial }: Message, signature: string, ...body: unknown[]): void {
    this.#send({ type: METHOD_RETURN, destination: sender, replySerial: serial, signature, body });
  }

  refuse({ sender = '', serial }: Message, errorName: string, text: string): void {
    const reply = { destination: sender, replySerial: serial, errorName };
    this.#send({ type: ERROR, ...reply, signature: 's', body: [text] });
  }

  close(): void {
    this.#socket.destroy();
  }

  #send(message: Omit<Message, 'serial'>): void {
    this.#socket.write(encodeMessage({ ...message, serial: ++this.#serial }));
  }

  #receive(data: Buffer): void {
    this.#received = Buffer.concat([this.#received, data]);
    for (let next; (next = decodeMessage(this.#received));) {
      this.#received = this.#received.subarray(next.size);
      this.#settle(next.message);
      for (const listener of this.#listeners) listener(next.message);
    }
  }

  #settle({ type, replySerial, errorName, body }: Message): void {
    const pending = this.#pending.get(replySerial ?? 0);
    if (type === METHOD_RETURN) pending?.resolve(body);
    if (type === ERROR) {
      const [text] = body;
      pending?.reject(new DBusError(errorName ?? '', typeof text === 'string' ? text : ''));
    }
  }

  #failAll(cause: Error): void {
    for (const { reject } of this.#pending.values()) reject(cause);
  }
}

/** The bus asks who we are in lines of text; afterwards only messages follow. */
function authenticate(socket: Socket): Promise<Buffer> {
  const uid = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('data', (answer) => {
      const end = answer.indexOf('\r\n');
      if (!answer.toString('latin1').startsWith('OK ') || end < 0) {
        reject(new Error(`the session bus refused: ${answer.toString('latin1')}`));
        return;
      }
      socket.write('BEGIN\r\n');
      resolve(answer.subarray(end + 2));
    });
    socket.write(`\0AUTH EXTERNAL ${uid}\r\n`);
  });
}

let shared: Promise<DBusConnection> | undefined;

/** The connection that all functions of the test desktop share. */
export function sessionBus(): Promise<DBusConnection> {
  shared ??= DBusConnection.open();
  return shared;
}
