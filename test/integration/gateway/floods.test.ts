import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { FloodName } from '../../support/flooding-gateway.ts';
import { full } from '../../support/full.ts';
import { expectWorkersToEnd } from '../../support/live-workers.ts';
import { watchLoop } from '../../support/loop-watch.ts';
import { observeTest } from '../../support/observed-test.ts';

const PROGRAM = fileURLToPath(new URL('../../support/flooding-gateway.ts', import.meta.url));
const WATCHED_MS = full ? 20_000 : 1500;
const MB = 1024 * 1024;
const MEMORY_LIMIT_MB = 64;
const BLOCKED_AT_MOST_MS = 50;

afterEach(expectWorkersToEnd);

let program: ChildProcess;
let ports: Readonly<Record<FloodName, number>>;
beforeAll(async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, '--listen'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  program = child;
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  ports = JSON.parse(line.toString()) as typeof ports;
});
afterAll(async () => {
  program.kill('SIGKILL');
  await once(program, 'exit');
});

/** Highest resident size of this process while `deed` runs, above what it was before. */
async function extraMemoryMb(deed: () => Promise<void>): Promise<number> {
  const before = process.memoryUsage.rss();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  await deed().finally(() => clearInterval(timer));
  return (most - before) / MB;
}

// A crowded machine can stop a thread without any figure that says so; our own faults recur.
test.each<[FloodName, string | null]>([
  ['huge length in place of a version', 'wrong-service'],
  ['messages before the version', 'wrong-service'],
  ['a frame that never ends', null],
  ['long unknown messages', null],
  ['short unknown messages', null],
  ['notices', 'cannot-measure'],
  ['notices before the session', 'cannot-measure'],
  ['account lists', 'cannot-measure'],
  ['next ids', 'cannot-measure'],
  ['clock answers', 'cannot-measure'],
])('%s: %s', { retry: 2 }, async (name, verdict) => {
  const loop = watchLoop();
  const extraMb = await extraMemoryMb(async () => {
    const { test: run, until } = observeTest(ports[name]);
    if (verdict === null) await sleep(WATCHED_MS);
    else expect((await until(({ phase }) => phase === 'done')).report.verdict).toBe(verdict);
    await run.stop();
  });
  expect(extraMb).toBeLessThan(MEMORY_LIMIT_MB);
  expect(loop.stop().longestMs).toBeLessThan(BLOCKED_AT_MOST_MS);
});
