import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StoreFile } from '../../../../../src-main/contract/jts/settings-folder.ts';
import { systemClock } from '../../../../../src-main/gateway/system-clock.ts';
import {
  apiStoreNames,
  ApiStoreWatcher,
  readApiStore,
} from '../../../../../src-main/jts/watching/api-store.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'api-store-'));
});
afterEach(() => rm(dir, { recursive: true }));

async function plant(name: string, content: string | Buffer = 'x'): Promise<void> {
  await mkdir(dirname(join(dir, name)), { recursive: true });
  await writeFile(join(dir, name), content);
}
const USER = 'pfjmmhneghhnhmckibpekknigmopppmicccbmjkl';
const hashOf = (content: string | Buffer): string =>
  createHash('sha256').update(content).digest('hex');

describe('which files are the API settings store', () => {
  test.each([
    [`${USER}/ibg.xml`],
    [`${USER}/tws.xml`],
    ['darykqzus/ibg.xml'],
    [`${USER}/ibg.ibgzenc`],
    [`${USER}/ibg.xml.enc`],
    [`${USER}/tws.dat`],
  ])('%s is', async (name) => {
    await plant(name);
    expect(await apiStoreNames(dir)).toEqual([name]);
  });

  test.each([
    ['ibg.xml'],
    [`${USER}/ibg.log`],
    [`${USER}/ibgateway.Monday.ibgzenc`],
    [`${USER}/ibg.Wed.xml`],
    [`${USER}/tws.xml.bak`],
    [`${USER}/sub/ibg.xml`],
    ['1030/tws.vmoptions'],
    ['10.30.1t/tws.xml'],
    ['ibgateway/tws.xml'],
    ['.cache/ibg.xml'],
    [`${USER}/ibg`],
    // Names that a backup can't hold.
    ['a\nb/ibg.xml'],
    ['a\u001b[2J/ibg.xml'],
    ['a:b/ibg.xml'],
    ['a\\b/ibg.xml'],
  ])('%s is not', async (name) => {
    await plant(name);
    expect(await apiStoreNames(dir)).toEqual([]);
  });

  test('of several users, in order; of a thousand only so many', async () => {
    await plant('bbbb/tws.xml');
    await plant('aaaa/ibg.xml');
    expect(await apiStoreNames(dir)).toEqual(['aaaa/ibg.xml', 'bbbb/tws.xml']);
    for (let count = 0; count < 300; count += 1) await plant(`user${count}/ibg.xml`);
    expect((await apiStoreNames(dir)).length).toBeLessThanOrEqual(32);
  });

  test('no folder, no store', async () => {
    expect(await apiStoreNames(join(dir, 'none'))).toEqual([]);
  });
});

describe('its bytes for a backup', () => {
  test('as they are, whatever they are', async () => {
    const bytes = Buffer.from([0, 255, 10, 0, 60, 13]);
    await plant(`${USER}/ibg.xml`, bytes);
    const [store] = await readApiStore(dir, systemClock);
    expect(store?.file).toMatchObject({ name: `${USER}/ibg.xml`, size: 6, sha256: hashOf(bytes) });
    expect(Buffer.from(store?.bytes ?? [])).toEqual(bytes);
    expect(store?.mode).toBe(0o644 & ~process.umask());
  });

  test('a folder, a broken link and a file over 8 MiB are left out', async () => {
    await mkdir(join(dir, 'aaaa/ibg.xml'), { recursive: true });
    await mkdir(join(dir, 'bbbb'));
    await symlink('nowhere', join(dir, 'bbbb/ibg.xml'));
    await plant('cccc/ibg.xml');
    await truncate(join(dir, 'cccc/ibg.xml'), 8 * 1024 * 1024 + 1);
    await plant('dddd/ibg.xml', 'whole');
    const stores = await readApiStore(dir, systemClock);
    expect(stores.map(({ file }) => file.name)).toEqual(['dddd/ibg.xml']);
  });
});

describe('a watched store', () => {
  const told: (readonly StoreFile[])[] = [];
  let watcher: ApiStoreWatcher | undefined;
  afterEach(() => watcher?.dispose());
  const watch = (): ApiStoreWatcher => {
    told.length = 0;
    watcher = new ApiStoreWatcher(dir, systemClock, (files) => told.push(files));
    return watcher;
  };
  const last = (): (string | undefined)[] | undefined => told.at(-1)?.map(({ sha256 }) => sha256);

  test('is told at the start, and when it changes, comes or goes', async () => {
    await plant(`${USER}/ibg.xml`, 'one');
    const watched = watch();
    await expect.poll(last).toEqual([hashOf('one')]);
    await plant(`${USER}/ibg.xml`, 'two');
    watched.look();
    await expect.poll(last).toEqual([hashOf('two')]);
    await plant(`${USER}/tws.xml`, 'new');
    watched.look();
    await expect.poll(last).toEqual([hashOf('two'), hashOf('new')]);
    await rm(join(dir, USER), { recursive: true });
    watched.look();
    await expect.poll(last).toEqual([]);
    expect(told).toHaveLength(4);
    expect(watched.files).toEqual([]);
  });

  test('the same contents with another time, or other rights, are no change', async () => {
    await plant(`${USER}/ibg.xml`, 'one');
    const watched = watch();
    await expect.poll(last).toEqual([hashOf('one')]);
    await utimes(join(dir, USER, 'ibg.xml'), 1, 1);
    watched.look();
    await plant(`${USER}/tws.xml`, 'two');
    watched.look();
    await expect.poll(last).toEqual([hashOf('one'), hashOf('two')]);
    expect(told).toHaveLength(2);
  });

  test('while somebody writes it is as it was; afterwards it is new', async () => {
    await plant(`${USER}/ibg.xml`, 'whole');
    const watched = watch();
    await expect.poll(last).toEqual([hashOf('whole')]);
    for (let count = 0; count < 30; count += 1) {
      await plant(`${USER}/ibg.xml`, `half ${count}`);
      if (count === 5) watched.look();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await plant(`${USER}/ibg.xml`, 'new');
    await new Promise((resolve) => setTimeout(resolve, 400));
    watched.look();
    await expect.poll(last).toEqual([hashOf('new')]);
    expect(told).toHaveLength(2);
  });

  test('no folder at all', async () => {
    await rm(dir, { recursive: true });
    watch();
    await expect.poll(() => told).toEqual([[]]);
    await mkdir(dir);
  });

  test('disposed, nothing is told any more', async () => {
    watch().dispose();
    await plant(`${USER}/ibg.xml`, 'one');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(told).toEqual([]);
  });
});
