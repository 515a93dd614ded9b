import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SettingsVersion } from '../../../src-main/contract/jts/settings-folder.ts';
import { systemClock } from '../../../src-main/gateway/system-clock.ts';
import { SettingsWatcher } from '../../../src-main/jts/watching/settings-watcher.ts';

const isRoot = process.getuid?.() === 0;

let base = '';
let dir = '';
let file = '';
let watcher: SettingsWatcher | undefined;
const told: SettingsVersion[] = [];

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'watching-'));
  dir = join(base, 'Jts');
  file = join(dir, 'jts.ini');
  await mkdir(dir);
  told.length = 0;
});
afterEach(async () => {
  await watcher?.dispose();
  watcher = undefined;
  await rm(base, { recursive: true });
});

function watch(where = dir): SettingsWatcher {
  watcher = new SettingsWatcher(where, systemClock, (version) => told.push(version));
  return watcher;
}
const textOf = (version: SettingsVersion | undefined): string | undefined =>
  version?.outcome === 'present' ? Buffer.from(version.bytes).toString() : version?.outcome;
const last = (): string | undefined => textOf(told.at(-1));
const all = (): (string | undefined)[] => told.map(textOf);

async function watchAt(content: string): Promise<void> {
  await writeFile(file, content);
  watch();
  await expect.poll(last).toBe(content);
}

describe('what a version tells', () => {
  test('bytes, hash, rights and times of the file', async () => {
    const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0x5b, 0x00, 0xff, 0x0d, 0x0a]);
    await writeFile(file, bytes, { mode: 0o640 });
    const before = Date.now();
    const watched = watch();
    expect(watched.version).toBeNull();
    await expect.poll(() => told.length).toBe(1);
    expect(told[0]).toMatchObject({
      outcome: 'present',
      sha256: createHash('sha256').update(bytes).digest('hex'),
      mode: 0o640,
      isUnstable: false,
    });
    expect(watched.version).toBe(told[0]);
    const [version] = told;
    if (version?.outcome !== 'present') throw new Error('not there');
    expect(Buffer.from(version.bytes)).toEqual(bytes);
    expect(Math.abs(version.mtimeMs - before)).toBeLessThan(5000);
    expect(version.at).toBeGreaterThanOrEqual(before);
  });
});

describe('nothing there', () => {
  test('is told only after a second and a half; what comes back sooner was never gone', async () => {
    await watchAt('one\n');
    await unlink(file);
    await wait(1000);
    await writeFile(file, 'two\n');
    await expect.poll(last).toBe('two\n');
    const removedAt = performance.now();
    await unlink(file);
    await expect.poll(last).toBe('absent');
    expect(performance.now() - removedAt).toBeGreaterThanOrEqual(1500);
    expect(all()).toEqual(['one\n', 'two\n', 'absent']);
  });

  test('an emptied file is no version while somebody may still fill it', async () => {
    await watchAt('one\n');
    await writeFile(file, '');
    await wait(800);
    await writeFile(file, 'two\n');
    await expect.poll(last).toBe('two\n');
    await writeFile(file, '');
    await expect.poll(last).toBe('');
    expect(all()).toEqual(['one\n', 'two\n', '']);
  });

  test('a folder that does not exist, until it does', async () => {
    await rm(dir, { recursive: true });
    watch();
    await expect.poll(last).toBe('absent');
    await mkdir(dir);
    await writeFile(file, 'late\n');
    await expect.poll(last).toBe('late\n');
    await writeFile(file, 'later\n');
    await expect.poll(last).toBe('later\n');
    expect(all()).toEqual(['absent', 'late\n', 'later\n']);
  });
});

describe('no rest', () => {
  test('is told once as unstable, then what is there in the end', async () => {
    await watchAt('start\n');
    for (let count = 0; count < 60; count += 1) {
      await writeFile(file, `state ${count}\n`);
      await wait(70);
    }
    await expect.poll(last).toBe('state 59\n');
    const unstable = told.filter((one) => one.outcome === 'present' && one.isUnstable);
    expect(unstable).toHaveLength(1);
    expect(told).toHaveLength(3);
  });

  test('that ends where it began is told as at rest again', async () => {
    await watchAt('start\n');
    for (let count = 0; count < 50; count += 1) {
      await writeFile(file, `state ${count}\n`);
      await wait(70);
    }
    await writeFile(file, 'start\n');
    await expect
      .poll(() => told.map((one) => one.outcome === 'present' && one.isUnstable))
      .toEqual([false, true, false]);
    expect(last()).toBe('start\n');
  });
});

describe('links', () => {
  test('to a file elsewhere: its changes, its replacement and another target', async () => {
    const elsewhere = join(base, 'elsewhere');
    await mkdir(elsewhere);
    await writeFile(join(elsewhere, 'one.ini'), 'one\n');
    await writeFile(join(elsewhere, 'two.ini'), 'two\n');
    await symlink(join(elsewhere, 'one.ini'), file);
    watch();
    await expect.poll(last).toBe('one\n');
    await writeFile(join(elsewhere, 'one.ini'), 'one again\n');
    await expect.poll(last).toBe('one again\n');
    await writeFile(join(elsewhere, 'new'), 'one anew\n');
    await rename(join(elsewhere, 'new'), join(elsewhere, 'one.ini'));
    await expect.poll(last).toBe('one anew\n');
    await symlink(join(elsewhere, 'two.ini'), join(dir, 'link'));
    await rename(join(dir, 'link'), file);
    await expect.poll(last).toBe('two\n');
    await writeFile(join(elsewhere, 'two.ini'), 'two again\n');
    await expect.poll(last).toBe('two again\n');
  });

  test('to another folder: what is in it, and in the next one', async () => {
    const link = join(base, 'link');
    await mkdir(join(base, 'next'));
    await writeFile(file, 'first\n');
    await writeFile(join(base, 'next/jts.ini'), 'next\n');
    await symlink(dir, link);
    watch(link);
    await expect.poll(last).toBe('first\n');
    await symlink(join(base, 'next'), join(base, 'new'));
    await rename(join(base, 'new'), link);
    const relinkedAt = performance.now();
    await expect.poll(last).toBe('next\n');
    expect(performance.now() - relinkedAt).toBeLessThan(3500);
    await writeFile(join(base, 'next/jts.ini'), 'next again\n');
    await expect.poll(last).toBe('next again\n');
  });

  test('to nowhere: as if there were none', async () => {
    await symlink('nowhere', file);
    watch();
    await expect.poll(last).toBe('absent');
  });
});

describe('no readable file', () => {
  const why = (): string | undefined => {
    const version = told.at(-1);
    return version?.outcome === 'unreadable' ? version.why : version?.outcome;
  };

  test.each<[string, () => unknown, string]>([
    ['a folder in its place', () => mkdir(file), 'not-a-file'],
    ['a pipe', () => execFileSync('mkfifo', [file]), 'not-a-file'],
    ['a loop of links', () => symlink('jts.ini', file), 'ELOOP'],
    [
      'over eight MiB',
      async () => {
        await writeFile(file, '');
        await truncate(file, 8 * 1024 * 1024 + 1);
      },
      'too-large',
    ],
  ])('%s', async (_name, make, expected) => {
    await make();
    watch();
    await expect.poll(why).toBe(expected);
    await rm(file, { recursive: true });
    await writeFile(file, 'back\n');
    await expect.poll(last).toBe('back\n');
    expect(told).toHaveLength(2);
  });

  test('exactly eight MiB is read', async () => {
    await writeFile(file, Buffer.alloc(8 * 1024 * 1024, 'x'));
    watch();
    await expect.poll(() => told.length).toBe(1);
    expect(told[0]).toMatchObject({ outcome: 'present' });
  });

  test.runIf(isRoot)('no permission, until there is', async () => {
    await writeFile(file, 'mine\n', { mode: 0o600 });
    // The effective ids of all threads change for this long.
    process.setegid?.(65534);
    process.seteuid?.(65534);
    try {
      watch();
      await expect.poll(why).toBe('EACCES');
    } finally {
      process.seteuid?.(0);
      process.setegid?.(0);
    }
    await chmod(file, 0o644);
    await expect.poll(last).toBe('mine\n');
  });
});

test('disposed, nothing is told any more and nothing of the system is held', async () => {
  await watchAt('one\n');
  await watcher?.dispose();
  const held = (): string[] =>
    process.getActiveResourcesInfo().filter((one) => one === 'FSEventWrap');
  expect(held()).toEqual([]);
  await writeFile(file, 'two\n');
  await wait(2500);
  expect(all()).toEqual(['one\n']);
});

test('the file is only read: neither rights nor content are touched', async () => {
  await writeFile(file, 'one\n', { mode: 0o400 });
  watch();
  await expect.poll(last).toBe('one\n');
  expect(await readFile(file, 'utf8')).toBe('one\n');
});
