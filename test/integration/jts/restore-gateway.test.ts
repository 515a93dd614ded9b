import { chmodSync, mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemEvidence } from '../../../src-main/gateway/evidence.ts';
import { lookAtUse, type UsePorts } from '../../../src-main/jts/care/look-at-use.ts';
import { RestoreQueue, type QueueNews } from '../../../src-main/jts/restore/restore-queue.ts';
import { Restorer } from '../../../src-main/jts/restore/restore.ts';
import { silentLog } from '../../../src-main/logging/log.ts';
import { newRoot, removeRoot, restoreStage, type Stage } from '../../support/jts/restore-stage.ts';
import { startStandIn } from '../../support/simulated-gateway/stand-in-process.ts';
import { asNobody } from '../../support/root.ts';

const GOOD = '[IBGateway]\nTrustedIPs=127.0.0.1\n';
const BAD = '[IBGateway]\nTrustedIPs=\n';

let root = '';
let stage: Stage;
let stopStandIn: () => Promise<void> = () => Promise.resolve();
/** Gateways of this machine may run meanwhile, outside of the test. */
let defaultDirs: readonly string[] = [];
beforeEach(() => {
  root = realpathSync(newRoot());
  stage = restoreStage(root);
  defaultDirs = [join(root, 'elsewhere')];
});
afterEach(async () => {
  await stopStandIn();
  stage.close();
  removeRoot(root);
});

async function standIn(configDir?: string): Promise<void> {
  const { stop } = await startStandIn(configDir === undefined ? {} : { configDir });
  stopStandIn = async () => {
    stopStandIn = () => Promise.resolve();
    await stop();
  };
}

/** With the processes that really run. */
const ports = () => ({
  ...stage.ports,
  folderUse: (profile: string) => lookAtUse(profile, [], usePorts()),
});

const usePorts = (): UsePorts => ({
  folderProcesses: () => systemEvidence().folderProcesses(),
  listening: () => Promise.resolve({ ok: true, value: [] }),
  defaultDirs: () => Promise.resolve(defaultDirs),
  ignoresCase: false,
});

async function restoreGood(): Promise<string> {
  stage.write(GOOD);
  const good = await stage.backup();
  stage.write(BAD);
  const previewed = stage.hash();
  const request = { profile: stage.profile, backupId: good.id, previewed, withApiStore: false };
  const outcome = await new Restorer(ports()).restore(request);
  expect(stage.read().toString()).toBe(outcome.outcome === 'restored' ? GOOD : BAD);
  return outcome.outcome === 'restored' ? 'restored' : outcome.problem;
}

test('never while a Gateway of this folder runs, also where it names a link to it', async () => {
  await standIn(stage.profile);
  expect(await restoreGood()).toBe('gateway-running');
  await stopStandIn();
  const link = join(root, 'link');
  symlinkSync(stage.profile, link);
  await standIn(`${link}/`);
  expect(await restoreGood()).toBe('gateway-running');
  await stopStandIn();
  expect(await restoreGood()).toBe('restored');
});

test('never while one without a folder runs and this is the default one', async () => {
  await standIn();
  expect(await restoreGood()).toBe('restored');
  const link = join(root, 'default');
  symlinkSync(stage.profile, link);
  defaultDirs = [link];
  expect(await restoreGood()).toBe('gateway-running');
});

test('another folder’s Gateway does not stand in the way', async () => {
  const other = join(root, 'Jts-paper');
  mkdirSync(other);
  await standIn(other);
  expect(await restoreGood()).toBe('restored');
});

test('never while a Gateway runs in the folder that the linked file really lies in', async () => {
  const real = join(root, 'Jts-real');
  mkdirSync(real);
  writeFileSync(join(real, 'jts.ini'), '');
  symlinkSync(join(real, 'jts.ini'), join(stage.profile, 'jts.ini'));
  await standIn(real);
  expect(await restoreGood()).toBe('gateway-running');
  await stopStandIn();
  expect(await restoreGood()).toBe('restored');
});

test('never while a Gateway runs in the folder that a linked user folder really lies in', async () => {
  const real = join(root, 'Jts-real');
  mkdirSync(join(real, 'abcdefgh'), { recursive: true });
  symlinkSync(join(real, 'abcdefgh'), join(stage.profile, 'abcdefgh'));
  stage.write(GOOD);
  stage.write(GOOD, 'abcdefgh/ibg.xml');
  const { id: backupId } = await stage.backup('abcdefgh/ibg.xml');
  const request = { profile: stage.profile, backupId, previewed: stage.hash(), withApiStore: true };
  await standIn(real);
  const outcome = await new Restorer(ports()).restore(request);
  expect(outcome).toMatchObject({ outcome: 'refused', problem: 'gateway-running' });
});

test('never while a restart is announced, in the folder or in that of a user', async () => {
  const files = [
    join(stage.profile, 'autorestart'),
    join(stage.profile, 'abcdefgh', 'autorestart'),
  ];
  mkdirSync(join(stage.profile, 'abcdefgh'));
  for (const file of files) {
    writeFileSync(file, '');
    expect(await restoreGood()).toBe('gateway-running');
    rmSync(file);
  }
  expect(await restoreGood()).toBe('restored');
});

test('never while a restart is announced in a user’s folder that is a link', async () => {
  const user = join(root, 'user');
  mkdirSync(user);
  symlinkSync(user, join(stage.profile, 'abcdefgh'));
  expect(await restoreGood()).toBe('restored');
  writeFileSync(join(user, 'autorestart'), '');
  expect(await restoreGood()).toBe('gateway-running');
});

test('where it can’t be seen whether a restart is announced, the use is unknown', async () => {
  const look = () => lookAtUse(stage.profile, [], usePorts());
  writeFileSync(join(stage.profile, 'file'), '');
  symlinkSync('nowhere', join(stage.profile, 'broken'));
  expect(await look()).toEqual({ state: 'closed' });
  const loop = join(stage.profile, 'loop');
  symlinkSync('loop', loop);
  const unknown = { state: 'unknown', missing: 'the names in the settings folder' };
  expect(await look()).toEqual(unknown);
  rmSync(loop);
  const noProcesses: UsePorts = {
    ...usePorts(),
    folderProcesses: () => Promise.resolve({ ok: true, value: [] }),
  };
  chmodSync(stage.profile, 0o700);
  expect(await asNobody(() => lookAtUse(stage.profile, [], noProcesses))).toEqual(unknown);
});

test('what is queued is written once after Gateway is gone', async () => {
  stage.write(GOOD);
  const good = await stage.backup();
  stage.write(BAD);
  await standIn(stage.profile);
  const news: QueueNews[] = [];
  const all = {
    ...{ ...ports(), log: silentLog, onChange: () => undefined },
    onNews: (one: QueueNews) => void news.push(one),
  };
  const queue = new RestoreQueue(all, new Restorer(all));
  await queue.add({
    profile: stage.profile,
    backupId: good.id,
    previewed: stage.hash(),
    withApiStore: false,
  });
  queue.start();
  await pause(600);
  expect(stage.read().toString()).toBe(BAD);
  await stopStandIn();
  await expect.poll(() => news.map(({ kind }) => kind)).toEqual(['restored']);
  expect(stage.read().toString()).toBe(GOOD);
  expect(queue.list()).toEqual([]);
  // It was once: what comes later stays.
  stage.write(BAD);
  await pause(600);
  queue.dispose();
  expect(stage.read().toString()).toBe(BAD);
  expect(stage.backups.list().filter(({ cause }) => cause === 'restored')).toHaveLength(1);
});
