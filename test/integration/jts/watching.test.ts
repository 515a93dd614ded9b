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
import { describe, expect, test as base } from 'vitest';
import type { SettingsVersion } from '../../../src-main/contract/jts/settings-folder.ts';
import { systemClock } from '../../../src-main/gateway/system-clock.ts';
import { SettingsWatcher } from '../../../src-main/jts/watching/settings-watcher.ts';
import { asNobody } from '../../support/root.ts';

/** A folder of its own, and what a watcher of it tells. */
class Scene {
  readonly base: string;
  readonly dir: string;
  readonly file: string;
  readonly told: SettingsVersion[] = [];
  #watcher: SettingsWatcher | undefined;
  #onTold = (): void => undefined;

  constructor(base: string) {
    this.base = base;
    this.dir = join(base, 'Jts');
    this.file = join(this.dir, 'jts.ini');
  }

  watch(where = this.dir): SettingsWatcher {
    this.#watcher = new SettingsWatcher(where, systemClock, (version) => {
      this.told.push(version);
      this.#onTold();
    });
    return this.#watcher;
  }

  async watchAt(content: string): Promise<void> {
    await writeFile(this.file, content);
    await new Promise<void>((resolve) => {
      this.#onTold = resolve;
      this.watch();
    });
  }

  get last(): string | undefined {
    return textOf(this.told.at(-1));
  }

  get all(): (string | undefined)[] {
    return this.told.map(textOf);
  }

  get why(): string | undefined {
    const version = this.told.at(-1);
    return version?.outcome === 'unreadable' ? version.why : version?.outcome;
  }

  async stop(): Promise<void> {
    await this.#watcher?.dispose();
  }

  async end(): Promise<void> {
    await this.stop();
    await rm(this.base, { recursive: true });
  }
}

const textOf = (version: SettingsVersion | undefined): string | undefined =>
  version?.outcome === 'present' ? Buffer.from(version.bytes).toString() : version?.outcome;

const test = base.extend<{ scene: Scene }>({
  scene: async ({ task: _task }, use) => {
    const scene = new Scene(await mkdtemp(join(tmpdir(), 'watching-')));
    await mkdir(scene.dir);
    await use(scene);
    await scene.end();
  },
});

describe.concurrent('what a version tells', () => {
  test('bytes, hash, rights and times of the file', async ({ scene, expect }) => {
    const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0x5b, 0x00, 0xff, 0x0d, 0x0a]);
    await writeFile(scene.file, bytes, { mode: 0o640 });
    const before = Date.now();
    const watched = scene.watch();
    expect(watched.version).toBeNull();
    await expect.poll(() => scene.told.length).toBe(1);
    expect(scene.told[0]).toMatchObject({
      outcome: 'present',
      sha256: createHash('sha256').update(bytes).digest('hex'),
      mode: 0o640,
      isUnstable: false,
    });
    expect(watched.version).toBe(scene.told[0]);
    const [version] = scene.told;
    if (version?.outcome !== 'present') throw new Error('not there');
    expect(Buffer.from(version.bytes)).toEqual(bytes);
    expect(Math.abs(version.mtimeMs - before)).toBeLessThan(5000);
    expect(Math.abs(version.ctimeMs - before)).toBeLessThan(5000);
    expect(version.at).toBeGreaterThanOrEqual(before);
  });
});

describe.concurrent('nothing there', () => {
  test('is told only after a second and a half; what comes back sooner was never gone', async ({
    scene,
    expect,
  }) => {
    await scene.watchAt('one\n');
    await unlink(scene.file);
    await wait(1000);
    await writeFile(scene.file, 'two\n');
    await expect.poll(() => scene.last).toBe('two\n');
    const removedAt = performance.now();
    await unlink(scene.file);
    await expect.poll(() => scene.last).toBe('absent');
    expect(performance.now() - removedAt).toBeGreaterThanOrEqual(1500);
    expect(scene.all).toEqual(['one\n', 'two\n', 'absent']);
  });

  test('an emptied file is no version while somebody may still fill it', async ({
    scene,
    expect,
  }) => {
    await scene.watchAt('one\n');
    await writeFile(scene.file, '');
    await wait(800);
    await writeFile(scene.file, 'two\n');
    await expect.poll(() => scene.last).toBe('two\n');
    await writeFile(scene.file, '');
    await expect.poll(() => scene.last).toBe('');
    expect(scene.all).toEqual(['one\n', 'two\n', '']);
  });

  test('a folder that does not exist, until it does', async ({ scene, expect }) => {
    await rm(scene.dir, { recursive: true });
    scene.watch();
    await expect.poll(() => scene.last).toBe('absent');
    await mkdir(scene.dir);
    await writeFile(scene.file, 'late\n');
    await expect.poll(() => scene.last).toBe('late\n');
    await writeFile(scene.file, 'later\n');
    await expect.poll(() => scene.last).toBe('later\n');
    expect(scene.all).toEqual(['absent', 'late\n', 'later\n']);
  });
});

describe.concurrent('no rest', () => {
  test('is told once as unstable, then what is there in the end', async ({ scene, expect }) => {
    await scene.watchAt('start\n');
    for (let count = 0; count < 60; count += 1) {
      await writeFile(scene.file, `state ${count}\n`);
      await wait(70);
    }
    await expect.poll(() => scene.last).toBe('state 59\n');
    const unstable = scene.told.filter((one) => one.outcome === 'present' && one.isUnstable);
    expect(unstable).toHaveLength(1);
    expect(scene.told).toHaveLength(3);
  });

  test('that ends where it began is told as at rest again', async ({ scene, expect }) => {
    await scene.watchAt('start\n');
    for (let count = 0; count < 50; count += 1) {
      await writeFile(scene.file, `state ${count}\n`);
      await wait(70);
    }
    await writeFile(scene.file, 'start\n');
    await expect
      .poll(() => scene.told.map((one) => one.outcome === 'present' && one.isUnstable))
      .toEqual([false, true, false]);
    expect(scene.last).toBe('start\n');
  });
});

describe.concurrent('links', () => {
  test('to a file elsewhere: its changes, its replacement and another target', async ({
    scene,
    expect,
  }) => {
    const elsewhere = join(scene.base, 'elsewhere');
    await mkdir(elsewhere);
    await writeFile(join(elsewhere, 'one.ini'), 'one\n');
    await writeFile(join(elsewhere, 'two.ini'), 'two\n');
    await symlink(join(elsewhere, 'one.ini'), scene.file);
    scene.watch();
    await expect.poll(() => scene.last).toBe('one\n');
    await writeFile(join(elsewhere, 'one.ini'), 'one again\n');
    await expect.poll(() => scene.last).toBe('one again\n');
    await writeFile(join(elsewhere, 'new'), 'one anew\n');
    await rename(join(elsewhere, 'new'), join(elsewhere, 'one.ini'));
    await expect.poll(() => scene.last).toBe('one anew\n');
    await symlink(join(elsewhere, 'two.ini'), join(scene.dir, 'link'));
    await rename(join(scene.dir, 'link'), scene.file);
    await expect.poll(() => scene.last).toBe('two\n');
    await writeFile(join(elsewhere, 'two.ini'), 'two again\n');
    await expect.poll(() => scene.last).toBe('two again\n');
  });

  test('to another folder: what is in it, and in the next one', async ({ scene, expect }) => {
    const link = join(scene.base, 'link');
    await mkdir(join(scene.base, 'next'));
    await writeFile(scene.file, 'first\n');
    await writeFile(join(scene.base, 'next/jts.ini'), 'next\n');
    await symlink(scene.dir, link);
    scene.watch(link);
    await expect.poll(() => scene.last).toBe('first\n');
    await symlink(join(scene.base, 'next'), join(scene.base, 'new'));
    await rename(join(scene.base, 'new'), link);
    const relinkedAt = performance.now();
    await expect.poll(() => scene.last).toBe('next\n');
    expect(performance.now() - relinkedAt).toBeLessThan(3500);
    await writeFile(join(scene.base, 'next/jts.ini'), 'next again\n');
    await expect.poll(() => scene.last).toBe('next again\n');
  });

  test('to nowhere: as if there were none', async ({ scene, expect }) => {
    await symlink('nowhere', scene.file);
    scene.watch();
    await expect.poll(() => scene.last).toBe('absent');
  });
});

describe.concurrent('no readable file', () => {
  test.for<[string, (file: string) => unknown, string]>([
    ['a folder in its place', (file) => mkdir(file), 'not-a-file'],
    ['a pipe', (file) => execFileSync('mkfifo', [file]), 'not-a-file'],
    ['a loop of links', (file) => symlink('jts.ini', file), 'ELOOP'],
    [
      'over eight MiB',
      async (file) => {
        await writeFile(file, '');
        await truncate(file, 8 * 1024 * 1024 + 1);
      },
      'too-large',
    ],
  ])('%s', async ([, make, expected], { scene, expect }) => {
    await make(scene.file);
    scene.watch();
    await expect.poll(() => scene.why).toBe(expected);
    await rm(scene.file, { recursive: true });
    await writeFile(scene.file, 'back\n');
    await expect.poll(() => scene.last).toBe('back\n');
    expect(scene.told).toHaveLength(2);
  });

  test('exactly eight MiB is read', async ({ scene, expect }) => {
    await writeFile(scene.file, Buffer.alloc(8 * 1024 * 1024, 'x'));
    scene.watch();
    await expect.poll(() => scene.told.length).toBe(1);
    expect(scene.told[0]).toMatchObject({ outcome: 'present' });
  });
});

test('no permission, until there is', async ({ scene }) => {
  await writeFile(scene.file, 'mine\n', { mode: 0o600 });
  await asNobody(async () => {
    scene.watch();
    await expect.poll(() => scene.why).toBe('EACCES');
  });
  await chmod(scene.file, 0o644);
  await expect.poll(() => scene.last).toBe('mine\n');
});

test('disposed, nothing is told any more and nothing of the system is held', async ({ scene }) => {
  await scene.watchAt('one\n');
  await scene.stop();
  const held = (): string[] =>
    process.getActiveResourcesInfo().filter((one) => one === 'FSEventWrap');
  await expect.poll(held).toEqual([]);
  await writeFile(scene.file, 'two\n');
  await wait(2500);
  expect(scene.all).toEqual(['one\n']);
});

test('the file is only read: neither rights nor content are touched', async ({ scene }) => {
  await writeFile(scene.file, 'one\n', { mode: 0o400 });
  scene.watch();
  await expect.poll(() => scene.last).toBe('one\n');
  expect(await readFile(scene.file, 'utf8')).toBe('one\n');
});
