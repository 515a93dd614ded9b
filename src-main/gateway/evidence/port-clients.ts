import type { Target } from '../../contract/target.ts';
import type { SeenClient } from '../../domain/api-clients.ts';
import type { Machine } from './machine.ts';
import { clientsOf, type PortConnection } from './port-connections.ts';
import { listenerFor, type SocketRow } from './sockets.ts';

type Named = NonNullable<SeenClient['program']>;

interface Seen {
  readonly rows: readonly SocketRow[];
  readonly clients: readonly SeenClient[];
}

/**
 * Who is connected to a port, by program. It remembers who held the client's end: once that is gone
 * and only Gateway's is left, no table tells any more whose it was.
 */
export class PortClients {
  readonly #seen = new Map<string, Seen>();
  readonly #machine: Machine;
  readonly #gatelights: () => ReadonlySet<number>;

  constructor(machine: Machine, gatelights: () => ReadonlySet<number>) {
    this.#machine = machine;
    this.#gatelights = gatelights;
  }

  /** Nobody where nothing listens; null where the system names no program at all. */
  async of(target: Target, rows: readonly SocketRow[]): Promise<readonly SeenClient[] | null> {
    const key = `${target.host} ${target.port}`;
    const before = this.#seen.get(key);
    if (before?.rows === rows) return before.clients;
    const listener = listenerFor(rows, target.host, target.port);
    const connections = listener === null ? [] : clientsOf(listener, rows);
    const clients = await this.#named(connections, before?.clients ?? []);
    if (clients !== null) this.#seen.set(key, { rows, clients });
    return clients;
  }

  async #named(
    connections: readonly PortConnection[],
    before: readonly SeenClient[],
  ): Promise<readonly SeenClient[] | null> {
    if (connections.length === 0) return [];
    const owners = connections.flatMap(({ owner }) => owner ?? []);
    const programs = await this.#machine.programsOf(owners);
    if (programs === null) return null;
    const known = new Map(before.map(({ end, program }) => [end, program]));
    let gatelights: ReadonlySet<number> | null = null;
    const isOurs = (pid: number | null): boolean => {
      gatelights ??= this.#gatelights();
      return pid !== null && gatelights.has(pid);
    };
    return connections.map(({ end, isHalfClosed, owner }) => {
      const then: Named | null = known.get(end) ?? null;
      const now = owner === null ? undefined : programs.get(owner);
      const isSame = now === undefined || now.pid === then?.pid;
      const program = isSame ? then : { ...now, isOurs: isOurs(now.pid) };
      return { end, isHalfClosed, program };
    });
  }
}
