import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
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

  test.each<[string, readonly string[], { uid?: number; gid?: number }]>([
    ['of another user', [], { uid: 65_534, gid: 65_534 }],
    ['in a container', ['unshare', '--mount'], {}],
  ])('%s: it may use any folder', async (_name, before, options) => {
    const java = `exec -a /opt/jre/bin/java bash -c 'echo; read' java -DjtsConfigDir=/srv/jts "$0"`;
    const [program = '', ...args] = [...before, 'bash', '-c', java, 'ibgateway.GWClient'];
    const child = spawn(program, args, { ...options, stdio: ['pipe', 'pipe', 'inherit'] });
    cleanUps.push(async () => {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    });
    await once(child.stdout, 'data');
    const read = await systemEvidence().folderProcesses();
    expect(read.ok && read.value.filter(({ pid }) => pid === child.pid)).toEqual([
      { pid: child.pid, product: null, configDir: null },
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
    processes: Record<string, { cmdline: string | null; stat?: string | null; mounts?: string }>,
  ): ReturnType<ReturnType<typeof systemEvidence>['folderProcesses']> {
    const dir = await mkdtemp(join(tmpdir(), 'proc-'));
    cleanUps.push(() => rm(dir, { recursive: true }));
    for (const [pid, { cmdline, stat, mounts }] of Object.entries(processes)) {
      await mkdir(join(dir, pid));
      if (mounts !== undefined) {
        await mkdir(join(dir, pid, 'ns'));
        await symlink(mounts, join(dir, pid, 'ns', 'mnt'));
      }
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
    ['on our mounts', 'mnt:[1]', { product: 'gateway', configDir: '/srv/jts' }],
    ['on others', 'mnt:[2]', unknown],
    ['that does not say on which mounts', undefined, unknown],
  ])('a Gateway %s', async (_name, mounts, expected) => {
    const cmdline = 'java\0-DjtsConfigDir=/srv/jts\0ibgateway.GWClient\0';
    const self = { cmdline: 'node\0', mounts: 'mnt:[1]' };
    const gateway = { cmdline, stat: '(java) S', ...(mounts !== undefined && { mounts }) };
    const bot = { cmdline: 'java\0com.acme.Bot\0', mounts: 'mnt:[2]' };
    expect(await lookAt({ self, 1: init, 8: bot, 9: gateway })).toEqual({
      ok: true,
      value: [{ pid: 9, ...expected }],
    });
  });

  test.each([
    ['no process 1: others are hidden', { 9: init }],
    ['one that does not even show its name', { 1: init, 9: { cmdline: null, stat: null } }],
  ])('%s, so nothing is said', async (_name, processes) => {
    expect(await lookAt(processes)).toMatchObject({ ok: false });
  });
});
