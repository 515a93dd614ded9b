import type { SocketRow } from './sockets.ts';
import { plainAddress } from './sockets.ts';

export interface PsRow {
  readonly pid: number;
  readonly uid: number;
  readonly suspended: boolean;
  readonly ageMs: number;
  readonly command: string;
}

/** `ps -o pid= -o uid= -o state= -o etime= -o command=` */
export function parsePs(text: string): PsRow[] {
  const rows: PsRow[] = [];
  for (const line of text.split('\n')) {
    const match = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+([\d:-]+)\s(.*)$/.exec(line);
    const ageMs = match && parseElapsed(match[4] ?? '');
    if (!match || ageMs === null) continue;
    const [, pid, uid, state = '', , command = ''] = match;
    rows.push({
      pid: Number(pid),
      uid: Number(uid),
      suspended: state.startsWith('T') || state.startsWith('t'),
      ageMs,
      command: command.trim(),
    });
  }
  return rows;
}

/** `ps -o pid= -o comm=`: the program's path, which may hold spaces. */
export function parsePsNames(text: string): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const line of text.split('\n')) {
    const match = /^\s*(\d+)\s(.*)$/.exec(line);
    if (match) names.set(Number(match[1]), (match[2] ?? '').trim());
  }
  return names;
}

/** `[[days-]hours:]minutes:seconds` (ps(1), etime), in milliseconds. */
export function parseElapsed(text: string): number | null {
  const match = /^(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+)$/.exec(text);
  if (!match) return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000;
}

const NETSTAT_STATES: Readonly<Record<string, SocketRow['state']>> = {
  LISTEN: 'listen',
  ESTABLISHED: 'established',
  CLOSE_WAIT: 'close-wait',
};

const NETSTAT_ROW =
  /^(tcp4|tcp6|tcp46)\s+\d+\s+\d+\s+(\S+)\.(\d{1,5})\s+(\S+)\.(\d{1,5}|\*)\s+(\w+)/;

/** `netstat -anW -p tcp`: the port stands behind the last dot; tcp46 takes both families. */
export function parseNetstat(text: string): SocketRow[] {
  const rows: SocketRow[] = [];
  for (const line of text.split('\n')) {
    const match = NETSTAT_ROW.exec(line);
    const state = NETSTAT_STATES[match?.[6] ?? ''];
    if (!match || state === undefined) continue;
    const [, family = '', address = '', port, far = '', farPort] = match;
    const isIpv6 = family !== 'tcp4';
    rows.push({
      state,
      address: addressOf(address, isIpv6),
      port: Number(port),
      remoteAddress: addressOf(far, isIpv6),
      remotePort: farPort === '*' ? 0 : Number(farPort),
      owner: null,
      uid: null,
    });
  }
  return rows;
}

export interface LsofSocket {
  readonly pid: number;
  readonly address: string;
  readonly port: number;
  /** As in a `SocketRow`. */
  readonly remoteAddress: string;
  readonly remotePort: number;
}

const LSOF_NAME = /^([^\s>]+):(\d{1,5})(?:->([^\s>]+):(\d{1,5}))?$/;

/**
 * `lsof -nP -iTCP -sTCP:… -Fptn`: one field a line, its first letter says which. `p` opens a
 * process, `f` a file, `t` is IPv4 or IPv6, `n` the name (lsof(8), OUTPUT FOR OTHER PROGRAMS).
 */
export function parseLsof(text: string): LsofSocket[] {
  const sockets: LsofSocket[] = [];
  let pid: number | null = null;
  let isIpv6 = false;
  for (const line of text.split('\n')) {
    const value = line.slice(1);
    if (line.startsWith('p')) pid = /^\d+$/.test(value) ? Number(value) : null;
    if (line.startsWith('t')) isIpv6 = value === 'IPv6';
    const name = line.startsWith('n') ? LSOF_NAME.exec(value) : null;
    if (name === null || pid === null) continue;
    const [, address = '', port, far = '*', farPort = '0'] = name;
    sockets.push({
      pid,
      address: addressOf(address, isIpv6),
      port: Number(port),
      remoteAddress: addressOf(far, isIpv6),
      remotePort: Number(farPort),
    });
  }
  return sockets;
}

function addressOf(text: string, isIpv6: boolean): string {
  if (text === '*') return isIpv6 ? '::' : '0.0.0.0';
  return plainAddress(text.replace(/^\[|\]$/g, ''));
}
