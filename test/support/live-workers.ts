import type { Worker } from 'node:worker_threads';
import { expect } from 'vitest';
import { expectWithin, stopwatch } from './in-time.ts';

const workers = new Set<Worker>();
process.on('worker', (worker) => {
  workers.add(worker);
  worker.once('exit', () => workers.delete(worker));
});

/** Worker threads that were started in this process since this file was loaded, and still run. */
export const liveWorkers = (): number => workers.size;

/** Closed connections leave no thread behind. */
export async function expectWorkersToEnd(): Promise<void> {
  const read = stopwatch();
  await expect.poll(liveWorkers).toBe(0);
  expectWithin(read(), 1000);
}
