import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { beforeAll } from 'vitest';
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

/** The program is built before the first test of a file, and gone after the last. */
export function storeProgram(): (dataDir: string, name: string, count: number) => StoreProcess {
  let program = '';
  beforeAll(async () => {
    const dir = mkdtempSync(join(tmpdir(), 'gatelight-program-'));
    program = await builtProgram(SOURCE, dir);
    return () => rmSync(dir, { recursive: true });
  });
  return (dataDir, name, count) => startProcess(program, dataDir, name, count);
}

function startProcess(program: string, dataDir: string, name: string, count: number): StoreProcess {
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
