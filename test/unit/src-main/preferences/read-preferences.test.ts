import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  parsePreferences,
  readPreferences,
} from '../../../../src-main/preferences/read-preferences.ts';
import { DEFAULT_PREFERENCES } from '../../../../src-main/contract/default-preferences.ts';
import {
  connectionTo,
  firstPreferences,
  preferencesWith,
  secondPreferences,
  thirdPreferences,
} from '../../../support/preferences.ts';
import { pipeAt, timeOf } from '../../../support/pipe-at.ts';

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
  expect(readPreferences(dir)).toEqual({ outcome: 'read', preferences: FINE, isOld: false });
});

test('no file, and no folder, is no damage', () => {
  expect(readPreferences(dir)).toEqual({ outcome: 'none' });
  expect(readPreferences(join(dir, 'missing'))).toEqual({ outcome: 'none' });
});

test('security 34: a pipe that nobody writes to, and a file without end, are damage', () => {
  const path = join(dir, 'preferences.json');
  const pipe = pipeAt(path);
  expect(timeOf(() => readPreferences(dir))).toBeLessThan(1000);
  expect(readPreferences(dir)).toEqual({ outcome: 'damaged' });
  pipe.release();
  rmSync(path);
  writeFileSync(path, JSON.stringify(FINE) + ' '.repeat(2 * 1024 * 1024));
  expect(readPreferences(dir)).toEqual({ outcome: 'damaged' });
});

test.each([
  ['theme', 'neon'],
  ['startAtLogin', 'yes'],
  ['startHidden', null],
  ['closing', 'explode'],
  ['menuBarIcon', 1e308],
  ['logLevel', '../../x'],
  ['firstRunDone', 0],
  ['clientIdBase', 1e308],
  ['clientIdBase', 900_000.5],
  ['schema', 5],
  ['__proto__', {}],
  ['connections', Array(1000).fill({})],
])('security 34: %s of a hostile kind is damage', (key, value) => {
  const text = JSON.stringify(FINE).replace(
    /\}$/,
    `,${JSON.stringify(key)}:${JSON.stringify(value)}}`,
  );
  expect(parsePreferences(text)).toEqual({ outcome: 'damaged' });
});

test('a number beyond all is damage', () => {
  const text = JSON.stringify(FINE).replace(/"clientIdBase":\d+/, '"clientIdBase":1e999');
  expect(parsePreferences(text)).toEqual({ outcome: 'damaged' });
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
  ['another schema', JSON.stringify({ ...FINE, schema: 5 })],
  ['a connection to port 0', JSON.stringify(preferencesWith({ port: 0 }))],
])('%s is damage', (_name, text) => {
  expect(parsePreferences(text)).toEqual({ outcome: 'damaged' });
});

test('never writes, moves or repairs anything', () => {
  writeFileSync(join(dir, 'preferences.json'), 'broken');
  readPreferences(dir);
  expect(readdirSync(dir)).toEqual(['preferences.json']);
});

describe('a file of the first schema', () => {
  const parsed = (value: unknown) => parsePreferences(JSON.stringify(value));

  test('keeps all that it said, with the defaults for what is new', () => {
    const first = firstPreferences(
      { port: 4002, clientId: 7 },
      { theme: 'dark', notifications: { waiting: false, sound: true } },
    );
    expect(parsed(first)).toEqual({
      outcome: 'read',
      isOld: true,
      preferences: {
        ...DEFAULT_PREFERENCES,
        clientIdBase: first.clientIdBase,
        connections: [connectionTo({ port: 4002, clientId: 7, mode: 'stay-connected' })],
        notifications: { ...DEFAULT_PREFERENCES.notifications, waiting: false, sound: true },
        theme: 'dark',
        firstRunDone: true,
      },
    });
  });

  test('chooses no mode for a live account', () => {
    expect(parsed(firstPreferences({ port: 4001, expect: 'live' }))).toMatchObject({
      preferences: { connections: [{ port: 4001, expect: 'live', mode: null }] },
    });
  });

  test('may be without a connection', () => {
    expect(parsed(firstPreferences(null))).toMatchObject({
      preferences: { connections: [], firstRunDone: false },
    });
  });

  const fine = firstPreferences({ port: 4002 });
  test.each([
    ['an unknown key', { ...fine, extra: 1 }],
    ['a key of today', { ...fine, connections: [] }],
    ['a missing key', { ...fine, theme: undefined }],
    ['a missing notification', { ...fine, notifications: { sound: false } }],
    [
      'a notification of today',
      { ...fine, notifications: { ...fine.notifications, frozen: true } },
    ],
    ['a host that is a URL', firstPreferences({ port: 4002, host: 'http://127.0.0.1/' })],
    ['a host with a port', firstPreferences({ port: 4002, host: '127.0.0.1:4002' })],
    ['a port out of range', firstPreferences({ port: 65_536 })],
    ['client id 0', firstPreferences({ port: 4002, clientId: 0 })],
    ['client id 999', firstPreferences({ port: 4002, clientId: 999 })],
    ['a base of somebody else', { ...fine, clientIdBase: 1 }],
    ['a mode', firstPreferences({ port: 4002, mode: 'stay-connected' })],
    ['a prototype', JSON.parse('{"__proto__":{"schema":1},"schema":1}') as unknown],
    ['a list of connections', { ...fine, connection: [fine.connection] }],
  ])('with %s is damage', (_name, value) => {
    expect(parsed(value)).toEqual({ outcome: 'damaged' });
  });
});

describe('a file of the second schema', () => {
  const parsed = (value: unknown) => parsePreferences(JSON.stringify(value));
  const live = connectionTo({ port: 4001, expect: 'live', mode: null, ignoredFarms: ['usfarm'] });
  const second = secondPreferences([connectionTo({ port: 4002, clientId: 7 }), live], {
    notifications: { ...DEFAULT_PREFERENCES.notifications, waiting: false, sound: true },
    quietHours: { on: true, from: '21:30', to: '06:15', breakThrough: true },
    theme: 'dark',
  });

  test('keeps all that it said, and needs no first run', () => {
    expect(parsed(second)).toEqual({
      outcome: 'read',
      isOld: true,
      preferences: { ...DEFAULT_PREFERENCES, ...second, schema: 4, firstRunDone: true },
    });
  });

  test('without a connection was not set up yet', () => {
    expect(parsed(secondPreferences([]))).toMatchObject({
      preferences: { connections: [], firstRunDone: false, startAtLogin: null },
    });
  });

  test.each([
    ['an unknown key', { ...second, extra: 1 }],
    ['a key of today', { ...second, firstRunDone: true }],
    ['a key of the first', { ...second, connection: null }],
    ['a missing key', { ...second, quietHours: undefined }],
    ['the same target twice', secondPreferences([live, live])],
    ['a port out of range', secondPreferences([connectionTo({ port: 65_536 })])],
    ['a later number', { ...second, schema: 3 }],
    ['today’s number', { ...second, schema: 4 }],
    [
      'a notification of no version',
      { ...second, notifications: { ...second.notifications, extra: true } },
    ],
  ])('with %s is damage', (_name, value) => {
    expect(parsed(value)).toEqual({ outcome: 'damaged' });
  });
});

describe('a file of the third schema', () => {
  const parsed = (value: unknown) => parsePreferences(JSON.stringify(value));
  const third = thirdPreferences([connectionTo({ port: 4002, clientId: 7 })], {
    notifications: { ...DEFAULT_PREFERENCES.notifications, waiting: false, sound: true },
    theme: 'dark',
    startAtLogin: true,
    closing: 'quit',
    logLevel: 'detailed',
  });

  test('keeps all that it said, and backs up by itself from now on', () => {
    expect(parsed(third)).toEqual({
      outcome: 'read',
      isOld: true,
      preferences: { ...DEFAULT_PREFERENCES, ...third, schema: 4, automaticBackups: true },
    });
  });

  test.each([
    ['an unknown key', { ...third, extra: 1 }],
    ['a key of today', { ...third, automaticBackups: false }],
    ['a missing key', { ...third, closing: undefined }],
    ['a missing notification', { ...third, notifications: { sound: false } }],
    [
      'the same target twice',
      { ...third, connections: [...third.connections, ...third.connections] },
    ],
    ['today’s number', { ...third, schema: 4 }],
  ])('with %s is damage', (_name, value) => {
    expect(parsed(value)).toEqual({ outcome: 'damaged' });
  });
});
