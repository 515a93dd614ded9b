import { parentPort } from 'node:worker_threads';
import { answered, postsOf, type CompareCommand, type ComparePost } from './compare-messages.ts';

// Large files are compared in a thread of their own, which may be ended at any moment.

if (parentPort === null) throw new Error('compare-worker runs as a worker thread only');
const parent = parentPort;

let posts: Iterator<ComparePost> | null = null;

parent.on('message', (command: CompareCommand) => {
  if (command.do === 'answer') posts = postsOf(answered(command.question));
  const next = posts?.next();
  if (next?.done === false) parent.postMessage(next.value);
});
