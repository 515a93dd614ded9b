import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { BackupEntry } from '../../../src-main/contract/jts/backup.ts';
import {
  exportArchive,
  importArchive,
  type Archived,
} from '../../../src-main/jts/store/archive.ts';
import type { Backups } from '../../../src-main/jts/store/backups.ts';
import { mountSmallDisk, unmountAll } from '../../support/jts/disks.ts';
import { inNewFolder } from '../../support/jts/new-folder.ts';
import {
  objectPath,
  openStore,
  PROFILE,
  saved,
  settingsFile,
  textOf,
} from '../../support/jts/stores.ts';
import { watchLoop } from '../../support/loop-watch.ts';
import { chanceOf } from '../../support/virtual/chance.ts';

const ELSEWHERE = '/home/kim/Jts';
const healthy = (): 'ok' => 'ok';
let dir = '';
let store: Backups;
let other: Backups;
inNewFolder((made) => {
  dir = made;
  store = openStore(join(dir, 'one'));
  other = openStore(join(dir, 'two'));
});
afterEach(unmountAll);
const zipPath = (): string => join(dir, 'backups.zip');
const doExport = (): Promise<Archived> => exportArchive(store, PROFILE, zipPath());
const doImport = (): Promise<Archived> => importArchive(other, ELSEWHERE, zipPath(), healthy);

describe('export and import', () => {
  test('every version arrives byte for byte, oldest first, with what it was', async () => {
    const binary = Buffer.from([0, 255, 13, 10]);
    const entries: BackupEntry[] = [
      await saved(store, 'a=1', { note: 'first' }),
      await saved(store, binary, { cause: 'before-restore', health: 'binary' }),
      await saved(store, 'a=1', {
        files: [settingsFile('a=1'), { ...settingsFile('secret'), name: 'dabcdef/ibg.xml' }],
        gatewayVersion: '10.30',
      }),
      await saved(store, '', { files: [], health: 'absent' }),
    ];
    await store.mark(entries[0]?.id ?? '', { pinned: true, lastGood: 5, seenWorking: 5 });
    await saved(store, 'not this one', { profile: '/home/pat/Other' });
    expect(await doExport()).toEqual({ outcome: 'done', count: 4, skipped: 0 });
    expect(statSync(zipPath()).mode & 0o777).toBe(0o600);
    expect(readdirSync(dir).sort()).toEqual(['backups.zip', 'one']);
    expect(readFileSync(zipPath(), 'latin1')).not.toContain('pat');

    expect(await doImport()).toEqual({ outcome: 'done', count: 4, skipped: 0 });
    const arrived = other.list(ELSEWHERE).toReversed();
    expect(arrived).toMatchObject(
      entries.map(({ id, at, cause, note, files, gatewayVersion }) => ({
        cause: 'imported',
        original: { id, at, cause },
        ...{ note, files, gatewayVersion, profile: ELSEWHERE, undo: null },
      })),
    );
    // Pinned and seen working elsewhere, which says nothing here.
    expect(arrived[0]).toMatchObject({ pinned: false, lastGood: null, seenWorking: null });
    expect(await textOf(other, arrived[0]!)).toBe('a=1');
    expect(await other.read(arrived[1]!, 'jts.ini')).toEqual({ outcome: 'read', bytes: binary });
    expect(await other.read(arrived[2]!, 'dabcdef/ibg.xml')).toMatchObject({ outcome: 'read' });
    expect(arrived[3]).toMatchObject({ files: [], health: 'absent' });
  });

  test('what is there already is skipped, wherever it was carried in between', async () => {
    await saved(store, 'a=1');
    await saved(store, 'a=2');
    await doExport();
    expect(await doImport()).toMatchObject({ count: 2, skipped: 0 });
    expect(await doImport()).toEqual({ outcome: 'done', count: 0, skipped: 2 });
    const ofOther = await exportArchive(other, ELSEWHERE, zipPath());
    expect(ofOther).toMatchObject({ count: 2 });
    expect(await importArchive(store, PROFILE, zipPath(), healthy)).toMatchObject({
      count: 0,
      skipped: 2,
    });
  });

  test('damaged and missing versions are left out and counted; the zip there is replaced', async () => {
    const [one, two] = [await saved(store, 'a=1'), await saved(store, 'a=2')];
    await saved(store, 'a=3');
    writeFileSync(objectPath(join(dir, 'one'), one.files[0]?.sha256 ?? ''), 'a=X');
    rmSync(objectPath(join(dir, 'one'), two.files[0]?.sha256 ?? ''));
    writeFileSync(zipPath(), 'older');
    expect(await doExport()).toEqual({ outcome: 'done', count: 1, skipped: 2 });
    expect(await doImport()).toMatchObject({ count: 1 });
  });

  test('what no import would take is not exported', async () => {
    const note = 'n'.repeat(10_000);
    for (let turn = 0; turn < 420; turn += 1) await saved(store, 'a=1', { note });
    expect(await doExport()).toEqual({ outcome: 'refused', problem: 'too-large' });
    expect(readdirSync(dir)).toEqual(['one']);
  });

  test('health is judged here, not taken from the archive', async () => {
    await saved(store, 'a=1\0', { health: 'ok' });
    await saved(store, 'a=2', { health: 'cut-off' });
    await doExport();
    const judge = (bytes: Uint8Array): Promise<'ok' | 'binary'> =>
      Promise.resolve(bytes.includes(0) ? 'binary' : 'ok');
    await importArchive(other, ELSEWHERE, zipPath(), judge);
    expect(other.list().map(({ health }) => health)).toEqual(['cut-off', 'binary']);
  });

  test('no thread is kept for long, and memory stays bounded, with the largest files', async () => {
    const chance = chanceOf(7);
    const bytes = Buffer.alloc(4_000_000);
    for (const at of bytes.keys()) bytes[at] = chance(256);
    // In memory: a busy real disk may hold up any thread that takes a lock.
    const disk = join(dir, 'disk');
    mountSmallDisk(disk, 128 * 1024 * 1024);
    const [from, to] = [openStore(join(disk, 'one')), openStore(join(disk, 'two'))];
    for (let turn = 0; turn < 4; turn += 1) {
      bytes[0] = turn;
      await saved(from, turn % 2 === 0 ? bytes : Buffer.alloc(8 * 1024 * 1024, turn));
    }
    const watch = watchLoop();
    const before = process.memoryUsage().rss;
    const path = join(disk, 'backups.zip');
    expect(await exportArchive(from, PROFILE, path)).toMatchObject({ count: 4 });
    expect(await importArchive(to, PROFILE, path, healthy)).toMatchObject({ count: 4 });
    expect(watch.stop().longestMs).toBeLessThan(50);
    expect(process.memoryUsage().rss - before).toBeLessThan(250 * 1024 * 1024);
  });

  test('a full disk: told, and no half archive is left', async () => {
    const chance = chanceOf(7);
    await saved(store, Buffer.from(Array.from({ length: 300_000 }, () => chance(256))));
    const disk = join(dir, 'disk');
    mountSmallDisk(disk, 128 * 1024);
    const path = join(disk, 'backups.zip');
    expect(await exportArchive(store, PROFILE, path)).toEqual({
      outcome: 'refused',
      problem: 'disk-full',
    });
    expect(readdirSync(disk)).toEqual([]);
    await doExport();
    const small = openStore(disk);
    expect(await importArchive(small, PROFILE, zipPath(), healthy)).toMatchObject({
      problem: 'disk-full',
    });
    expect(small.list()).toEqual([]);
    const nowhere = join(dir, 'nowhere', 'backups.zip');
    expect(await exportArchive(store, PROFILE, nowhere)).toMatchObject({ problem: 'not-there' });
    expect(await importArchive(store, PROFILE, nowhere, healthy)).toMatchObject({
      problem: 'not-there',
    });
  });
});
