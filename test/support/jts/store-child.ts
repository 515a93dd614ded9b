import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { builtProgram } from '../built-program.ts';

const SOURCE = fileURLToPath(new URL('store-process.ts', import.meta.url));

export interface StoreProcess {
  readonly child: ChildProcess;
  /** What it said so far. */
  readonly lines: readonly string[];
  /** It has loaded everything and is about to begin. */
  readonly ready: Promise<void>;
  /** All it said has been read. */
  readonly closed: Promise<void>;
}

/** The program for `startStoreProcess`, built into `dir`. */
export const buildStoreProcess = (dir: string): Promise<string> => builtProgram(SOURCE, dir);

export function startStoreProcess(
  program: string,
  dataDir: string,
  name: string,
  count: number,
): StoreProcess {
  const child = spawn(process.execPath, [program, dataDir, name, `${count}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const reading = createInterface({ input: child.stdout });
  const ready = new Promise<void>((resolve) => reading.once('line', () => resolve()));
  reading.on('line', (line) => lines.push(line));
  const closed = new Promise<void>((resolve) => reading.once('close', resolve));
  return { child, lines, ready, closed };
}
