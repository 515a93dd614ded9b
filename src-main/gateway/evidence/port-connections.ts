import { cameThrough, type SocketRow } from './sockets.ts';

/** One connection to a port, seen from both of its ends as far as this computer shows them. */
export interface PortConnection {
  /** Address and port of the client's end: they name the connection while it lasts. */
  readonly end: string;
  /** Its client has left, and the other side has not noticed. */
  readonly isHalfClosed: boolean;
  /** What ties the client's end to a process; null where this computer does not show it. */
  readonly owner: string | null;
}

/**
 * Who is connected through `listener`. Its own sockets know the clients' ends; the clients' sockets
 * know their programs. Where a container owns the listener only the clients' sockets are here; then
 * those to this very computer count, not Gateway's own link to *remote* port 4001.
 */
export function clientsOf(listener: SocketRow, rows: readonly SocketRow[]): PortConnection[] {
  const clients = new Map<string, PortConnection>();
  const theirs = new Map<string, SocketRow>();
  for (const row of rows) {
    if (row.state === 'established' && row.remotePort === listener.port) {
      theirs.set(nameOf(row.address, row.port), row);
    }
  }
  for (const row of rows) {
    if (!cameThrough(listener, row)) continue;
    const end = nameOf(row.remoteAddress, row.remotePort);
    const its = theirs.get(end);
    const isPair = its?.remoteAddress === row.address;
    const owner = isPair ? its.owner : null;
    clients.set(end, { end, isHalfClosed: row.state === 'close-wait', owner });
  }
  for (const [end, row] of theirs) {
    if (clients.has(end) || !isLoopback(row.remoteAddress)) continue;
    clients.set(end, { end, isHalfClosed: false, owner: row.owner });
  }
  return [...clients.values()];
}

const nameOf = (address: string, port: number): string => `${address} ${port}`;

const isLoopback = (address: string): boolean =>
  address === '::1' || /^127(\.\d{1,3}){3}$/.test(address);
