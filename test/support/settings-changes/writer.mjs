/**
 * Writes files as it is told, one change a line on stdin, in a process of its own: whoever watches them must
 * not delay the writing. Answers when the last step began and was done, in ns of the monotonic clock, which all processes
 * share, and how long the longest pause between two steps really was.
 */
import * as fs from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';

const steps = {
  /** Over what is there, the rest cut off afterwards. */
  overwrite: ({ path, text }) => {
    const fd = fs.openSync(path, 'r+');
    fs.writeSync(fd, text, 0);
    fs.ftruncateSync(fd, Buffer.byteLength(text));
    fs.closeSync(fd);
  },
  write: ({ path, text }) => fs.writeFileSync(path, text),
  append: ({ path, text }) => fs.appendFileSync(path, text),
  rename: ({ path, to }) => fs.renameSync(path, to),
  remove: ({ path }) => fs.rmSync(path, { recursive: true }),
  folder: ({ path }) => fs.mkdirSync(path),
  link: ({ path, to }) => fs.symlinkSync(to, path),
  chmod: ({ path, mode }) => fs.chmodSync(path, mode),
};

const now = () => process.hrtime.bigint();

createInterface({ input: process.stdin })
  .on('line', (line) => void change(JSON.parse(line)))
  .on('close', () => process.exit());

async function change({ id, plan }) {
  let longest = 0n;
  let beganAt = null;
  let doneAt = null;
  for (const step of plan) {
    if (step.do === 'wait') {
      await wait(step.ms);
      continue;
    }
    const before = doneAt;
    beganAt = now();
    steps[step.do](step);
    doneAt = now();
    if (before !== null && doneAt - before > longest) longest = doneAt - before;
  }
  const pauseMs = Number(longest) / 1e6;
  process.stdout.write(
    `${JSON.stringify({ id, beganAt: `${beganAt}`, doneAt: `${doneAt}`, pauseMs })}\n`,
  );
}
process.stdout.write('"ready"\n');
