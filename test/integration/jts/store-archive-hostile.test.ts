import { strToU8, zipSync, type Zippable } from 'fflate';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importArchive, type Archived } from '../../../src-main/jts/store/archive.ts';
import type { Backups } from '../../../src-main/jts/store/backups.ts';
import { inNewFolder } from '../../support/jts/new-folder.ts';
import { openStore, sha256, textOf } from '../../support/jts/stores.ts';
import { chanceOf } from '../../support/virtual/chance.ts';

const ELSEWHERE = '/home/kim/Jts';
const healthy = (): 'ok' => 'ok';
let dir = '';
let other: Backups;
inNewFolder((made) => {
  dir = made;
  other = openStore(join(dir, 'two'));
});
const zipPath = (): string => join(dir, 'backups.zip');
const doImport = (): Promise<Archived> => importArchive(other, ELSEWHERE, zipPath(), healthy);
const nameOf = (hash: string): string => `objects/${hash.slice(0, 2)}/${hash.slice(2)}`;

describe('hostile archives add nothing', () => {
  const jtsIni = { name: 'jts.ini', size: 3, sha256: sha256('a=1'), mode: 0o600, mtimeMs: 0 };
  const entry = (others: object = {}): object => ({
    id: '20260101-000000-000-aaaa',
    at: 1,
    ...{ cause: 'manual', note: null, pinned: false, health: 'ok', seenWorking: null },
    ...{ lastGood: null, summary: null, gatewayVersion: null, appVersion: '1', undo: null },
    files: [jtsIni],
    ...others,
  });
  const manifest = (...entries: readonly object[]): Uint8Array =>
    strToU8(JSON.stringify({ schema: 1, entries }));
  const good = (): Zippable => ({
    'manifest.json': manifest(entry()),
    [nameOf(sha256('a=1'))]: strToU8('a=1'),
  });
  const importOf = async (bytes: Uint8Array): Promise<Archived> => {
    writeFileSync(zipPath(), bytes);
    const done = await doImport();
    if (done.outcome === 'refused') {
      expect(other.list()).toEqual([]);
      expect(existsSync(join(dir, 'two'))).toBe(false);
    }
    return done;
  };
  const refusedAs = (problem: string): object => ({ outcome: 'refused', problem });
  const withFile = (file: object): Zippable => ({
    ...good(),
    'manifest.json': manifest(
      entry({
        files: [
          { name: 'jts.ini', size: 3, sha256: sha256('a=1'), mode: 0o600, mtimeMs: 0, ...file },
        ],
      }),
    ),
  });

  test('an archive of ours made by another tool, with folders and stored members, is taken', async () => {
    const zip = { ...good(), 'objects/': new Uint8Array() };
    expect(await importOf(zipSync(zip, { level: 0 }))).toMatchObject({ count: 1 });
    expect(await textOf(other, other.list()[0]!)).toBe('a=1');
  });

  test('health is that of jts.ini, wherever it stands among the files', async () => {
    const store = { ...jtsIni, name: 'dabcdef/ibg.xml', size: 1, sha256: sha256('b') };
    const zip = {
      'manifest.json': manifest(entry({ files: [store, jtsIni] })),
      [nameOf(sha256('a=1'))]: strToU8('a=1'),
      [nameOf(sha256('b'))]: strToU8('b'),
    };
    writeFileSync(zipPath(), zipSync(zip));
    const judged: string[] = [];
    await importArchive(other, ELSEWHERE, zipPath(), (bytes) => {
      judged.push(Buffer.from(bytes).toString());
      return 'ok';
    });
    expect(judged).toEqual(['a=1']);
  });

  test.each<[string, () => Zippable, string]>([
    ['no manifest', () => ({ [nameOf(sha256('a=1'))]: strToU8('a=1') }), 'not-an-archive'],
    [
      'a name that leaves the folder',
      () => ({ ...good(), '../../evil': strToU8('x') }),
      'not-an-archive',
    ],
    ['an absolute name', () => ({ ...good(), '/etc/passwd': strToU8('x') }), 'not-an-archive'],
    ['a name of Windows', () => ({ ...good(), 'C:\\evil': strToU8('x') }), 'not-an-archive'],
    [
      'an object beside the others',
      () => ({ ...good(), 'objects/evil': strToU8('x') }),
      'not-an-archive',
    ],
    ['a manifest that is no JSON', () => ({ ...good(), 'manifest.json': strToU8('{') }), 'damaged'],
    [
      'a manifest of another schema',
      () => ({ ...good(), 'manifest.json': strToU8('{"schema":2,"entries":[]}') }),
      'damaged',
    ],
    ['an entry whose file leaves the folder', () => withFile({ name: '../../.bashrc' }), 'damaged'],
    ['an entry whose file is elsewhere', () => withFile({ name: '/etc/cron.d/x' }), 'damaged'],
    [
      'an entry with an id that is a path',
      () => ({ ...good(), 'manifest.json': manifest(entry({ id: '../x' })) }),
      'damaged',
    ],
    [
      'a note that a terminal obeys',
      () => ({ ...good(), 'manifest.json': manifest(entry({ note: '\u001b[2J' })) }),
      'damaged',
    ],
    ['a hash that is a path', () => withFile({ sha256: '../../../../etc/passwd' }), 'damaged'],
    ['another size than the manifest says', () => withFile({ size: 4 }), 'damaged'],
    [
      'another size in a second entry with the same bytes',
      () => ({
        ...good(),
        'manifest.json': manifest(
          entry(),
          entry({ id: '20260101-000000-000-bbbb', files: [{ ...jtsIni, size: 4 }] }),
        ),
      }),
      'damaged',
    ],
    [
      'a manifest that would hold up the tray',
      () => ({ ...good(), 'manifest.json': Buffer.alloc(4 * 1024 * 1024 + 1, ' ') }),
      'too-large',
    ],
    ['an object that is missing', () => withFile({ sha256: sha256('a=2') }), 'damaged'],
    [
      'other bytes than the hash says',
      () => ({ ...good(), [nameOf(sha256('a=1'))]: strToU8('a=X') }),
      'damaged',
    ],
    [
      'an object larger than any settings file',
      () => ({ ...good(), [nameOf(sha256('b'))]: Buffer.alloc(8 * 1024 * 1024 + 1) }),
      'too-large',
    ],
  ])('%s', async (_name, zip, problem) => {
    expect(await importOf(zipSync(zip()))).toEqual(refusedAs(problem));
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('[IBGateway]\n')],
    ['a megabyte of noise', Buffer.alloc(1_000_000, 'PK\u0005\u0006')],
  ])('no zip at all: %s', async (_name, bytes) => {
    expect(await importOf(bytes)).toEqual(refusedAs('not-an-archive'));
  });

  test('no file at all', async () => {
    expect(await doImport()).toEqual(refusedAs('not-there'));
  });

  test('a folder in place of the file', async () => {
    expect(await importArchive(other, ELSEWHERE, dir, healthy)).toMatchObject({
      outcome: 'refused',
    });
  });

  /** Where the directory entry of the `index`th member begins. */
  const directoryAt = (zip: Buffer, index: number): number => {
    let at = zip.readUInt32LE(zip.length - 6);
    for (; index > 0; index -= 1) at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30);
    return at;
  };

  test('a bomb that says it is small stops at the size that it says', async () => {
    const bomb = zipSync({ ...good(), [nameOf(sha256('a=1'))]: Buffer.alloc(80_000_000) });
    const zip = Buffer.from(bomb);
    zip.writeUInt32LE(3, directoryAt(zip, 1) + 24);
    const before = process.memoryUsage().rss;
    // 80 MB in 80 kB: more packed bytes than three can need.
    expect(await importOf(zip)).toEqual(refusedAs('damaged'));
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
    const small = Buffer.from(
      zipSync({ ...good(), [nameOf(sha256('a=1'))]: Buffer.alloc(20_000_000) }),
    );
    small.writeUInt32LE(3, directoryAt(small, 1) + 24);
    expect(await importOf(small)).toEqual(refusedAs('damaged'));
  });

  test('a bomb that says what it is, in one member or in a thousand', async () => {
    const zip = Buffer.from(zipSync(good()));
    zip.writeUInt32LE(0xfffffff0, directoryAt(zip, 1) + 24);
    expect(await importOf(zip)).toEqual(refusedAs('too-large'));
    const many = Array.from({ length: 100 }, (_none, number) => `${number}`);
    const each = many.map((text): [string, Uint8Array] => [nameOf(sha256(text)), strToU8(text)]);
    const total = Buffer.from(zipSync({ ...good(), ...Object.fromEntries(each) }));
    for (const index of many.keys()) {
      total.writeUInt32LE(6 * 1024 * 1024, directoryAt(total, index + 2) + 24);
    }
    expect(await importOf(total)).toEqual(refusedAs('too-large'));
  });

  test('members that share their bytes, or have the same name', async () => {
    const zip = Buffer.from(zipSync({ ...good(), [nameOf(sha256('b'))]: strToU8('b') }));
    const shared = Buffer.from(zip);
    shared.writeUInt32LE(shared.readUInt32LE(directoryAt(zip, 1) + 42), directoryAt(zip, 2) + 42);
    expect(await importOf(shared)).toEqual(refusedAs('damaged'));
    const twice = Buffer.from(zip);
    twice.copyWithin(
      directoryAt(zip, 2) + 46,
      directoryAt(zip, 1) + 46,
      directoryAt(zip, 1) + 46 + nameOf(sha256('b')).length,
    );
    expect(await importOf(twice)).toEqual(refusedAs('damaged'));
  });

  test('an encrypted member, a link, an unknown packing', async () => {
    const zip = Buffer.from(zipSync(good()));
    for (const [offset, bytes] of [
      [8, [1, 0]],
      [10, [14, 0]],
      [41, [0xa1]],
    ] as const) {
      const changed = Buffer.from(zip);
      changed.set(bytes, directoryAt(zip, 1) + offset);
      expect(await importOf(changed)).toEqual(refusedAs('damaged'));
    }
  });

  test('cut off or flipped anywhere: refused or the same, never a crash, never other bytes', async () => {
    const zip = Buffer.from(zipSync(good()));
    const chance = chanceOf(11);
    let refusals = 0;
    for (let turn = 0; turn < 400; turn += 1) {
      let bytes = Buffer.from(zip);
      if (turn % 4 === 0) bytes = bytes.subarray(0, chance(bytes.length));
      else
        for (let flips = 0; flips <= turn % 3; flips += 1) {
          const at = chance(bytes.length);
          bytes[at] = (bytes[at] ?? 0) ^ (1 << chance(8));
        }
      writeFileSync(zipPath(), bytes);
      const done = await doImport();
      if (done.outcome === 'refused') refusals += 1;
      for (const one of other.list()) expect(await textOf(other, one)).toBe('a=1');
    }
    expect(refusals).toBeGreaterThan(200);
  });
});
