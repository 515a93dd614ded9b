import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('store-process.ts', import.meta.url));

export interface StoreProcess {
  readonly child: ChildProcess;
  /** What it said so far. */
  readonly lines: readonly string[];
  /** It has loaded everything and is about to begin. */
  readonly ready: Promise<void>;
  /** All it said has been read. */
  readonly closed: Promise<void>;
}

/** Runs `store-process.ts`. */
export function startStoreProcess(dataDir: string, name: string, count: number): StoreProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, dataDir, name, `${count}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const reading = createInterface({ input: child.stdout });
  const ready = new Promise<void>((resolve) => reading.once('line', () => resolve()));
  reading.on('line', (line) => lines.push(line));
  const closed = new Promise<void>((resolve) => reading.once('close', resolve));
  return { child, lines, ready, closed };
}
