import { readdir, stat } from 'node:fs/promises';
import { mapInLanes } from './bounded.ts';
import { ibProcess, type IbProcess } from './ib-process.ts';
import type { SeenProcess } from './machine.ts';
import { socketLinks } from './proc-fds.ts';
import { parseProcStat, parseUptime } from './proc-stat.ts';
import { baseName } from './program-name.ts';
import { readStart } from './read-start.ts';
import { given, notGiven, type Read } from './read.ts';
import { isRelay } from './relays.ts';

export const PROCESS_LIST = 'the process list (/proc)';

/** Waiting calls keep the four threads of the pool busy; more would only hold more open files. */
export const AT_ONCE = 96;
/** The main class stands behind the class path, which can be long; whole command lines reach 2 MB. */
export const COMMAND_CAP_BYTES = 256 * 1024;
const SMALL_FILE_BYTES = 2_000;
/** The process went away while we looked. */
export const GONE: ReadonlySet<string> = new Set(['ENOENT', 'ESRCH']);

export interface ProcScan {
  readonly ib: readonly SeenProcess[];
  /** All other processes: relays first, as they most probably hold what IB's do not. */
  readonly others: readonly number[];
  readonly missing: string | null;
}

interface Command {
  readonly pid: number;
  readonly ib: IbProcess | null;
  readonly isRelay: boolean;
}

/** Reads the command line of every process, and more of IB's only. */
export async function scanProcesses(procDir: string): Promise<Read<ProcScan>> {
  const pids = await numericNames(procDir);
  const uptime = await readStart(`${procDir}/uptime`, SMALL_FILE_BYTES);
  const uptimeMs = uptime.ok ? parseUptime(uptime.text) : null;
  if (pids.length === 0 || uptimeMs === null) return notGiven(PROCESS_LIST);
  const bootAt = Date.now() - uptimeMs;

  const commands = await mapInLanes(pids, AT_ONCE, (pid) => commandOf(procDir, pid));
  const readable = commands.filter((command) => typeof command === 'object');
  const seen = await Promise.all(
    readable.flatMap(({ pid, ib }) => (ib ? [inspect(procDir, pid, ib, bootAt)] : [])),
  );
  // Process 1 always exists; where it does not show, /proc is mounted with hidepid (proc(5)).
  const hidden = commands.includes('hidden') || !pids.includes(1);
  const others = readable.filter(({ ib }) => ib === null).reverse();
  return given({
    ib: seen.filter((one) => one !== null),
    others: [...others.filter((one) => one.isRelay), ...others.filter((one) => !one.isRelay)].map(
      ({ pid }) => pid,
    ),
    missing: hidden ? PROCESS_LIST : null,
  });
}

async function commandOf(procDir: string, pid: number): Promise<Command | 'gone' | 'hidden'> {
  const file = await readStart(`${procDir}/${pid}/cmdline`, COMMAND_CAP_BYTES);
  if (!file.ok) return GONE.has(file.code) ? 'gone' : 'hidden';
  const [executable = '', ...args] = file.text.split('\0');
  return { pid, ib: ibProcess(executable, args), isRelay: isRelay(baseName(executable)) };
}

async function inspect(
  procDir: string,
  pid: number,
  { product, version }: IbProcess,
  bootAt: number,
): Promise<SeenProcess | null> {
  const [file, links, folder] = await Promise.all([
    readStart(`${procDir}/${pid}/stat`, SMALL_FILE_BYTES),
    socketLinks(procDir, pid),
    stat(`${procDir}/${pid}`).catch(() => null),
  ]);
  const life = file.ok ? parseProcStat(file.text) : null;
  if (life === null) return null;
  return {
    pid,
    product,
    version,
    startedAt: Math.round(Math.min(bootAt + life.startedAfterBootMs, Date.now())),
    suspended: life.suspended,
    uid: folder?.uid ?? null,
    sockets: links && new Set(links.keys()),
  };
}

/** Every process that shows, by its number. */
export async function numericNames(procDir: string): Promise<number[]> {
  const names = await readdir(procDir).catch(() => []);
  return names.filter((name) => /^[1-9]\d*$/.test(name)).map(Number);
}
