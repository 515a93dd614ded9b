import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface SeenSocket {
  readonly protocol: string;
  readonly inode: string;
  readonly localPort: number;
  /** As the table writes it: address and port in hexadecimal. */
  readonly remote: string;
  readonly isListening: boolean;
}

const TABLES = ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6'] as const;
const LISTEN = '0A';

/** Every network socket that a process holds right now. Linux. */
export function socketsOf(pid: number): SeenSocket[] {
  const inodes = new Set(
    readdirSync(`/proc/${pid}/fd`).map((fd) => /^socket:\[(\d+)\]$/.exec(linkOf(pid, fd))?.[1]),
  );
  return TABLES.flatMap((protocol) =>
    tableOf(pid, protocol).flatMap((line) => {
      const [, local = '', remote = '', state, , , , , , inode = ''] = line.trim().split(/\s+/);
      if (!inodes.has(inode)) return [];
      const localPort = parseInt(local.split(':')[1] ?? '', 16);
      return [{ protocol, inode, localPort, remote, isListening: state === LISTEN }];
    }),
  );
}

/** `127.0.0.1:4002` as the table writes it. */
export function inTable(port: number): string {
  return `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
}

function linkOf(pid: number, fd: string): string {
  try {
    return readlinkSync(`/proc/${pid}/fd/${fd}`);
  } catch {
    return '';
  }
}

function tableOf(pid: number, protocol: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/net/${protocol}`, 'utf8').split('\n').slice(1);
  } catch {
    return [];
  }
}
