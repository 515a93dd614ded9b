import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  parsePreferences,
  readPreferences,
} from '../../../../src-main/preferences/read-preferences.ts';
import { preferencesWith } from '../../../support/preferences.ts';

const FINE = preferencesWith({ port: 4002 });
let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'gatelight-unit-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

test('reads what the app wrote', () => {
  writeFileSync(join(dir, 'preferences.json'), JSON.stringify(FINE));
  expect(readPreferences(dir)).toEqual({ outcome: 'read', preferences: FINE });
});

test('no file, and no folder, is no damage', () => {
  expect(readPreferences(dir)).toEqual({ outcome: 'none' });
  expect(readPreferences(join(dir, 'missing'))).toEqual({ outcome: 'none' });
});

test('what is there but no file is damage', () => {
  mkdirSync(join(dir, 'preferences.json'));
  expect(readPreferences(dir)).toEqual({ outcome: 'damaged' });
});

test.each([
  ['nothing', ''],
  ['half a file', JSON.stringify(FINE).slice(0, 40)],
  ['no object', '[]'],
  ['null', 'null'],
  ['an unknown key', JSON.stringify({ ...FINE, extra: 1 })],
  ['a missing key', JSON.stringify({ ...FINE, theme: undefined })],
  ['another schema', JSON.stringify({ ...FINE, schema: 2 })],
  ['a connection to port 0', JSON.stringify(preferencesWith({ port: 0 }))],
])('%s is damage', (_name, text) => {
  expect(parsePreferences(text)).toEqual({ outcome: 'damaged' });
});

test('never writes, moves or repairs anything', () => {
  writeFileSync(join(dir, 'preferences.json'), 'broken');
  readPreferences(dir);
  expect(readdirSync(dir)).toEqual(['preferences.json']);
});
