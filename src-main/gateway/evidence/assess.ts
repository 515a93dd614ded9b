import { USUAL_PORTS } from '../../contract/target.ts';
import type { GatewayProcess, ListenerOwner, ProcessEvidence } from '../../contract/evidence.ts';
import type { Look, ProcessList, SeenProcess } from './machine.ts';
import type { Read, Timed } from './read.ts';
import { isRelay } from './relays.ts';
import { listenerFor, portsOf, type SocketRow } from './sockets.ts';

/** 4001, 4002, 7496, 7497. */
export const USUAL: readonly number[] = Object.keys(USUAL_PORTS).map(Number);
/** Usual for IBC's command server (its CommandServerPort): in Gateway's process, but no API. */
const IBC_COMMAND_PORT = 7462;

type WithPorts = SeenProcess & { readonly ports: readonly number[] | null };

/**
 * IB's processes with their ports, without those that belong to other connections. The one that
 * listens on the target's port comes first, then those that listen on nothing or may not be read.
 */
export function ownProcesses(
  list: ProcessList,
  rows: readonly SocketRow[] | null,
  targetPort: number,
  otherSetUpPorts: readonly number[],
): WithPorts[] {
  const rank = ({ ports }: WithPorts): number =>
    ports?.includes(targetPort) ? 0 : ports === null || ports.length === 0 ? 1 : 2;
  return list.ib
    .map((seen) => ({
      ...seen,
      ports: rows && seen.sockets && portsOf(seen.sockets, rows),
    }))
    .filter(({ ports }) => {
      const api = ports?.filter((port) => port !== IBC_COMMAND_PORT) ?? [];
      return !(
        api.length > 0 && api.every((port) => port !== targetPort && otherSetUpPorts.includes(port))
      );
    })
    .sort((one, other) => rank(one) - rank(other) || one.pid - other.pid);
}

export function processEvidence(
  list: Timed<Read<ProcessList>>,
  own: readonly WithPorts[],
): ProcessEvidence {
  const { value, durationMs } = list;
  if (!value.ok) return { outcome: 'unknown', missing: value.missing, durationMs };
  if (own.length > 0) return { outcome: 'found', processes: own.map(shown), durationMs };
  return value.value.missing === null
    ? { outcome: 'none', durationMs }
    : { outcome: 'unknown', missing: value.value.missing, durationMs };
}

function shown({ pid, product, version, startedAt, suspended, ports }: WithPorts): GatewayProcess {
  return { pid, product, version, startedAt, suspended, ports };
}

export async function ownerOf(look: Look, row: SocketRow): Promise<ListenerOwner> {
  const owner = await look.ownerOf(row);
  if (owner === null) return { kind: 'unknown' };
  const list = look.processes.value;
  const isIb = list.ok && list.value.ib.some(({ pid }) => pid === owner.pid);
  return { kind: isIb ? 'gateway' : isRelay(owner.program) ? 'relay' : 'other', ...owner };
}

/**
 * Where else `own` listen: the usual ports first. Where the sockets of one may not be read, the
 * usual ports count on which the same user listens and whose owner nobody sees.
 */
export async function otherPorts(
  look: Look,
  own: readonly WithPorts[],
  rows: readonly SocketRow[],
  leaveOut: readonly number[],
): Promise<number[]> {
  const ports = new Set(own.flatMap((one) => one.ports ?? []));
  const users = new Set(own.filter((one) => one.ports === null).map((one) => one.uid));
  for (const port of USUAL) {
    const row = listenerFor(rows, 'localhost', port);
    if (row === null || row.uid === null || !users.has(row.uid) || ports.has(port)) continue;
    if ((await look.ownerOf(row)) === null) ports.add(port);
  }
  const rank = (port: number): number =>
    USUAL.includes(port) ? USUAL.indexOf(port) : USUAL.length;
  return [...ports]
    .filter((port) => port !== IBC_COMMAND_PORT && !leaveOut.includes(port))
    .sort((one, other) => rank(one) - rank(other) || one - other);
}
