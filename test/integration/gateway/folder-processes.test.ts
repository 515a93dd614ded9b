import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { FolderProcess } from '../../../src-main/contract/jts/settings-folder.ts';
import { systemEvidence } from '../../../src-main/gateway/evidence.ts';
import {
  startStandIn,
  type StandInOptions,
} from '../../support/simulated-gateway/stand-in-process.ts';

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function usesOf(options: StandInOptions): Promise<readonly FolderProcess[]> {
  const { pid, stop } = await startStandIn(options);
  cleanUps.push(stop);
  const read = await systemEvidence().folderProcesses();
  if (!read.ok) throw new Error(read.missing);
  return read.value.filter((one) => one.pid === pid);
}

describe.runIf(process.platform === 'linux')('processes that use a settings folder', () => {
  test('with its folder, without one, and TWS', async () => {
    expect(await usesOf({ configDir: '/srv/jts' })).toMatchObject([
      { product: 'gateway', configDir: '/srv/jts' },
    ]);
    expect(await usesOf({})).toMatchObject([{ product: 'gateway', configDir: null }]);
    expect(await usesOf({ product: 'tws', configDir: '/srv/with space' })).toMatchObject([
      { product: 'tws', configDir: '/srv/with space' },
    ]);
  });

  test('a relative folder is below the folder it runs in', async () => {
    const cwd = await realpath(await mkdtemp(join(tmpdir(), 'runs-in-')));
    cleanUps.push(() => rm(cwd, { recursive: true }));
    expect(await usesOf({ configDir: 'sub/jts', cwd })).toMatchObject([
      { configDir: join(cwd, 'sub/jts') },
    ]);
  });

  test('gone: the next look knows', async () => {
    const [use] = await usesOf({ configDir: '/srv/jts' });
    await cleanUps.pop()?.();
    const read = await systemEvidence().folderProcesses();
    expect(read.ok && read.value.some((one) => one.pid === use?.pid)).toBe(false);
  });
});

describe('a /proc of our own making', () => {
  /** `null`: may not be read. */
  async function lookAt(
    processes: Record<number, { cmdline: string | null; stat?: string | null }>,
  ): ReturnType<ReturnType<typeof systemEvidence>['folderProcesses']> {
    const dir = await mkdtemp(join(tmpdir(), 'proc-'));
    cleanUps.push(() => rm(dir, { recursive: true }));
    for (const [pid, { cmdline, stat }] of Object.entries(processes)) {
      await mkdir(join(dir, pid));
      if (cmdline === null) await mkdir(join(dir, pid, 'cmdline'));
      else await writeFile(join(dir, pid, 'cmdline'), cmdline);
      if (stat === null) await mkdir(join(dir, pid, 'stat'));
      else if (stat !== undefined) await writeFile(join(dir, pid, 'stat'), `${pid} ${stat} 1 1`);
    }
    return systemEvidence('linux', dir).folderProcesses();
  }
  const init = { cmdline: '/sbin/init\0' };
  const unknown = { product: null, configDir: null };

  test.each([
    ['Java that may not be read', { cmdline: null, stat: '(java) S' }, [{ pid: 9, ...unknown }]],
    [
      'Java that blanked its arguments',
      { cmdline: '', stat: '(java) S' },
      [{ pid: 9, ...unknown }],
    ],
    ['Java that has ended', { cmdline: '', stat: '(java) Z' }, []],
    ['an editor that may not be read', { cmdline: null, stat: '(a) S (vim) S' }, []],
    ['a thread of the kernel', { cmdline: '', stat: '(kworker/0:1) I' }, []],
    [
      'arguments that go on for ever',
      { cmdline: `java\0-cp\0${'x'.repeat(300_000)}\0ibgateway.GWClient\0` },
      [{ pid: 9, ...unknown }],
    ],
  ])('%s', async (_name, process, expected) => {
    expect(await lookAt({ 1: init, 9: process })).toEqual({ ok: true, value: expected });
  });

  test.each([
    ['no process 1: others are hidden', { 9: init }],
    ['one that does not even show its name', { 1: init, 9: { cmdline: null, stat: null } }],
  ])('%s, so nothing is said', async (_name, processes) => {
    expect(await lookAt(processes)).toMatchObject({ ok: false });
  });
});
