import {
  chmodSync,
  mkdirSync,
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
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DEFAULT_PREFERENCES } from '../../../../src-main/contract/default-preferences.ts';
import { silentLog } from '../../../../src-main/logging/log.ts';
import { readPreferences } from '../../../../src-main/preferences/read-preferences.ts';
import { openPreferences } from '../../../../src-main/preferences/store.ts';
import {
  connectionTo,
  firstPreferences,
  preferencesWith,
  secondPreferences,
  thirdPreferences,
} from '../../../support/preferences.ts';

const BASE = 912_340;
const FINE = preferencesWith({ port: 4002 });
const NOW = 1_763_821_860_000;
const ASIDE = `preferences.damaged-${NOW}.json`;

let root = '';
let dir = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gatelight-unit-'));
  dir = join(root, 'data');
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const open = (at = dir) =>
  openPreferences(
    at,
    () => BASE,
    silentLog,
    () => NOW,
  );
const file = (name = 'preferences.json'): string => join(dir, name);
const stored = (name?: string): unknown => JSON.parse(readFileSync(file(name), 'utf8'));
const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);
function given(text: string): void {
  mkdirSync(dir, { mode: 0o700 });
  writeFileSync(file(), text, { mode: 0o600 });
}

describe('a first start', () => {
  test('writes the defaults with a client id base that stays', () => {
    const store = open();
    expect(store.get()).toEqual({ ...DEFAULT_PREFERENCES, clientIdBase: BASE });
    expect(store.banners).toEqual([]);
    const again = openPreferences(dir, () => 955_555, silentLog);
    expect(again.get().clientIdBase).toBe(BASE);
  });

  test('has no connection, so that nothing connects', () => {
    expect(open().get().connections).toEqual([]);
  });
});

test('security 34: a link that lies where the last good copy goes is not written through', () => {
  given(JSON.stringify(FINE));
  const elsewhere = join(root, 'elsewhere');
  writeFileSync(elsewhere, 'mine', { mode: 0o644 });
  symlinkSync(elsewhere, file('preferences.previous.json'));
  const store = open();
  store.set({ theme: 'dark' });
  expect(readFileSync(elsewhere, 'utf8')).toBe('mine');
  expect(mode(elsewhere)).toBe('644');
  expect(stored('preferences.previous.json')).toEqual(FINE);
  expect(store.banners).toEqual([]);
});

describe('security 20: folder and files are their owner’s only', () => {
  test('from the first write on', () => {
    const store = open();
    store.set({ theme: 'dark' });
    expect(mode(dir)).toBe('700');
    for (const name of readdirSync(dir)) expect(`${name} ${mode(file(name))}`).toBe(`${name} 600`);
  });

  test('also where they were open to others before', () => {
    given(JSON.stringify(FINE));
    chmodSync(dir, 0o755);
    chmodSync(file(), 0o644);
    const store = open();
    expect([mode(dir), mode(file())]).toEqual(['700', '600']);
    store.set({ theme: 'dark' });
    expect(mode(file('preferences.previous.json'))).toBe('600');
  });

  test('whatever the umask', () => {
    const umask = process.umask(0);
    try {
      open().set({ theme: 'dark' });
      expect([mode(dir), mode(file())]).toEqual(['700', '600']);
    } finally {
      process.umask(umask);
    }
  });
});

describe('a change', () => {
  test('holds at once, is on disk and is told', () => {
    const store = open();
    const heard = vi.fn();
    const stop = store.onChange(heard);
    store.set({ theme: 'dark' });
    expect(store.get().theme).toBe('dark');
    expect(stored()).toEqual(store.get());
    expect(heard).toHaveBeenCalledExactlyOnceWith(store.get());
    stop();
    store.set({ theme: 'light' });
    expect(heard).toHaveBeenCalledOnce();
  });

  test('keeps the file as it was before, whole, beside it', () => {
    given(JSON.stringify(FINE));
    const store = open();
    store.set({ theme: 'dark' });
    expect(stored('preferences.previous.json')).toEqual(FINE);
    store.set({ theme: 'light' });
    expect(stored('preferences.previous.json')).toEqual({ ...FINE, theme: 'dark' });
  });

  test('that no later start could read is refused and changes nothing', () => {
    const store = open();
    expect(() => {
      store.set({ theme: 'pink' as 'dark' });
    }).toThrow();
    expect(store.get().theme).toBe('system');
    expect(readPreferences(dir)).toMatchObject({ outcome: 'read' });
  });

  test('leaves no temporary file behind', () => {
    const store = open();
    for (const theme of ['dark', 'light', 'system'] as const) store.set({ theme });
    expect(readdirSync(dir).sort()).toEqual(['preferences.json', 'preferences.previous.json']);
  });
});

describe('a file that does not parse', () => {
  test.each([
    ['is no JSON', '{"theme": '],
    ['is empty', ''],
    ['has an unknown key', JSON.stringify({ ...FINE, extra: 1 })],
    ['is of another schema', JSON.stringify({ ...FINE, schema: 5 })],
    ['only says to be of the first schema', JSON.stringify({ ...FINE, schema: 1 })],
  ])('because it %s is set aside, told, and the defaults are used', (_name, text) => {
    given(text);
    const store = open();
    expect(store.banners).toEqual([{ kind: 'preferences-set-aside', fileName: ASIDE }]);
    expect(readFileSync(file(ASIDE), 'utf8')).toBe(text);
    expect(store.get()).toEqual({ ...DEFAULT_PREFERENCES, clientIdBase: BASE });
    expect(stored()).toEqual(store.get());
  });

  test('is told once: the next start finds a good one', () => {
    given('broken');
    open();
    expect(open().banners).toEqual([]);
    expect(readdirSync(dir).filter((name) => name.includes('damaged'))).toEqual([ASIDE]);
  });

  test('stays what it was when it can be read', () => {
    given(JSON.stringify(FINE));
    expect(open().get()).toEqual(FINE);
    expect(readdirSync(dir)).toEqual(['preferences.json']);
  });
});

describe.each([
  ['first', firstPreferences({ port: 4002 })],
  ['second', secondPreferences([connectionTo({ port: 4002 })])],
  ['third', thirdPreferences([connectionTo({ port: 4002 })])],
])('a file of the %s schema', (_which, first) => {
  test('is written anew, and kept as it was beside it', () => {
    given(JSON.stringify(first));
    const store = open();
    expect(store.banners).toEqual([]);
    expect(store.get()).toMatchObject({
      schema: 4,
      connections: [{ port: 4002 }],
      firstRunDone: true,
    });
    expect(store.get().clientIdBase).toBe(first.clientIdBase);
    expect(stored()).toEqual(store.get());
    expect(stored('preferences.previous.json')).toEqual(first);
    expect([mode(file()), mode(file('preferences.previous.json'))]).toEqual(['600', '600']);
  });

  test('is the same to the next start', () => {
    given(JSON.stringify(first));
    const once = open().get();
    expect(open().get()).toEqual(once);
    expect(stored('preferences.previous.json')).toEqual(first);
  });
});

describe('a folder that can not be made', () => {
  test('is told, and changes hold until the end', () => {
    writeFileSync(join(root, 'file'), '');
    const store = open(join(root, 'file', 'data'));
    expect(store.banners).toEqual([{ kind: 'not-writable', errno: 'ENOTDIR' }]);
    store.set({ theme: 'dark' });
    store.set({ theme: 'light' });
    expect(store.get().theme).toBe('light');
    expect(store.banners).toHaveLength(1);
  });
});

/** Runs `deed` as somebody without rights to what root owns. */
function asNobody<Value>(deed: () => Value): Value {
  process.seteuid?.(65_534);
  try {
    return deed();
  } finally {
    process.seteuid?.(0);
  }
}

describe.skipIf(process.getuid?.() !== 0)("a folder of somebody else's", () => {
  beforeEach(() => {
    chmodSync(root, 0o755);
    mkdirSync(dir, { mode: 0o755 });
  });

  test('is read and never written', () => {
    writeFileSync(file(), JSON.stringify(FINE), { mode: 0o644 });
    const before = readFileSync(file());
    asNobody(() => {
      const store = open();
      expect(store.get()).toEqual(FINE);
      store.set({ theme: 'dark' });
      expect(store.get().theme).toBe('dark');
      expect(store.banners).toMatchObject([{ kind: 'not-writable' }]);
    });
    expect(readFileSync(file())).toEqual(before);
    expect(readdirSync(dir)).toEqual(['preferences.json']);
  });

  test('keeps a damaged file in its place', () => {
    writeFileSync(file(), 'broken', { mode: 0o644 });
    const store = asNobody(() => open());
    expect(store.banners).toMatchObject([{ kind: 'not-writable' }]);
    expect(readFileSync(file(), 'utf8')).toBe('broken');
  });

  test('whose file can not be read is no reason to stop', () => {
    writeFileSync(file(), JSON.stringify(FINE), { mode: 0o600 });
    const store = asNobody(() => open());
    expect(store.get()).toEqual({ ...DEFAULT_PREFERENCES, clientIdBase: BASE });
    expect(stored()).toEqual(FINE);
  });
});
