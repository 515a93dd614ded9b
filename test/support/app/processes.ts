import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { poll } from '../desktop/poll.ts';

// What the processes of the app do, read from /proc: their children and their sockets.

/** A process and all that it started, directly or not. */
export function family(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name)
      ? readOr('', () => readFileSync(`/proc/${name}/stat`, 'utf8'))
      : '';
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie is gone; only nobody has asked yet how it ended.
    if (parent !== undefined && state !== 'Z') parents.set(Number(name), Number(parent));
  }
  const found = new Set(parents.has(pid) ? [pid] : []);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const [child, parent] of parents) if (found.has(parent)) found.add(child);
  }
  return [...found];
}

export async function allGone(pids: readonly number[], timeoutMs: number): Promise<void> {
  await poll(`end of all of ${pids.join(', ')}`, timeoutMs, () =>
    pids.every((pid) => family(pid).length === 0) ? true : undefined,
  );
}

const TABLES = ['tcp', 'tcp6', 'udp', 'udp6'];
const LISTENS = '0A';

/**
 * Connections that the processes have opened: `tcp 0100007F:0FA2`, protocol and far end as the kernel writes
 * them. What came in to a port that they listen on (a test's debugger) is left out.
 */
export function outgoing(pids: readonly number[]): string[] {
  const own = new Set(pids.flatMap(socketsOf));
  const rows = TABLES.flatMap((table) =>
    readOr('', () => readFileSync(`/proc/net/${table}`, 'utf8'))
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .map(([, local, remote, state, , , , , , inode]) => ({ table, local, remote, state, inode }))
      .filter(({ inode }) => inode !== undefined && own.has(inode)),
  );
  const portOf = (address = ''): string => address.slice(address.lastIndexOf(':') + 1);
  const served = new Set(
    rows.filter((row) => row.state === LISTENS).map((row) => portOf(row.local)),
  );
  return rows
    .filter((row) => row.state !== LISTENS && !served.has(portOf(row.local)))
    .map((row) => `${row.table} ${row.remote ?? ''}`);
}

function socketsOf(pid: number): string[] {
  const dir = `/proc/${pid}/fd`;
  return readOr<string[]>([], () => readdirSync(dir)).flatMap((fd) => {
    const target = readOr('', () => readlinkSync(`${dir}/${fd}`));
    return /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? [];
  });
}

/** Processes and their files come and go while they are read. */
function readOr<T>(otherwise: T, read: () => T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
