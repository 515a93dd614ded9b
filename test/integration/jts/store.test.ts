import {
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MAX_SETTINGS_BYTES, type BackupEntry } from '../../../src-main/contract/jts/backup.ts';
import type { Backups } from '../../../src-main/jts/store/backups.ts';
import { inNewFolder } from '../../support/jts/new-folder.ts';
import {
  backupOf,
  clockAt,
  DAY_MS,
  hashOf,
  HOUR_MS,
  ids,
  journalLines,
  journalPath,
  objectPath,
  openStore,
  PROFILE,
  saved,
  settingsFile,
  sha256,
  storeDir,
  textOf,
} from '../../support/jts/stores.ts';

let dataDir = '';
let store: Backups;
inNewFolder(
  (dir) => {
    dataDir = dir;
    store = openStore(dir);
  },
  () => store.dispose(),
);

const objectOf = (entry: BackupEntry): string => objectPath(dataDir, hashOf(entry));

describe('what is saved', () => {
  test('looking at an empty store writes nothing', async () => {
    expect(store.list()).toEqual([]);
    expect(store.find('20261125-203708-123-k3f9')).toBeNull();
    expect(await store.verify()).toEqual({ checked: 0, damaged: [], tornLines: 0 });
    await store.tidy(Date.now());
    expect(readdirSync(dataDir)).toEqual([]);
  });

  test('comes back byte for byte, with what was known of it', async () => {
    const bytes = Buffer.from([0xff, 0x00, 0x0d, 0x0a, 0xe9]);
    const entry = await saved(store, bytes, {
      note: 'before the update',
      files: [settingsFile(bytes), { ...settingsFile('store'), name: 'dabcdef/ibg.xml' }],
      summary: { counts: { high: 1, medium: 0, low: 0, housekeeping: 2 }, settings: ['Time zone'] },
    });
    const again = openStore(dataDir);
    expect(again.list()).toEqual([entry]);
    expect(again.find(entry.id)).toEqual(entry);
    expect(await again.read(entry, 'jts.ini')).toEqual({ outcome: 'read', bytes });
    expect(await textOf(again, entry)).toBe(bytes.toString());
    expect(await again.read(entry, 'dabcdef/ibg.xml')).toMatchObject({ outcome: 'read' });
    expect(await again.read(entry, 'other')).toEqual({ outcome: 'missing' });
    expect(entry).toMatchObject({ note: 'before the update', appVersion: '0.1.0', pinned: false });
    expect(entry.files[0]).toMatchObject({ size: 5, mode: 0o640, sha256: sha256(bytes) });
  });

  test('newest first, by folder; an absent file is an entry without files', async () => {
    const one = await saved(store, 'a=1');
    const other = await saved(store, 'a=2', { profile: '/home/pat/Other' });
    const none = await saved(store, '', { files: [], health: 'absent' });
    expect(ids(store.list())).toEqual([none.id, other.id, one.id]);
    expect(ids(store.list(PROFILE))).toEqual([none.id, one.id]);
  });

  test('equal contents lie there once', async () => {
    await saved(store, 'a=1');
    const { ino, mtimeMs } = statSync(objectPath(dataDir, sha256('a=1')));
    await saved(store, 'a=1');
    expect(statSync(objectPath(dataDir, sha256('a=1')))).toMatchObject({ ino, mtimeMs });
    expect(readdirSync(join(storeDir(dataDir), 'objects'))).toHaveLength(1);
    expect(store.list()).toHaveLength(2);
  });

  test('marks hold, the last one counts, and an unknown id has none', async () => {
    const { id } = await saved(store, 'a=1');
    expect(await store.mark(id, { pinned: true, note: 'one\ntwo' })).toBe(true);
    expect(await store.mark(id, { seenWorking: 5 })).toBe(true);
    expect(await store.mark(id, { pinned: false, lastGood: 6 })).toBe(true);
    expect(await store.mark('20261125-203708-123-k3f9', { pinned: true })).toBe(false);
    const marked = { note: 'one two', pinned: false, seenWorking: 5, lastGood: 6 };
    expect(openStore(dataDir).find(id)).toMatchObject(marked);
  });

  test('more than a settings file can hold is refused, exactly that much is not', async () => {
    const most = Buffer.alloc(MAX_SETTINGS_BYTES, 'x');
    expect(await store.add(backupOf(Buffer.alloc(MAX_SETTINGS_BYTES + 1)))).toEqual({
      outcome: 'failed',
      problem: 'too-large',
      errno: null,
    });
    expect(await store.read(await saved(store, most), 'jts.ini')).toMatchObject({
      outcome: 'read',
    });
  });

  test('what could not be read back is not acknowledged, and leaves nothing', async () => {
    const file = { ...settingsFile('x'), name: '../../etc/passwd' };
    expect(await store.add(backupOf('x', { files: [file] }))).toMatchObject({ errno: 'EINVAL' });
    expect(existsSync(join(storeDir(dataDir), 'objects'))).toBe(false);
    expect(store.list()).toEqual([]);
  });

  test('saved at once, they are in the journal in the order they were asked for', async () => {
    const texts = Array.from({ length: 20 }, (_none, number) => `a=${number}`);
    const entries = await Promise.all(texts.map((text) => saved(store, text)));
    expect(ids(store.list())).toEqual(ids(entries).toReversed());
    expect([...ids(entries)].sort()).toEqual(ids(entries));
  });
});

describe('a clock that was set back', () => {
  test('the order stays that of the journal', async () => {
    const at = { ms: Date.UTC(2026, 5, 1) };
    store = openStore(dataDir, { clock: clockAt(at) });
    const entries: BackupEntry[] = [];
    for (const ms of [0, 5 * HOUR_MS, -400 * DAY_MS, HOUR_MS]) {
      at.ms = Date.UTC(2026, 5, 1) + ms;
      entries.push(await saved(store, `a=${ms}`));
      // A process of its own goes on from what is there.
      store = openStore(dataDir, { clock: clockAt(at) });
    }
    expect(ids(store.list())).toEqual(ids(entries).toReversed());
    expect([...ids(entries)].sort()).toEqual(ids(entries));
    expect(entries[2]?.at).toBe(Date.UTC(2026, 5, 1) - 400 * DAY_MS);
  });
});

describe('hostile things in the store', () => {
  test.each(['../../etc/passwd', '/etc/passwd', '', 'now', 'a'.repeat(70), '__proto__', '\0'])(
    'the id “%s” is looked up, and found nowhere',
    async (id) => {
      await saved(store, 'a=1');
      expect(store.find(id)).toBeNull();
      expect(await store.mark(id, { pinned: true })).toBe(false);
      expect(journalLines(dataDir)).toHaveLength(2);
    },
  );

  test('an entry of somebody’s making reads nothing outside', async () => {
    const entry = await saved(store, 'a=1');
    writeFileSync(join(storeDir(dataDir), 'secret'), 'x');
    for (const hash of ['../../secret', '..', '', `${'a'.repeat(2)}/../../secret`]) {
      const forged = { ...entry, files: [{ ...entry.files[0]!, sha256: hash, size: 1 }] };
      expect(await store.read(forged, 'jts.ini')).toEqual({ outcome: 'missing' });
    }
  });

  test('a link in place of an object is damage, and is replaced, not written through', async () => {
    const entry = await saved(store, 'a=1');
    const outside = join(dataDir, 'outside');
    writeFileSync(outside, 'a=1');
    rmSync(objectOf(entry));
    symlinkSync(outside, objectOf(entry));
    expect(await textOf(store, entry)).toBe('damaged');
    await saved(store, 'a=1');
    expect(lstatSync(objectOf(entry)).isFile()).toBe(true);
    expect(await textOf(store, entry)).toBe('a=1');
    expect(lstatSync(outside).isFile()).toBe(true);
  });

  test.each(['backups', 'backups/v1', 'backups/v1/objects', 'backups/v1/objects/XX'])(
    'a link in place of the folder %s: nothing is read or written behind it',
    async (name) => {
      const entry = await saved(store, 'a=1');
      const path = join(dataDir, name.replace('XX', hashOf(entry).slice(0, 2)));
      const outside = join(dataDir, 'outside');
      renameSync(path, outside);
      symlinkSync(outside, path);
      const before = readdirSync(outside, { recursive: true });
      expect((await store.read(entry, 'jts.ini')).outcome).toBe('missing');
      expect(await store.add(backupOf('a=1'))).toMatchObject({
        outcome: 'failed',
        problem: 'failed',
        errno: 'ENOTDIR',
      });
      expect(await store.add(backupOf('a=1', { files: [] }))).toMatchObject({
        outcome: name.includes('objects') ? 'added' : 'failed',
      });
      expect(readdirSync(outside, { recursive: true })).toEqual(before);
    },
  );

  test('a link in place of the journal is not followed', async () => {
    const entry = await saved(store, 'a=1');
    const outside = join(dataDir, 'outside');
    renameSync(journalPath(dataDir), outside);
    symlinkSync(outside, journalPath(dataDir));
    expect(openStore(dataDir).find(entry.id)).toBeNull();
    const size = statSync(outside).size;
    expect(await store.add(backupOf('a=2'))).toMatchObject({ outcome: 'failed', errno: 'ELOOP' });
    expect(statSync(outside).size).toBe(size);
    expect(existsSync(objectPath(dataDir, sha256('a=2')))).toBe(false);
  });
});

test.runIf(process.platform !== 'win32')('security 20: for the owner only', async () => {
  const mask = process.umask(0);
  try {
    await saved(store, 'a=1');
    chmodSync(journalPath(dataDir), 0o644);
    chmodSync(join(storeDir(dataDir), 'objects'), 0o755);
    const { id } = await saved(store, 'a=2');
    await store.mark(id, { pinned: true });
  } finally {
    process.umask(mask);
  }
  const root = join(dataDir, 'backups');
  const names = ['', ...(readdirSync(root, { recursive: true }) as string[])];
  expect(names.length).toBeGreaterThan(7);
  for (const name of names) {
    const stat = statSync(join(root, name));
    const mode = stat.isDirectory() ? 0o700 : 0o600;
    expect([name, stat.mode & 0o777]).toEqual([name, mode]);
  }
});
