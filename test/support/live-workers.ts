import type { Worker } from 'node:worker_threads';

const workers = new Set<Worker>();
process.on('worker', (worker) => {
  workers.add(worker);
  worker.once('exit', () => workers.delete(worker));
});

/** Worker threads that were started in this process since this file was loaded, and still run. */
export const liveWorkers = (): number => workers.size;
