import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Step } from './plans.ts';

export interface Written {
  /** Both in ns of the monotonic clock (`process.hrtime.bigint`), of the last step. */
  readonly beganAt: bigint;
  readonly doneAt: bigint;
  /** The longest time between two steps. */
  readonly pauseMs: number;
}

/** Another process, which writes. */
export interface Writer {
  write(steps: readonly Step[]): Promise<Written>;
  stop(): Promise<void>;
}

export async function startWriter(): Promise<Writer> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('writer.mjs', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  await Promise.race([
    once(lines, 'line'),
    exited.then(() => {
      throw new Error('The writer did not start.');
    }),
  ]);
  const waiting = new Map<number, (written: Written) => void>();
  lines.on('line', (line) => {
    const { id, beganAt, doneAt, pauseMs } = JSON.parse(line) as {
      id: number;
      beganAt: string;
      doneAt: string;
      pauseMs: number;
    };
    waiting.get(id)?.({ beganAt: BigInt(beganAt), doneAt: BigInt(doneAt), pauseMs });
    waiting.delete(id);
  });
  let count = 0;
  return {
    write: (steps) =>
      new Promise((resolve) => {
        count += 1;
        waiting.set(count, resolve);
        child.stdin.write(`${JSON.stringify({ id: count, plan: steps })}\n`);
      }),
    stop: async () => {
      child.stdin.end();
      await exited;
    },
  };
}
