import { execFile } from 'node:child_process';
import { notGiven, given, type Read } from './read.ts';

const LIMIT_MS = 3_000;
const OUTPUT_CAP_BYTES = 4 * 1024 * 1024;

export interface Tool {
  /** Absolute: programs started from a desktop get a short PATH without `/usr/sbin`. */
  readonly path: string;
  /** Constants only, never anything a user or another program wrote. */
  readonly args: readonly string[];
  /** What to call it when it is missing. */
  readonly name: string;
  /** An exit code besides 0 that is no failure: lsof answers 1 when it finds nothing. */
  readonly alsoFine?: number;
}

/** What a tool of the system printed. Not there, too slow, too much or failed: its name. */
export function runTool(tool: Tool, limitMs = LIMIT_MS): Promise<Read<string>> {
  return new Promise((resolve) => {
    const child = execFile(
      tool.path,
      tool.args,
      {
        encoding: 'utf8',
        maxBuffer: OUTPUT_CAP_BYTES,
        windowsHide: true,
        // Numbers and states in the tools' own words; Windows programs ignore this.
        env: { ...process.env, LC_ALL: 'C' },
      },
      (error, stdout) => {
        clearTimeout(timer);
        const isFine =
          error === null || (typeof error.code === 'number' && error.code === tool.alsoFine);
        resolve(isFine ? given(stdout) : notGiven(tool.name));
      },
    );
    // execFile's own limit waits for the child to end; one stuck in the kernel never does.
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      child.stdout?.destroy();
      child.stderr?.destroy();
      child.unref();
      resolve(notGiven(tool.name));
    }, limitMs);
  });
}
