import { open } from 'node:fs/promises';
import { readStart } from './read-start.ts';
import { given, notGiven, type Read } from './read.ts';
import type { SocketRow } from './sockets.ts';

export const SOCKET_TABLE = 'the socket table (/proc/net/tcp)';

/** State numbers of the kernel's include/net/tcp_states.h; the others say nothing about a port. */
const STATES: Readonly<Record<string, SocketRow['state']>> = {
  '0A': 'listen',
  '01': 'established',
  '08': 'close-wait',
};

/** sl local rem st tx:rx tr:when retrnsmt uid timeout inode (kernel: Documentation/networking/proc_net_tcp.rst) */
const ROW =
  /^ *\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) (0A|01|08) \S+ \S+ \S+ +(\d+) +\d+ (\d+)/gm;

/** The text of /proc/net/tcp or tcp6. */
export function parseProcNet(text: string): SocketRow[] {
  const rows: SocketRow[] = [];
  // Thousands of rows share a few addresses.
  const addresses = new Map<string, string>();
  const known = (hex: string): string => {
    const address = addresses.get(hex) ?? addressOf(hex);
    addresses.set(hex, address);
    return address;
  };
  for (const [, hex = '', port = '', far = '', farPort = '', code = '', ...rest] of text.matchAll(
    ROW,
  )) {
    const state = STATES[code];
    if (state === undefined) continue;
    const [uid = '', inode = ''] = rest;
    rows.push({
      state,
      address: known(hex),
      port: parseInt(port, 16),
      remoteAddress: known(far),
      remotePort: parseInt(farPort, 16),
      // A connection that nobody accepted yet belongs to no process: inode 0.
      owner: inode === '0' ? null : inode,
      uid: Number(uid),
    });
  }
  return rows;
}

/** IPv4 and IPv6; a kernel without IPv6 has no tcp6. */
export async function readProcNet(procDir: string): Promise<Read<readonly SocketRow[]>> {
  const [ipv4Table, ipv6Table] = await Promise.all([
    tableText(`${procDir}/net/tcp`),
    tableText(`${procDir}/net/tcp6`),
  ]);
  if (ipv4Table === null) return notGiven(SOCKET_TABLE);
  return given([...parseProcNet(ipv4Table), ...parseProcNet(ipv6Table ?? '')]);
}

/**
 * How many TCP sockets there are: where that has not changed, hardly anybody came or went. It costs
 * nothing, while the kernel walks through its whole hash for each reading of the tables.
 */
export async function socketCounts(procDir: string): Promise<string | null> {
  const [ipv4, ipv6] = await Promise.all([
    readStart(`${procDir}/net/sockstat`, COUNTS_BYTES),
    readStart(`${procDir}/net/sockstat6`, COUNTS_BYTES),
  ]);
  const inUse = /^TCP6?: inuse \d+/m;
  const found = ipv4.ok ? inUse.exec(ipv4.text) : null;
  return found && `${found[0]} ${ipv6.ok ? (inUse.exec(ipv6.text)?.[0] ?? '') : ''}`;
}

const COUNTS_BYTES = 1000;
const CHUNK_BYTES = 65_536;
/** The kernel answers in pieces of a page; one so much shorter is the last (the longest row has 300). */
const LAST_CHUNK_BYTES = 3500;

/** Without the reading that only finds the end: each walks through the whole hash of sockets. */
async function tableText(path: string): Promise<string | null> {
  try {
    const file = await open(path);
    try {
      const pieces: string[] = [];
      const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
      for (;;) {
        const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, null);
        pieces.push(buffer.toString('latin1', 0, bytesRead));
        if (bytesRead < LAST_CHUNK_BYTES) return pieces.join('');
      }
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}

/** Addresses are printed as 32-bit words of the machine; every machine Electron runs on is little-endian. */
function addressOf(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) =>
    (word.match(/../g) ?? []).map((byte) => parseInt(byte, 16)).reverse(),
  );
  if (hex.length === 8) return bytes.join('.');
  if (/^0+$/.test(hex)) return '::';
  if (/^0{24}01000000$/.test(hex)) return '::1';
  if (/^0{16}FFFF0000/.test(hex)) return bytes.slice(12).join('.');
  // Not shortened: only the addresses above are ever compared.
  return (Buffer.from(bytes).toString('hex').match(/.{4}/g) ?? []).join(':');
}
