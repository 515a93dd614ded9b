import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** One run of one process. A number alone is not enough: the system gives it out again. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Differs between two processes that had the same number; null where it can't be read. */
  readonly start: string | null;
}

const PS = '/bin/ps';
const PS_LIMIT_MS = 1000;
/** A process stays the same while it lives: so long its start is not read again where a tool is run for it. */
const KNOWN_MS = 10_000;
const known = new Map<number, { readonly start: string | null; readonly readMs: number }>();

let own: ProcessIdentity | undefined;
export function ownIdentity(): ProcessIdentity {
  own ??= { pid: process.pid, start: startOf(process.pid) };
  return own;
}

/**
 * True while that very process exists, however long it does nothing (a stopped one may go on).
 * Where its start can't be read, its number alone decides: two voices would be worse than none.
 */
export function isAlive({ pid, start }: ProcessIdentity): boolean {
  if (!exists(pid)) return false;
  if (pid === process.pid) return start === null || start === ownIdentity().start;
  const found = startOf(pid);
  if (found === ENDED) return false;
  return start === null || found === null || start === found;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be signalled, but is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Ended, but its parent has not yet asked how: still a number, no longer a process. */
const ENDED = 'ended';

function startOf(pid: number): string | null {
  switch (process.platform) {
    case 'linux':
      return linuxStart(pid);
    case 'darwin':
      return darwinStart(pid);
    default:
      // Windows would need PowerShell, for half a second: the number must do.
      return null;
  }
}

function linuxStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const start = parseStart(stat);
    return start === null || start === ENDED ? start : `${bootId()} ${start}`;
  } catch {
    return null;
  }
}

/** Start in ticks since the machine started, from /proc/PID/stat; `ENDED` for a zombie. */
export function parseStart(stat: string): string | null {
  // The name may hold spaces and parentheses itself: what counts is the last. Field 22 of
  // proc_pid_stat(5) is the start; state, field 3, is the first after the name.
  const fields = stat.slice(stat.lastIndexOf(') ') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return ENDED;
  const ticks = fields[22 - 3] ?? '';
  return /^\d+$/.test(ticks) ? ticks : null;
}

let boot: string | undefined;
/** Ticks begin anew with each start of the machine. */
function bootId(): string {
  boot ??= readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  return boot;
}

function darwinStart(pid: number): string | null {
  const before = known.get(pid);
  const nowMs = performance.now();
  if (before !== undefined && nowMs - before.readMs < KNOWN_MS) return before.start;
  let start: string | null = null;
  try {
    const printed = execFileSync(PS, ['-o', 'lstart=', '-p', `${pid}`], {
      encoding: 'latin1',
      timeout: PS_LIMIT_MS,
      maxBuffer: 4096,
      stdio: ['ignore', 'pipe', 'ignore'],
      // One wording, one zone: the text is compared with what another process read.
      env: { LC_ALL: 'C', TZ: 'UTC' },
    }).trim();
    start = printed === '' ? null : printed;
  } catch {
    // Not readable: the number alone decides.
  }
  known.set(pid, { start, readMs: nowMs });
  return start;
}
