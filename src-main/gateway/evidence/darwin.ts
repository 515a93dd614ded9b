import { posix } from 'node:path';
import type { FolderProcess } from '../../contract/jts/settings-folder.ts';
import { joined } from './bounded.ts';
import { clientName } from './client-name.ts';
import { parseLsof, parseNetstat, parsePs, parsePsNames, type LsofSocket } from './darwin-parse.ts';
import { folderUses, toldFolder, type ToldFolder } from './folder-process.ts';
import { ibProcess, isMainClass } from './ib-process.ts';
import type { Look, Machine, ProcessList } from './machine.ts';
import { programName } from './program-name.ts';
import { ProgramNames, type Programs } from './program-names.ts';
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
  args: ['-nP', '-iTCP', '-sTCP:LISTEN,ESTABLISHED', '-Fptn'],
  name: 'lsof',
  alsoFine: 1,
};

interface SocketTable {
  readonly rows: readonly SocketRow[];
  readonly showsOwners: boolean;
}

/** `run` is a parameter so that tests can answer for macOS. */
export function darwinMachine(run: typeof runTool = runTool): Machine {
  let ownersShow = true;
  const socketTable = joined(async (): Promise<Read<SocketTable>> => {
    const [netstat, lsof] = await Promise.all([run(NETSTAT), run(LSOF)]);
    if (!netstat.ok) return netstat;
    const rows = withOwners(parseNetstat(netstat.value), lsof.ok ? parseLsof(lsof.value) : []);
    ownersShow = lsof.ok;
    return given({ rows, showsOwners: lsof.ok });
  });

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

  const names = new ProgramNames(async (pids): Promise<Programs> => {
    const [commands, paths] = await Promise.all([run(PS), run(PS_NAMES)]);
    if (!commands.ok || !paths.ok) return null;
    const pathOf = parsePsNames(paths.value);
    const found = parsePs(commands.value).filter(({ pid }) => pids.has(`${pid}`));
    return new Map(
      found.map(({ pid, command }) => {
        const path = pathOf.get(pid) ?? '';
        return [`${pid}`, clientName(pid, path, wordsOf(path, command), false)];
      }),
    );
  });

  return {
    listeners: async () => rowsOf(await socketTable()),
    look,
    programsOf: (owners) => (ownersShow ? names.of(owners) : Promise.resolve(null)),
    folderProcesses: async () => {
      const [commands, paths] = await Promise.all([run(PS), run(PS_NAMES)]);
      if (!commands.ok) return commands;
      if (!paths.ok) return paths;
      return given(await usesOf(commands.value, parsePsNames(paths.value)));
    },
  };
}

async function usesOf(
  commands: string,
  paths: ReadonlyMap<number, string>,
): Promise<readonly FolderProcess[]> {
  const uses = await Promise.all(
    parsePs(commands).map(({ pid, command }) => {
      // Of other users' programs ps shows the name alone, in brackets.
      const isHidden = /^\([^]*\)$/.test(command);
      const path = paths.get(pid) ?? (isHidden ? command.slice(1, -1) : '');
      const [, ...args] = isHidden ? [] : wordsOf(path, command);
      const cwd = (): Promise<null> => Promise.resolve(null);
      return folderUses(pid, path, isHidden ? null : args, posix, cwd, toldFolderIn(args));
    }),
  );
  return uses.flat();
}

/**
 * ps puts words side by side, so a folder with spaces ends where the next option or IB's main class begins;
 * where neither comes, what follows may be anything, a password too.
 */
export function toldFolderIn(words: readonly string[]): ToldFolder {
  const at = words.findLastIndex((word) => /^(?:-J)?-DjtsConfigDir=/.test(word));
  if (at < 0) return { kind: 'none' };
  const rest = words.slice(at);
  const end = rest.findIndex(
    (word, index) => index > 0 && (word.startsWith('-') || isMainClass(word)),
  );
  if (end < 0 && rest.length > 1) return { kind: 'untold' };
  return toldFolder([rest.slice(0, end < 0 ? 1 : end).join(' ')]);
}

/** Where the path of the program ends in its command line only the path tells: both may hold spaces. */
function wordsOf(path: string, command: string): string[] {
  const rest = command.startsWith(path) ? command.slice(path.length) : command;
  return [path, ...rest.trim().split(/\s+/)];
}

/** netstat's sockets with the process ids of lsof's. */
export function withOwners(
  rows: readonly SocketRow[],
  sockets: readonly LsofSocket[],
): SocketRow[] {
  const key = ({ address, port, remoteAddress, remotePort }: Omit<LsofSocket, 'pid'>): string =>
    `${address} ${port} ${remotePort === 0 ? '' : remoteAddress} ${remotePort}`;
  const owners = new Map(sockets.map((socket) => [key(socket), `${socket.pid}`]));
  return rows.map((row) => ({ ...row, owner: owners.get(key(row)) ?? null }));
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
    const [, ...args] = wordsOf(path, command);
    const found = ibProcess(path, args);
    if (!found) return [];
    const isReadable = showsOwners && (me === 0 || uid === me);
    const sockets = isReadable ? new Set([`${pid}`]) : null;
    return [{ pid, ...found, startedAt: now - ageMs, suspended, uid, sockets }];
  });
  return given({ ib, missing: null });
}
