import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { full } from '../../support/full.ts';
import { inNewFolder } from '../../support/jts/new-folder.ts';
import { backupOf, openStore, PROFILE, saved, textOf } from '../../support/jts/stores.ts';
import { storeProgram, type StoreProcess } from '../../support/jts/store-child.ts';

const startProcess = storeProgram();
let dataDir = '';
const children: ChildProcess[] = [];
inNewFolder((dir) => {
  dataDir = dir;
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
const start = (name: string, count: number): StoreProcess => {
  const started = startProcess(dataDir, name, count);
  children.push(started.child);
  return started;
};

test('two processes save at once, and the app beside them: all is there, each in its order', async () => {
  const count = full ? 200 : 40;
  const app = openStore(dataDir);
  const both = [start('one', count), start('two', count)];
  const own: string[] = [];
  while (both.some(({ child }) => child.exitCode === null)) {
    own.push((await saved(app, `app=${own.length}`, { cause: 'manual' })).id);
    await sleep(20);
  }
  expect(both.map(({ child }) => child.exitCode)).toEqual([0, 0]);
  const fresh = openStore(dataDir);
  const found = new Set(app.list(PROFILE).map(({ id }) => id));
  for (const { lines } of both) {
    const added = lines.flatMap((line) =>
      line.startsWith('added') ? [line.split(' ')[1] ?? ''] : [],
    );
    expect(added).toHaveLength(count);
    expect([...added].sort()).toEqual(added);
    for (const id of added) expect(fresh.find(id)).not.toBeNull();
  }
  expect(own.filter((id) => !found.has(id))).toEqual([]);
  const ids = fresh.list().map(({ id }) => id);
  expect([...ids].sort().reverse()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(await fresh.verify()).toMatchObject({ damaged: [], tornLines: 0 });
}, 120_000);

test('what another process adds is heard within two seconds', async () => {
  const app = openStore(dataDir);
  const heard = vi.fn<() => void>();
  const stop = app.onChange(heard);
  const { child } = start('cli', 1);
  await once(child, 'exit');
  const doneMs = performance.now();
  await vi.waitFor(() => expect(heard).toHaveBeenCalled(), { timeout: 3000, interval: 20 });
  expect(performance.now() - doneMs).toBeLessThan(2000);
  expect(app.list()).toHaveLength(1);
  stop();
  heard.mockClear();
  await saved(app, 'a=2');
  await sleep(10);
  expect(heard).not.toHaveBeenCalled();
});

describe('one at a time', () => {
  test('another instance in this process waits, and gives up after its time', async () => {
    const [one, other] = [openStore(dataDir), openStore(dataDir)];
    const order: string[] = [];
    const first = one.exclusively(async () => {
      await sleep(150);
      order.push('one');
    });
    await sleep(20);
    expect(await other.exclusively(() => Promise.resolve('other'), 50)).toBeNull();
    await other.exclusively(() => Promise.resolve(order.push('other')));
    await first;
    expect(order).toEqual(['one', 'other']);
  });

  test('its holder may ask again, save and mark inside; what goes on after the end waits like anybody', async () => {
    const store = openStore(dataDir);
    let late: Promise<unknown> = Promise.resolve();
    let isOver = false;
    const entry = await store.exclusively(async () => {
      const first = await saved(store, 'a=1');
      await store.exclusively(async () => {
        await Promise.all([
          saved(store, 'a=2'),
          saved(store, 'a=3'),
          store.mark(first.id, { pinned: true }),
        ]);
      });
      late = sleep(30).then(() => store.exclusively(() => Promise.resolve(isOver)));
      return first;
    });
    const holder = openStore(dataDir).exclusively(async () => {
      await sleep(100);
      isOver = true;
    });
    await holder;
    expect(await late).toBe(true);
    expect(store.list().map(({ pinned }) => pinned)).toEqual([false, false, true]);
    expect(await textOf(store, entry ?? (await saved(store, '')))).toBe('a=1');
  });

  test('work that throws gives the lock back', async () => {
    const store = openStore(dataDir);
    await expect(store.exclusively(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await openStore(dataDir).exclusively(() => Promise.resolve(1), 100)).toBe(1);
  });

  test('a held lock is told as such, and nothing is saved', async () => {
    const [one, other] = [openStore(dataDir), openStore(dataDir)];
    vi.useFakeTimers({ toFake: ['performance'] });
    try {
      let release = (): void => undefined;
      const held = one.exclusively(() => new Promise<void>((resolve) => (release = resolve)));
      await sleep(20);
      const adding = other.add(backupOf('a=1'));
      await sleep(20);
      vi.advanceTimersByTime(60_000);
      expect(await adding).toEqual({ outcome: 'failed', problem: 'locked', errno: null });
      release();
      await held;
      expect(other.list()).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });
});
