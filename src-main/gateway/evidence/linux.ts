import { joined, mapInLanes, within } from './bounded.ts';
import type { ProgramName } from '../../contract/api-clients.ts';
import { clientName } from './client-name.ts';
import type { Look, Machine, Owner } from './machine.ts';
import { holdersOf, SocketHolders } from './proc-fds.ts';
import { readProcNet, socketCounts, SOCKET_TABLE } from './proc-net.ts';
import { readFolderProcesses } from './proc-folder-processes.ts';
import { numericNames, PROCESS_LIST, scanProcesses } from './proc-processes.ts';
import { programName } from './program-name.ts';
import { ProgramNames, type Programs } from './program-names.ts';
import { readStart } from './read-start.ts';
import { given, notGiven, timed, type Read } from './read.ts';
import type { SocketRow } from './sockets.ts';

const LIMIT_MS = 3_000;
const NAME_BYTES = 256;
/** The script stands near the front; whole command lines reach 2 MB. */
const COMMAND_BYTES = 16_000;
/** Two that come and go at once leave the count as it was: looked at all the same after this. */
const TRUST_COUNTS_MS = 10_000;

/** Everything from /proc: no tool, no right beyond those of the user. */
export function linuxMachine(procDir: string): Machine {
  const holders = new SocketHolders(procDir);
  const readSockets = joined(() => readProcNet(procDir));
  const readProcesses = joined(() => scanProcesses(procDir));

  const readUses = joined(() => readFolderProcesses(procDir));

  const sockets = (): Promise<Read<readonly SocketRow[]>> =>
    within(LIMIT_MS, readSockets(), notGiven(SOCKET_TABLE));

  let kept: { counts: string; atMs: number; rows: Read<readonly SocketRow[]> } | null = null;
  const readTables = joined(async (): Promise<Read<readonly SocketRow[]>> => {
    const counts = await socketCounts(procDir);
    const atMs = performance.now();
    const rows = await sockets();
    kept = counts === null ? null : { counts, atMs, rows };
    return rows;
  });
  const listeners = joined(async (): Promise<Read<readonly SocketRow[]>> => {
    const counts = await socketCounts(procDir);
    const isSame = counts !== null && counts === kept?.counts;
    if (isSame && kept !== null && performance.now() - kept.atMs < TRUST_COUNTS_MS) {
      return kept.rows;
    }
    return readTables();
  });

  async function look(): Promise<Look> {
    const [socketTable, scan] = await Promise.all([
      timed(sockets),
      timed(() => within(LIMIT_MS, readProcesses(), notGiven(PROCESS_LIST))),
    ]);
    const found = scan.value;

    async function ownerOf(row: SocketRow): Promise<Owner | null> {
      const inode = row.owner;
      if (inode === null || !found.ok) return null;
      const { ib, others } = found.value;
      const pid =
        ib.find((one) => one.sockets?.has(inode))?.pid ??
        (await within(LIMIT_MS, holders.find(inode, others), null));
      return pid === null ? null : { pid, program: await nameOf(pid) };
    }

    return {
      sockets: socketTable,
      processes: {
        value: found.ok ? given({ ib: found.value.ib, missing: found.value.missing }) : found,
        durationMs: scan.durationMs,
      },
      ownerOf,
    };
  }

  // `comm` rather than the command line: the latter holds paths and titles with users' names.
  async function nameOf(pid: number): Promise<string> {
    const comm = await readStart(`${procDir}/${pid}/comm`, NAME_BYTES);
    return programName(comm.ok ? comm.text : '');
  }

  // A process can make whoever reads its command line wait for ever (its own file system may hold
  // that page): each such reading takes a thread of the pool, so there is one at a time at most.
  // All targets look at the same moments, so the others wait for their turn.
  let naming: Promise<Programs> | null = null;
  let isStuck = false;
  const names = new ProgramNames(async (inodes): Promise<Programs> => {
    while (naming !== null && !isStuck) await within(LIMIT_MS, naming, null);
    if (isStuck) return null;
    naming = namesOf(inodes).finally(() => {
      naming = null;
      isStuck = false;
    });
    const found = await within(LIMIT_MS, naming, undefined);
    isStuck = found === undefined;
    return found ?? null;
  });

  async function namesOf(inodes: ReadonlySet<string>): Promise<Programs> {
    const pids = (await numericNames(procDir)).reverse();
    const holders = [...(await holdersOf(procDir, inodes, pids))];
    const named = await mapInLanes([...new Set(holders.map(([, { pid }]) => pid))], 1, clientOf);
    const byPid = new Map(named.map((one) => [one.pid, one]));
    return new Map(
      holders.flatMap(([inode, { pid }]) => {
        const program = byPid.get(pid);
        return program === undefined ? [] : [[inode, program]];
      }),
    );
  }

  async function clientOf(pid: number): Promise<ProgramName> {
    const [comm, command] = await Promise.all([
      readStart(`${procDir}/${pid}/comm`, NAME_BYTES),
      readStart(`${procDir}/${pid}/cmdline`, COMMAND_BYTES),
    ]);
    const argv = command.ok ? command.text.split('\0') : [];
    return clientName(pid, comm.ok ? comm.text.trimEnd() : '', argv, true);
  }

  return {
    listeners: (isFresh) => (isFresh ? readTables() : listeners()),
    look,
    programsOf: (owners) => names.of(owners),
    folderProcesses: () => within(LIMIT_MS, readUses(), notGiven(PROCESS_LIST)),
  };
}
