import {
  parseLsof,
  parseNetstat,
  parsePs,
  parsePsNames,
  type LsofListener,
} from './darwin-parse.ts';
import { ibProcess } from './ib-process.ts';
import type { Look, Machine, ProcessList } from './machine.ts';
import { programName } from './program-name.ts';
import { given, notGiven, timed, type Read } from './read.ts';
import { runTool, type Tool } from './run-tool.ts';
import type { SocketRow } from './sockets.ts';

// One -o for each column: in `pid=,uid=` some versions of ps take `,uid=` for a heading.
const COLUMNS = ['pid=', 'uid=', 'state=', 'etime=', 'command='];
const PS: Tool = {
  path: '/bin/ps',
  args: ['-axww', ...COLUMNS.flatMap((column) => ['-o', column])],
  name: 'ps',
};
/** Command lines do not show where the path of the program ends. */
const PS_NAMES: Tool = {
  path: '/bin/ps',
  args: ['-axww', '-o', 'pid=', '-o', 'comm='],
  name: 'ps',
};
/** Shows the sockets of every user, but not their owners. */
const NETSTAT: Tool = { path: '/usr/sbin/netstat', args: ['-anW', '-p', 'tcp'], name: 'netstat' };
/** Shows owners, but only those of this user's processes. -P: else 4001 becomes "newoak". */
const LSOF: Tool = {
  path: '/usr/sbin/lsof',
  args: ['-nP', '-iTCP', '-sTCP:LISTEN', '-Fptn'],
  name: 'lsof',
  alsoFine: 1,
};

interface SocketTable {
  readonly rows: readonly SocketRow[];
  readonly showsOwners: boolean;
}

/** `run` is a parameter so that tests can answer for macOS. */
export function darwinMachine(run: typeof runTool = runTool): Machine {
  async function socketTable(): Promise<Read<SocketTable>> {
    const [netstat, lsof] = await Promise.all([run(NETSTAT), run(LSOF)]);
    if (!netstat.ok) return netstat;
    const rows = withOwners(parseNetstat(netstat.value), lsof.ok ? parseLsof(lsof.value) : []);
    return given({ rows, showsOwners: lsof.ok });
  }

  async function look(): Promise<Look> {
    const [table, commands, paths] = await Promise.all([
      timed(socketTable),
      timed(() => run(PS)),
      run(PS_NAMES).then((names) => (names.ok ? parsePsNames(names.value) : null)),
    ]);
    return {
      sockets: { value: rowsOf(table.value), durationMs: table.durationMs },
      processes: {
        value: processesOf(commands.value, paths, table.value),
        durationMs: commands.durationMs,
      },
      ownerOf: (row) => {
        const path = paths?.get(Number(row.owner));
        return Promise.resolve(
          path === undefined ? null : { pid: Number(row.owner), program: programName(path) },
        );
      },
    };
  }

  return { listeners: async () => rowsOf(await socketTable()), look };
}

/** netstat's listeners with the process ids of lsof's. */
export function withOwners(
  rows: readonly SocketRow[],
  listeners: readonly LsofListener[],
): SocketRow[] {
  const key = ({ address, port }: { address: string; port: number }): string =>
    `${address} ${port}`;
  const owners = new Map(listeners.map((listener) => [key(listener), `${listener.pid}`]));
  return rows.map((row) =>
    row.state === 'listen' ? { ...row, owner: owners.get(key(row)) ?? null } : row,
  );
}

function rowsOf(table: Read<SocketTable>): Read<readonly SocketRow[]> {
  return table.ok ? given(table.value.rows) : table;
}

function processesOf(
  commands: Read<string>,
  paths: ReadonlyMap<number, string> | null,
  table: Read<SocketTable>,
): Read<ProcessList> {
  if (!commands.ok) return commands;
  if (paths === null) return notGiven(PS.name);
  const now = Date.now();
  const showsOwners = table.ok && table.value.showsOwners;
  const me = process.getuid?.();
  const ib = parsePs(commands.value).flatMap(({ pid, uid, suspended, ageMs, command }) => {
    const path = paths.get(pid) ?? '';
    const rest = command.startsWith(path) ? command.slice(path.length) : command;
    const found = ibProcess(path, rest.trim().split(/\s+/));
    if (!found) return [];
    const isReadable = showsOwners && (me === 0 || uid === me);
    const sockets = isReadable ? new Set([`${pid}`]) : null;
    return [{ pid, ...found, startedAt: now - ageMs, suspended, uid, sockets }];
  });
  return given({ ib, missing: null });
}
