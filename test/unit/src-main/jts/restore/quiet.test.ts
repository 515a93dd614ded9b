import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { untilQuiet } from '../../../../../src-main/jts/restore/quiet.ts';
import { hastyClock } from '../../../../support/jts/hasty-clock.ts';

const TIMES = 20;
let dir = '';
let path = '';
let laterMs = 0;
let isOwn = false;
let waits = 0;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'gatelight-quiet-'));
  path = join(dir, 'jts.ini');
  writeFileSync(path, 'old');
  [laterMs, isOwn, waits] = [0, false, 0];
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

/** What it says, and how long it took on its own clock. */
async function quiet(paths = [path]): Promise<{ isQuiet: boolean; tookMs: number }> {
  const clock = hastyClock(TIMES, () => Date.now() + laterMs);
  const startedMs = clock.monotonicMs();
  const isQuiet = await untilQuiet(paths, {
    clock,
    isOwn: () => Promise.resolve(isOwn),
    onWaiting: () => (waits += 1),
  });
  return { isQuiet, tookMs: clock.monotonicMs() - startedMs };
}

test('a file written long ago is quiet at once', async () => {
  laterMs = 60_000;
  const { isQuiet, tookMs } = await quiet();
  expect([isQuiet, waits]).toEqual([true, 0]);
  expect(tookMs).toBeLessThan(2000);
});

test('one just written is waited for, and told once', async () => {
  const { isQuiet, tookMs } = await quiet();
  expect([isQuiet, waits]).toEqual([true, 1]);
  expect(tookMs).toBeGreaterThanOrEqual(2800);
});

test('our own write does not count', async () => {
  isOwn = true;
  expect(await quiet()).toMatchObject({ isQuiet: true });
  expect(waits).toBe(0);
});

test('one of two that is ours does not hide the other', async () => {
  const other = join(dir, 'ibg.xml');
  writeFileSync(other, 'x');
  const own = path;
  const clock = hastyClock(TIMES);
  const startedMs = clock.monotonicMs();
  const options = { clock, onWaiting: () => undefined };
  await untilQuiet([path, other], { ...options, isOwn: (one) => Promise.resolve(one === own) });
  expect(clock.monotonicMs() - startedMs).toBeGreaterThanOrEqual(2800);
});

test('a time of day from tomorrow is no reason to wait until then', async () => {
  const tomorrow = Date.now() / 1000 + 86_400;
  utimesSync(path, tomorrow, tomorrow);
  expect(await quiet()).toMatchObject({ isQuiet: true });
});

test('a file that was just moved here keeps its old time, and counts as written', async () => {
  utimesSync(path, 1, 1);
  await quiet();
  expect(waits).toBe(1);
});

test('a file that has just gone is waited for as well; a folder that is gone is quiet', async () => {
  rmSync(path);
  expect(await quiet()).toMatchObject({ isQuiet: true });
  expect(waits).toBe(1);
  expect(await quiet([join(dir, 'missing', 'jts.ini')])).toMatchObject({ isQuiet: true });
  expect(waits).toBe(1);
});

test('written all the time: not quiet, after ten seconds', async () => {
  let text = '';
  const writer = setInterval(() => {
    writeFileSync(path, (text += 'x'));
  }, 10);
  const { isQuiet, tookMs } = await quiet();
  clearInterval(writer);
  expect(isQuiet).toBe(false);
  expect(tookMs).toBeGreaterThanOrEqual(10_000);
});
