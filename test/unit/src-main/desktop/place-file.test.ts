import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { placeFile } from '../../../../src-main/desktop/place-file.ts';
import { pipeAt, timeOf } from '../../../support/pipe-at.ts';

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

test.each([
  '{"place":{"x":1e999,"y":0,"width":900,"height":700},"maximized":false}',
  '{"place":{"x":0,"y":0,"width":9e15,"height":700},"maximized":false}',
  '{"place":{"x":0,"y":0,"width":-900,"height":700},"maximized":false}',
  '{"place":{"x":null,"y":0,"width":900,"height":700},"maximized":false}',
  '{"place":{"x":0.5,"y":0,"width":900,"height":700},"maximized":false}',
  '{"place":{"x":0,"y":0,"width":900,"height":700,"frame":false},"maximized":false}',
  '[]',
  'NaN',
])('security 34: a hostile file is no place: %s', (text) => {
  writeFileSync(path, text);
  expect(placeFile(path, log).read()).toBeNull();
});

test('security 34: a file without end, and a pipe that nobody writes to, are no place', () => {
  writeFileSync(path, `${JSON.stringify(kept)}${' '.repeat(200_000)}`);
  expect(placeFile(path, log).read()).toBeNull();
  rmSync(path);
  const pipe = pipeAt(path);
  expect(timeOf(() => placeFile(path, log).read())).toBeLessThan(1000);
  expect(placeFile(path, log).read()).toBeNull();
  pipe.release();
});

test('security 34: links that lie in the way are neither followed nor written through', () => {
  const elsewhere = join(dir, 'elsewhere');
  writeFileSync(elsewhere, 'mine');
  for (const name of ['window.json', 'window.json.new']) symlinkSync(elsewhere, join(dir, name));
  const file = placeFile(path, log);
  file.write(kept);
  expect(readFileSync(elsewhere, 'utf8')).toBe('mine');
  expect(lstatSync(path).isFile()).toBe(true);
  expect(file.read()).toEqual(kept);
  expect(log.warn).not.toHaveBeenCalled();
});
