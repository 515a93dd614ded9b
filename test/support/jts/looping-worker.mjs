import { parentPort } from 'node:worker_threads';

// Takes a question and never answers.
parentPort.on('message', () => {
  for (;;);
});
