import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type BackupEntry } from '../../../src-main/contract/jts/backup.ts';
import type { Backups } from '../../../src-main/jts/store/backups.ts';
import { inNewFolder } from '../../support/jts/new-folder.ts';
import {
  backupOf,
  hashOf,
  ids,
  journalPath,
  objectPath,
  openStore,
  saved,
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

function flipBit(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

describe('damage', () => {
  test('a flipped bit in an object: told, the others read, and saving it again mends it', async () => {
    const [bad, good] = [await saved(store, 'a=1\n'), await saved(store, 'a=2\n')];
    flipBit(objectOf(bad), 2);
    expect(await textOf(store, bad)).toBe('damaged');
    expect(await textOf(store, good)).toBe('a=2\n');
    const seen: [number, number][] = [];
    const verified = await store.verify((done, total) => seen.push([done, total]));
    expect(verified).toEqual({ checked: 2, damaged: [bad.id], tornLines: 0 });
    expect(seen).toEqual([
      [1, 2],
      [2, 2],
    ]);
    await saved(store, 'a=1\n');
    expect(await textOf(store, bad)).toBe('a=1\n');
    expect((await store.verify()).damaged).toEqual([]);
  });

  test('an object that is shorter, longer, a folder or gone', async () => {
    const entries = [];
    for (const number of [0, 1, 2, 3]) entries.push(await saved(store, `a=${number}\n`));
    const [short, long, folder, gone] = entries.map(objectOf);
    writeFileSync(short ?? '', 'a');
    writeFileSync(long ?? '', 'a=1\nb=2\n');
    rmSync(folder ?? '');
    mkdirSync(folder ?? '');
    rmSync(gone ?? '');
    expect(await Promise.all(entries.map((entry) => textOf(store, entry)))).toEqual([
      'damaged',
      'damaged',
      'damaged',
      'missing',
    ]);
    expect((await store.verify()).damaged).toEqual(ids(entries));
  });

  test('a torn last line is ignored, told, and does not swallow the next one', async () => {
    const [first, second] = [await saved(store, 'a=1'), await saved(store, 'a=2')];
    const text = readFileSync(journalPath(dataDir), 'utf8');
    writeFileSync(journalPath(dataDir), text.slice(0, -20));
    store = openStore(dataDir);
    expect(ids(store.list())).toEqual([first.id]);
    expect((await store.verify()).tornLines).toBe(1);
    const third = await saved(store, 'a=3');
    expect(ids(store.list())).toEqual([third.id, first.id]);
    expect(ids(openStore(dataDir).list())).toEqual([third.id, first.id]);
    expect((await store.verify()).tornLines).toBe(1);
    expect(second.id < third.id).toBe(true);
  });

  test('a line that was taken back, and a longer one after it: who read the first reads the second', async () => {
    const kept = await saved(store, 'a=1');
    const before = readFileSync(journalPath(dataDir));
    const gone = await saved(store, 'a=2');
    const reader = openStore(dataDir);
    expect(ids(reader.list())).toEqual([gone.id, kept.id]);
    writeFileSync(journalPath(dataDir), before);
    const after = await saved(openStore(dataDir), 'a=3', { note: 'longer than the one before' });
    expect(ids(reader.list())).toEqual([after.id, kept.id]);
  });

  test('a flipped bit in the journal costs that line alone', async () => {
    const entries = [];
    for (const number of [0, 1, 2]) entries.push(await saved(store, `a=${number}`));
    const at = readFileSync(journalPath(dataDir), 'utf8').indexOf(entries[1]?.id ?? '');
    flipBit(journalPath(dataDir), at + 3);
    store = openStore(dataDir);
    expect(ids(store.list())).toEqual([entries[2]?.id, entries[0]?.id]);
    expect(await store.verify()).toMatchObject({ damaged: [], tornLines: 1 });
  });

  test('verifying sees damage to a journal that was read before', async () => {
    const entry = await saved(store, 'a=1');
    expect(store.find(entry.id)).toEqual(entry);
    const { mtime, atime } = statSync(journalPath(dataDir));
    const at = readFileSync(journalPath(dataDir), 'utf8').indexOf(entry.id);
    flipBit(journalPath(dataDir), at);
    utimesSync(journalPath(dataDir), atime, mtime);
    expect(await store.verify()).toMatchObject({ tornLines: 1 });
  });

  test('garbage, a folder or nothing where the journal was: usable again with the next backup', async () => {
    await saved(store, 'a=1');
    writeFileSync(journalPath(dataDir), Buffer.alloc(5000, 0xff));
    expect(store.list()).toEqual([]);
    const second = await saved(store, 'a=2');
    expect(ids(store.list())).toEqual([second.id]);
    rmSync(journalPath(dataDir));
    expect(store.list()).toEqual([]);
    const third = await saved(store, 'a=3');
    expect(ids(openStore(dataDir).list())).toEqual([third.id]);
    rmSync(journalPath(dataDir));
    mkdirSync(journalPath(dataDir));
    expect(store.list()).toEqual([]);
    expect(await store.add(backupOf('a=4'))).toMatchObject({ outcome: 'failed' });
  });
});
