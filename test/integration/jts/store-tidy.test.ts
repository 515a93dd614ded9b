import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { BackupEntry } from '../../../src-main/contract/jts/backup.ts';
import type { Backups } from '../../../src-main/jts/store/backups.ts';
import { inNewFolder } from '../../support/jts/new-folder.ts';
import {
  clockAt,
  DAY_MS,
  HOUR_MS,
  journalPath,
  objectPath,
  openStore,
  saved,
  sha256,
  storeDir,
  textOf,
} from '../../support/jts/stores.ts';

const START = Date.UTC(2026, 0, 1);
const OBSERVED = { cause: 'observed' } as const;
let dataDir = '';
let store: Backups;
const at = { ms: START };
inNewFolder((dir) => {
  dataDir = dir;
  at.ms = START;
  store = openStore(dir, { clock: clockAt(at) });
});

/** Sixty versions within one hour: retention keeps the newest fifty. */
async function sixty(): Promise<readonly BackupEntry[]> {
  const entries: BackupEntry[] = [];
  for (let minute = 0; minute < 60; minute += 1) {
    at.ms = START + minute * 60_000;
    entries.push(await saved(store, `a=${minute}\n`, OBSERVED));
  }
  return entries;
}
const isThere = (text: string): boolean => existsSync(objectPath(dataDir, sha256(text)));
const long = 3 * DAY_MS;

test('dropped first, deleted a day later; what is kept or needed stays', async () => {
  const entries = await sixty();
  await store.mark(entries[0]?.id ?? '', { pinned: true });
  at.ms = START + long;
  await store.tidy(at.ms);
  const kept = store.list();
  expect(kept.length).toBeLessThan(55);
  expect(kept.at(-1)?.id).toBe(entries[0]?.id);
  expect(store.find(entries[1]?.id ?? '')).toBeNull();
  expect(await store.mark(entries[1]?.id ?? '', { pinned: true })).toBe(false);
  expect([isThere('a=0\n'), isThere('a=1\n'), isThere('a=2\n')]).toEqual([true, true, true]);

  // The same content again, before its bytes were deleted.
  await saved(store, 'a=2\n');
  await store.tidy(at.ms + DAY_MS - 1);
  expect(isThere('a=1\n')).toBe(true);
  await store.tidy(at.ms + DAY_MS);
  expect([isThere('a=0\n'), isThere('a=1\n'), isThere('a=2\n')]).toEqual([true, false, true]);
  expect((await store.verify()).damaged).toEqual([]);
  for (const entry of store.list()) expect(await textOf(store, entry)).toMatch(/^a=\d+\n$/);
});

test('a clock that jumped ahead when it dropped and is right again deletes nothing early', async () => {
  await sixty();
  await store.tidy(START + 300 * DAY_MS);
  await store.tidy(START + long);
  expect(isThere('a=1\n')).toBe(true);
});

test('with a damaged line in the journal nothing is deleted: it may name these bytes', async () => {
  const entries = await sixty();
  await store.tidy(START + long);
  const text = readFileSync(journalPath(dataDir), 'utf8');
  const last = entries.at(-1)?.id ?? '';
  writeFileSync(
    journalPath(dataDir),
    text.replace(`"id":"${last}"`, `"id":"${last.slice(0, -1)}!"`),
  );
  await openStore(dataDir).tidy(START + long + 2 * DAY_MS);
  expect(isThere('a=1\n')).toBe(true);
});

test('a lost journal: the bytes that nobody names any more are left where they are', async () => {
  await sixty();
  rmSync(journalPath(dataDir));
  await saved(store, 'a=new\n');
  await store.tidy(START + 300 * DAY_MS);
  await store.tidy(START + 302 * DAY_MS);
  expect(isThere('a=1\n')).toBe(true);
});

test('what a killed process left of its writing is swept away, what is being written is not', async () => {
  await saved(store, 'a=1\n');
  const objects = join(storeDir(dataDir), 'objects');
  const [old, young] = [join(objects, 'old.tmp'), join(objects, 'young.tmp')];
  for (const path of [old, young]) writeFileSync(path, 'half');
  utimesSync(old, new Date(Date.now() - HOUR_MS), new Date(Date.now() - HOUR_MS));
  await store.tidy(at.ms);
  expect(readdirSync(objects).filter((name) => name.endsWith('.tmp'))).toEqual(['young.tmp']);
});

test('a journal that grew is shortened; order, marks and the next id go on, others read on', async () => {
  const other = openStore(dataDir);
  const note = 'x'.repeat(8000);
  const entries = await sixty();
  for (const { id } of entries) await store.mark(id, { note });
  for (const { id } of entries) await store.mark(id, { note: null });
  expect(other.list()).toHaveLength(60);
  const before = readFileSync(journalPath(dataDir)).length;
  at.ms = START + long;
  await store.tidy(at.ms);
  await store.tidy(at.ms + DAY_MS);
  expect(readFileSync(journalPath(dataDir)).length).toBeLessThan(before / 2);
  expect(other.list()).toEqual(store.list());
  expect(openStore(dataDir).list()).toEqual(store.list());
  at.ms = START - 5 * DAY_MS;
  const { id } = await saved(store, 'a=next');
  expect(other.list()[0]?.id).toBe(id);
  expect(id > (entries.at(-1)?.id ?? '')).toBe(true);
});

test('of a burst of writes the list shows the last; one that was seen working stays', async () => {
  const entries: BackupEntry[] = [];
  for (const seconds of [0, 3, 6, 9, 30]) {
    at.ms = START + seconds * 1000;
    entries.push(await saved(store, `a=${seconds}`, OBSERVED));
  }
  const [first, second, third, fourth, fifth] = entries.map(({ id }) => id);
  expect(store.list().map(({ id }) => id)).toEqual([fifth, fourth]);
  expect(store.find(first ?? '')).toEqual(entries[0]);
  await store.mark(second ?? '', { seenWorking: at.ms });
  expect(store.list().map(({ id }) => id)).toEqual([fifth, fourth, second]);
  await store.tidy(at.ms);
  expect(store.find(first ?? '')).toBeNull();
  expect(store.find(third ?? '')).toBeNull();
  expect(store.list().map(({ id }) => id)).toEqual([fifth, fourth, second]);
});

test('a whole history imported at one moment is not thinned', async () => {
  for (let number = 0; number < 70; number += 1) {
    await saved(store, `a=${number}`, { cause: 'imported' });
  }
  await store.tidy(START + 89 * DAY_MS);
  expect(store.list()).toHaveLength(70);
});

test('a store that becomes too large is tidied at once, and then not for ten minutes', async () => {
  const monotonic = { ms: 0 };
  const clock = { ...clockAt(at), monotonicMs: () => monotonic.ms };
  store = openStore(dataDir, { clock, maxBytes: 30 });
  const add = async (text: string): Promise<number> => {
    at.ms += HOUR_MS;
    await saved(store, text.repeat(10), OBSERVED);
    return store.list().length;
  };
  const counts: number[] = [];
  for (const text of ['a', 'b', 'c', 'd', 'e']) counts.push(await add(text));
  expect(counts).toEqual([1, 2, 3, 3, 4]);
  monotonic.ms = 600_000;
  expect(await add('f')).toBe(3);
  expect(await textOf(store, store.list()[0]!)).toBe('f'.repeat(10));
});
