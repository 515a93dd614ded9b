import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { placeFile } from '../../../../src-main/desktop/place-file.ts';

const kept = { place: { x: 20, y: 30, width: 960, height: 760 }, maximized: false };
const log = { warn: vi.fn() };
let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'gatelight-place-'));
  path = join(dir, 'window.json');
  log.warn.mockClear();
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

test('the next start reads what this one kept, and nobody else can', () => {
  placeFile(path, log).write(kept);
  expect(placeFile(path, log).read()).toEqual(kept);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(dir)).toEqual(['window.json']);
});

test('a file that is damaged or not there is no place', () => {
  expect(placeFile(path, log).read()).toBeNull();
  writeFileSync(path, '{"place":');
  expect(placeFile(path, log).read()).toBeNull();
});

test('the same place is written once', () => {
  const file = placeFile(path, log);
  file.write(kept);
  const { mtimeMs, ino } = statSync(path);
  file.write({ ...kept });
  expect(statSync(path)).toMatchObject({ mtimeMs, ino });
});

test('a folder that is gone is told in the log and harms nothing', () => {
  placeFile(join(dir, 'gone', 'window.json'), log).write(kept);
  expect(log.warn).toHaveBeenCalledTimes(1);
});
