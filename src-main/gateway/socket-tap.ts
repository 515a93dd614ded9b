import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import type { CloseKind } from '../contract/observation.ts';
import { FrameGate, type GateEvent } from './frame-gate.ts';

/** What the tap reports; the library behind it hides all of this. */
export interface TapListener {
  connected(): void;
  connectFailed(errno: string): void;
  helloSent(): void;
  firstByte(): void;
  judged(event: GateEvent): void;
  closed(how: CloseKind, errno: string | null): void;
}

export interface SocketTap {
  readonly bytesSent: number;
  readonly bytesReceived: number;
  /** FIN, then gone; given up where nothing connects soon. Resolves when the socket is closed. */
  close(): Promise<void>;
}

/** How long a peer may take to connect or to answer our FIN. The API leaves such peers half-closed (wire facts §4.8). */
const CLOSE_GRACE_MS = 300;
const CHANNEL = 'net.client.socket';

/**
 * Taps the one socket that `connect` opens. Node announces it before anyone can attach listeners
 * or a byte can arrive, so the gate sees every chunk before the library does.
 */
export function tapNextSocket(connect: () => void, listener: TapListener): SocketTap {
  let socket: Socket | undefined;
  const catchSocket = (message: unknown): void => {
    socket ??= (message as { socket: Socket }).socket;
  };
  subscribe(CHANNEL, catchSocket);
  try {
    connect();
  } finally {
    unsubscribe(CHANNEL, catchSocket);
  }
  if (socket === undefined) throw new Error('the API library opened no socket');
  return tap(socket, listener);
}

function tap(socket: Socket, listener: TapListener): SocketTap {
  const gate = new FrameGate();
  let connected = false;
  let closing = false;
  let sawByte = false;
  let sawFin = false;
  let errno: string | null = null;

  socket.on('connect', () => {
    connected = true;
    listener.connected();
    // The library writes its hello in its own connect listener, which was attached before ours.
    if (socket.bytesWritten > 0) listener.helloSent();
  });
  socket.on('end', () => (sawFin = true));
  socket.on('error', (error: NodeJS.ErrnoException) => (errno = error.code ?? 'UNKNOWN'));
  socket.on('close', () => {
    if (!connected && !closing) listener.connectFailed(errno ?? 'UNKNOWN');
    else listener.closed(closing ? 'by-us' : closeKind(errno, sawFin), errno);
  });

  // Chunks are exchanged for what the gate lets through. Listeners would be too late to hold
  // anything back: an emitter hands the same chunk to all of them.
  const emit = socket.emit.bind(socket) as (event: string | symbol, ...rest: unknown[]) => boolean;
  socket.emit = (event: string | symbol, ...rest: unknown[]): boolean => {
    if (event !== 'data') return emit(event, ...rest);
    if (!sawByte) {
      sawByte = true;
      listener.firstByte();
    }
    const { pass, events } = gate.take(rest[0] as Buffer);
    for (const one of events) listener.judged(one);
    for (const frame of pass) emit('data', frame);
    if (gate.shut && !closing) {
      closing = true;
      socket.destroy();
    }
    return true;
  };

  return {
    get bytesSent() {
      return socket.bytesWritten;
    },
    get bytesReceived() {
      return socket.bytesRead;
    },
    close() {
      closing = true;
      if (socket.closed) return Promise.resolve();
      return new Promise((resolve) => {
        const late = setTimeout(() => socket.destroy(), CLOSE_GRACE_MS);
        socket.once('close', () => {
          // Left running it would keep the worker alive.
          clearTimeout(late);
          resolve();
        });
        // The peer may have taken the connection already: it gets the hello before the FIN, as
        // connections without a word can leave an API stuck (wire facts §4.8).
        if (connected) socket.end();
        else socket.once('connect', () => socket.end());
      });
    },
  };
}

function closeKind(errno: string | null, sawFin: boolean): CloseKind {
  if (errno === 'ECONNRESET' || errno === 'EPIPE') return 'reset';
  if (errno !== null) return 'error';
  return sawFin ? 'fin' : 'error';
}
