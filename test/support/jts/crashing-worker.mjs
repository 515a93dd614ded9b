import { parentPort } from 'node:worker_threads';

// Takes a question and falls over.
parentPort.on('message', () => {
  throw new Error('out of order');
});
