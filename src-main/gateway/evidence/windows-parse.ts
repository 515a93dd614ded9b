import { plainAddress, type SocketRow } from './sockets.ts';

/** netstat speaks the language of Windows. Words not listed here are not counted. */
const CONNECTION_STATES: Readonly<Record<string, SocketRow['state']>> = {
  ESTABLISHED: 'established',
  CLOSE_WAIT: 'close-wait',
  HERGESTELLT: 'established',
  SCHLIESSEN_WARTEN: 'close-wait',
};
/** The far end of a listener, in every language. */
const NO_FAR_END: ReadonlySet<string> = new Set(['0.0.0.0:0', '[::]:0']);

/** `netstat -ano`: protocol, local, foreign, state (its words may hold spaces), process id. */
export function parseNetstat(text: string): SocketRow[] {
  const rows: SocketRow[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [protocol, local = '', foreign = '', ...rest] = line.trim().split(/\s+/);
    const pid = rest.pop() ?? '';
    const [near, far] = [endOf(local), endOf(foreign)];
    if (protocol !== 'TCP' || near === null || far === null || !/^\d+$/.test(pid)) continue;
    const state = NO_FAR_END.has(foreign) ? 'listen' : CONNECTION_STATES[rest.join(' ')];
    if (state === undefined) continue;
    rows.push({
      state,
      ...near,
      remoteAddress: far.address,
      remotePort: far.port,
      // 0 stands for sockets whose process has gone.
      owner: pid === '0' ? null : pid,
      uid: null,
    });
  }
  return rows;
}

function endOf(text: string): { address: string; port: number } | null {
  const place = /^(.+):(\d{1,5})$/.exec(text);
  if (place === null) return null;
  return {
    address: plainAddress((place[1] ?? '').replace(/^\[|\]$/g, '')),
    port: Number(place[2]),
  };
}

export interface WindowsProcess {
  readonly pid: number;
  readonly name: string;
  readonly path: string | null;
  /** Only for Java and IB's launchers; null where it may not be read. */
  readonly command: string | null;
  /** Epoch milliseconds; null where it may not be read. */
  readonly startedAt: number | null;
}

/** The JSON our PowerShell line prints: an array, or one object when there is one process. */
export function parseProcesses(text: string): WindowsProcess[] | null {
  let parsed: unknown;
  try {
    // PowerShell may put a byte order mark first.
    parsed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
  const items: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  return items.flatMap((item) => {
    if (typeof item !== 'object' || item === null) return [];
    const { id, name, path, command, at } = item as Record<string, unknown>;
    if (typeof id !== 'number' || typeof name !== 'string') return [];
    return [
      {
        pid: id,
        name,
        path: typeof path === 'string' ? path : null,
        command: typeof command === 'string' ? command : null,
        startedAt: typeof at === 'number' ? at : null,
      },
    ];
  });
}

/** The words of a command line as Windows hands it on, quoted ones whole. */
export function wordsOf(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

/** Arguments behind the program's own path, without their quotes. */
export function argumentsOf(command: string): string[] {
  const rest = command.replace(/^\s*(?:"[^"]*"|\S+)\s*/, '');
  return rest.split(/\s+/).map((word) => word.replace(/^"|"$/g, ''));
}

/** Arguments behind the program's own path; quotes may stand within one, as in `-Dname="a b"`. */
export function splitCommand(command: string): string[] {
  const words = command.match(/(?:[^\s"]|"[^"]*(?:"|$))+/g) ?? [];
  return words.slice(1).map((word) => word.replaceAll('"', ''));
}
