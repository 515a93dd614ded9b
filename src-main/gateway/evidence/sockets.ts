/** One row of a system's socket table that says something about a port. */
export interface SocketRow {
  readonly state: 'listen' | 'established' | 'close-wait';
  /** Local address; an IPv4 address mapped into IPv6 is written as IPv4. */
  readonly address: string;
  /** Local port. Gateway's own link to IBKR goes to *remote* port 4001. */
  readonly port: number;
  /** The far end, written like the near one; of a listener there is none: `0.0.0.0` or `::`, and 0. */
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** What ties the row to a process: the inode on Linux, the process id elsewhere. */
  readonly owner: string | null;
  /** Numeric user the socket belongs to; only Linux says it. */
  readonly uid: number | null;
}

const ANY_IPV4 = '0.0.0.0';
const ANY_IPV6 = '::';

/** `::ffff:127.0.0.1` → `127.0.0.1`; a zone (`%lo0`, `%4`) is dropped. */
export function plainAddress(address: string): string {
  const bare = address.split('%', 1)[0] ?? '';
  return bare.replace(/^::ffff:(?=\d+\.)/i, '');
}

/**
 * The listener that a connection from this machine to `host` would reach: the most particular
 * one, as the kernel chooses. Java listens on `::`, which takes IPv4 too; whether a socket on `::`
 * was told not to (IPV6_V6ONLY) no table shows.
 */
export function listenerFor(
  rows: readonly SocketRow[],
  host: string,
  port: number,
): SocketRow | null {
  const order = addressesReached(host);
  const ranked = rows
    .filter((row) => row.state === 'listen' && row.port === port && order.includes(row.address))
    .sort((one, other) => order.indexOf(one.address) - order.indexOf(other.address));
  return ranked[0] ?? null;
}

function addressesReached(host: string): readonly string[] {
  if (host === 'localhost') return ['127.0.0.1', '::1', ANY_IPV4, ANY_IPV6];
  if (host.includes(':')) return [host, ANY_IPV6];
  return [host, ANY_IPV4, ANY_IPV6];
}

/** Connections that came in through this listener and are in `state`. */
export function connectionsOf(
  listener: SocketRow,
  rows: readonly SocketRow[],
  state: 'established' | 'close-wait',
): number {
  return rows.filter((row) => row.state === state && cameThrough(listener, row)).length;
}

/** Whether `row` is this listener's end of a connection. */
export const cameThrough = (listener: SocketRow, row: SocketRow): boolean =>
  row.state !== 'listen' &&
  row.port === listener.port &&
  (row.address === listener.address ||
    listener.address === ANY_IPV6 ||
    (listener.address === ANY_IPV4 && !row.address.includes(':')));

/** Ports on which any of `owners` listens, ascending, each once. */
export function portsOf(owners: ReadonlySet<string>, rows: readonly SocketRow[]): number[] {
  const ports = rows
    .filter((row) => row.state === 'listen' && row.owner !== null && owners.has(row.owner))
    .map((row) => row.port);
  return [...new Set(ports)].sort((one, other) => one - other);
}
