import { execFile } from 'node:child_process';
import { win32 } from 'node:path';
import { notGiven, given, type Read } from './read.ts';

const LIMIT_MS = 3_000;
const OUTPUT_CAP_BYTES = 4 * 1024 * 1024;

export interface Tool {
  /** Absolute: programs started from a desktop get a short PATH without `/usr/sbin`. */
  readonly path: string;
  /** Constants and process numbers only, never anything a user or another program wrote. */
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

/** Where Windows keeps its own tools; `systemRoot` is `%SystemRoot%`. */
export function system32(systemRoot = 'C:\\Windows'): string {
  return win32.join(win32.isAbsolute(systemRoot) ? systemRoot : 'C:\\Windows', 'System32');
}

export function powerShell(systemRoot: string | undefined, script: string): Tool {
  return {
    path: win32.join(system32(systemRoot), 'WindowsPowerShell', 'v1.0', 'powershell.exe'),
    args: ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', script],
    name: 'PowerShell',
  };
}
