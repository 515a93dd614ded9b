import { MAX_CONNECTIONS } from '$contract/connection-rules';
import type { Connection } from '$contract/preferences';
import { connectionByKey, connectionKey, USUAL_PORTS, type AccountMode } from '$contract/target';

/** Edits of the list of connections; none of them makes one target stand in it twice. */
export type Connections = readonly Connection[];

const has = (connections: Connections, key: string): boolean =>
  connectionByKey(connections, key) !== undefined;

export function withChanged(
  connections: Connections,
  key: string,
  change: (connection: Connection) => Connection,
): Connections {
  return connections.map((each) => (connectionKey(each) === key ? change(each) : each));
}

export function without(connections: Connections, key: string): Connections {
  return connections.filter((each) => connectionKey(each) !== key);
}

/** Puts it in at `place`, or at the end. */
export function withAdded(
  connections: Connections,
  connection: Connection,
  place = connections.length,
): Connections {
  if (has(connections, connectionKey(connection))) return connections;
  return [...connections.slice(0, place), connection, ...connections.slice(place)];
}

export const isFull = (connections: Connections): boolean => connections.length >= MAX_CONNECTIONS;

/** Another connection watches this target already. */
export function isTaken(
  connections: Connections,
  target: Pick<Connection, 'host' | 'port'>,
  except: string | null = null,
): boolean {
  const key = connectionKey(target);
  return key !== except && has(connections, key);
}

/** How a live account is watched is chosen, never carried over from paper. */
export function withAccount(connection: Connection, expect: AccountMode): Connection {
  if (connection.expect === expect) return connection;
  const mode = expect === 'live' ? null : (connection.mode ?? 'stay-connected');
  return { ...connection, expect, mode };
}

/** A port that is usually a live account's brings a live account's caution with it. */
export function withPort(connection: Connection, port: number): Connection {
  const usual = USUAL_PORTS[port]?.mode ?? connection.expect;
  return withAccount({ ...connection, port }, usual);
}

export function withIgnored(connection: Connection, farms: readonly string[]): Connection {
  return { ...connection, ignoredFarms: [...new Set([...connection.ignoredFarms, ...farms])] };
}

export function withoutIgnored(connection: Connection, farms: readonly string[]): Connection {
  const ignoredFarms = connection.ignoredFarms.filter((farm) => !farms.includes(farm));
  return { ...connection, ignoredFarms };
}
