import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Field 22 of /proc/PID/stat, counted from 1: start of the process in clock ticks after boot (proc(5)). */
const START_TIME_FIELD = 22;

/** Lets a process look older than it is, by an altered copy that is bind-mounted over its /proc/PID/stat. */
export class ProcessAge {
  #isMounted = false;

  constructor(
    private readonly pid: number,
    private readonly copyPath: string,
  ) {}

  /** Throws where `canAge()` is false. May give a start before boot, as a negative number, on a young machine. */
  async set(seconds: number): Promise<void> {
    if (!canAge()) {
      throw new Error('A process can be aged only on Linux, by root with the right to mount.');
    }
    const [uptime, stat] = await Promise.all([
      readFile('/proc/uptime', 'utf8'),
      readFile(this.#statPath, 'utf8'),
    ]);
    const startTicks = Math.round((Number.parseFloat(uptime) - seconds) * ticksPerSecond());
    await writeFile(this.copyPath, withStartTime(stat, startTicks));
    if (this.#isMounted) return;
    await run('mount', ['--bind', this.copyPath, this.#statPath]);
    this.#isMounted = true;
  }

  async undo(): Promise<void> {
    if (!this.#isMounted) return;
    // Lazily: whoever just reads it keeps what was opened, and would be in the way otherwise.
    await run('umount', ['-l', this.#statPath]);
    this.#isMounted = false;
  }

  get #statPath(): string {
    return `/proc/${this.pid}/stat`;
  }
}

/** The second field, the name in parentheses, may itself hold spaces and parentheses. */
export function withStartTime(stat: string, startTicks: number): string {
  const nameEnd = stat.lastIndexOf(')') + 2;
  const fields = stat.slice(nameEnd).split(' ');
  fields[START_TIME_FIELD - 3] = String(startTicks);
  return stat.slice(0, nameEnd) + fields.join(' ');
}

let answer: boolean | undefined;

/** Tried once: root in a container often lacks the right to mount. */
export function canAge(): boolean {
  answer ??= process.platform === 'linux' && process.getuid?.() === 0 && canMount();
  return answer;
}

function canMount(): boolean {
  const dir = mkdtempSync(join(tmpdir(), 'mount-'));
  const [from, over] = [join(dir, 'from'), join(dir, 'over')];
  try {
    for (const path of [from, over]) writeFileSync(path, '');
    const isMounted = spawnSync('mount', ['--bind', from, over]).status === 0;
    return isMounted && spawnSync('umount', [over]).status === 0;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function ticksPerSecond(): number {
  return Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
}
