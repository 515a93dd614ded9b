/** Linux reports times to programs in hundredths of a second on every machine (`USER_HZ`, proc_pid_stat(5)). */
const TICK_MS = 10;

export interface ProcStat {
  readonly suspended: boolean;
  /** Since the machine started. */
  readonly startedAfterBootMs: number;
}

/** /proc/PID/stat; null where it is none. */
export function parseProcStat(text: string): ProcStat | null {
  // The name is in parentheses and may hold spaces and parentheses itself: what counts is the last.
  const nameEnd = text.lastIndexOf(') ');
  if (nameEnd === -1) return null;
  const fields = text.slice(nameEnd + 2).split(' ');
  // Counted from one with pid and name before: state is field 3, starttime 22 (proc_pid_stat(5)).
  const [state, startTicks] = [fields[0] ?? '', fields[22 - 3] ?? ''];
  if (!/^\d+$/.test(startTicks)) return null;
  return {
    suspended: state === 'T' || state === 't',
    startedAfterBootMs: Number(startTicks) * TICK_MS,
  };
}

/** /proc/uptime, milliseconds; null where it is none. */
export function parseUptime(text: string): number | null {
  const seconds = /^(\d+(?:\.\d+)?)\s/.exec(text)?.[1];
  return seconds === undefined ? null : Number(seconds) * 1_000;
}
