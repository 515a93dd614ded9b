import { readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import {
  mountReadOnly,
  mountSmallDisk,
  setImmutable,
  unmountAll,
} from '../../support/jts/disks.ts';
import { inNewFolder } from '../../support/jts/new-folder.ts';
import {
  backupOf,
  journalLines,
  journalPath,
  openStore,
  saved,
  storeDir,
  textOf,
} from '../../support/jts/stores.ts';

let root = '';
inNewFolder((dir) => {
  root = dir;
});
afterEach(unmountAll);
const openDisk = (kilobytes: number): string => {
  const dir = join(root, 'disk');
  mountSmallDisk(dir, kilobytes * 1024);
  return dir;
};
const objectsIn = (dir: string): readonly string[] =>
  (readdirSync(join(storeDir(dir), 'objects'), { recursive: true }) as string[]).filter((name) =>
    /[0-9a-f]{62}$|tmp$/.test(name),
  );

describe('a full disk', () => {
  test('what is acknowledged is there, what is not is told and leaves nothing; with room it goes on', async () => {
    const dir = openDisk(256);
    const store = openStore(dir);
    const kept = [];
    let failures = 0;
    for (let turn = 0; turn < 200; turn += 1) {
      const text = `turn=${turn}\n${'x'.repeat(5000)}`;
      const added = await store.add(backupOf(text));
      if (added.outcome === 'added') {
        kept.push({ entry: added.entry, text });
        continue;
      }
      expect(added).toEqual({ outcome: 'failed', problem: 'disk-full', errno: 'ENOSPC' });
      failures += 1;
    }
    expect(kept.length).toBeGreaterThan(10);
    expect(failures).toBeGreaterThan(100);
    const again = openStore(dir);
    expect(again.list().map(({ id }) => id)).toEqual(kept.map(({ entry }) => entry.id).reverse());
    for (const { entry, text } of kept) expect(await textOf(again, entry)).toBe(text);
    expect(await again.verify()).toMatchObject({ damaged: [], tornLines: 0 });
    expect(objectsIn(dir)).toHaveLength(kept.length);
    expect(journalLines(dir)).toHaveLength(kept.length + 1);
    expect(await again.mark(kept[0]?.entry.id ?? '', { note: 'x'.repeat(9000) })).toBe(false);

    rmSync(join(storeDir(dir), 'objects', objectsIn(dir)[0] ?? ''));
    expect(await textOf(store, await saved(store, 'small'))).toBe('small');
  });

  test.each([...Array(20).keys()])(
    'with room for the bytes, but maybe not for the line (%i): never half a backup',
    async (step) => {
      const dir = openDisk(128);
      const store = openStore(dir);
      await saved(store, 'first');
      const { bfree, bsize } = statfsSync(dir);
      writeFileSync(join(dir, 'filling'), Buffer.alloc((bfree - Math.floor(step / 4)) * bsize));
      const before = journalLines(dir).length;
      const note = 'n'.repeat(1000 * (step % 4) * 2);
      const added = await store.add(backupOf('y'.repeat(3000 + step), { note }));
      const isAdded = added.outcome === 'added';
      if (!isAdded) expect(added.problem).toBe('disk-full');
      const fresh = openStore(dir);
      expect(fresh.list()).toHaveLength(isAdded ? 2 : 1);
      expect(journalLines(dir)).toHaveLength(before + (isAdded ? 1 : 0));
      expect(objectsIn(dir)).toHaveLength(isAdded ? 2 : 1);
      expect(await fresh.verify()).toMatchObject({ damaged: [], tornLines: 0 });
    },
  );
});

test('on a disk that is full to the last byte no lock is held, and with room again one is', async () => {
  const dir = openDisk(128);
  const store = openStore(dir);
  await saved(store, 'first');
  const { bfree, bsize } = statfsSync(dir);
  writeFileSync(join(dir, 'filling'), Buffer.alloc(bfree * bsize));
  const work = (): Promise<string> => Promise.resolve('done');
  await expect(store.exclusively(work)).rejects.toMatchObject({ code: 'ENOSPC' });
  rmSync(join(dir, 'filling'));
  expect(await store.exclusively(work)).toBe('done');
});

describe('where nothing may be written', () => {
  test('a disk that became read-only: told as such, and what is there can be read', async () => {
    const disk = openDisk(512);
    const store = openStore(disk);
    const entry = await saved(store, 'a=1');
    mountReadOnly(disk);
    const expected = { outcome: 'failed', problem: 'read-only', errno: 'EROFS' };
    expect(await store.add(backupOf('a=2'))).toEqual(expected);
    expect(await store.add(backupOf('a=1'))).toEqual(expected);
    expect(await store.mark(entry.id, { pinned: true })).toBe(false);
    await store.tidy(Date.now());
    const again = openStore(disk);
    expect(again.list()).toEqual([entry]);
    expect(await textOf(again, entry)).toBe('a=1');
    expect(await again.verify()).toEqual({ checked: 1, damaged: [], tornLines: 0 });
  });

  test('no lock, no work: one that others can’t see excludes nobody', async () => {
    const disk = openDisk(512);
    const store = openStore(disk);
    await saved(store, 'a=1');
    mountReadOnly(disk);
    let begun = 0;
    const work = (): Promise<number> => Promise.resolve((begun += 1));
    await expect(store.exclusively(work)).rejects.toMatchObject({ code: 'EROFS' });
    expect(begun).toBe(0);
  });

  test('a read-only disk without a store', async () => {
    const disk = openDisk(64);
    mountReadOnly(disk);
    const store = openStore(disk);
    expect(await store.add(backupOf('a=1'))).toMatchObject({ problem: 'read-only' });
    expect(store.list()).toEqual([]);
    expect(await store.verify()).toEqual({ checked: 0, damaged: [], tornLines: 0 });
  });

  test('no permission, for the folder or the journal', async () => {
    const dir = root;
    const store = openStore(dir);
    await saved(store, 'a=1');
    const expected = { outcome: 'failed', problem: 'no-permission', errno: 'EPERM' };
    for (const path of [join(storeDir(dir), 'objects'), journalPath(dir)]) {
      setImmutable(path, true);
      try {
        expect(await store.add(backupOf('a=2'))).toEqual(expected);
      } finally {
        setImmutable(path, false);
      }
      expect(objectsIn(dir)).toHaveLength(1);
      expect(store.list()).toHaveLength(1);
    }
    await saved(store, 'a=2');
  });
});
