import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BackupEntry } from '../../../src-main/contract/jts/backup.ts';
import type { AfterStart } from '../../../src-main/contract/jts/restore.ts';
import { bundled } from '../../support/jts/bundled.ts';
import { Cared } from '../../support/jts/cared.ts';
import { fixture } from '../../support/jts/fixtures.ts';
import { hastyClock } from '../../support/jts/hasty-clock.ts';
import { newRoot, removeRoot, restoreStage } from '../../support/jts/restore-stage.ts';
import {
  startGatewayProcess,
  type GatewayProcess,
} from '../../support/simulated-gateway/gateway-process.ts';
import { startStandIn } from '../../support/simulated-gateway/stand-in-process.ts';

const PROGRAM = fileURLToPath(
  new URL('../../support/jts/restore-halfway-process.ts', import.meta.url),
);
const STORE = 'abcdefgh/ibg.xml';
const GOOD = fixture('clean-gateway').toString();
const BAD = fixture('no-trusted-ips').toString();
const [NEW_STORE, OLD_STORE] = ['<IBGateway port="4002"/>', '<IBGateway port="4001"/>'];

let outDir = '';
let program = '';
let cared: Cared;
let wanted: BackupEntry;
let stop: () => Promise<void>;
beforeAll(async () => {
  outDir = newRoot();
  program = await bundled(PROGRAM, outDir);
});
afterAll(() => {
  removeRoot(outDir);
});
/** What the program would write both files to is in a backup, and the restore of it is killed between the two. */
beforeEach(async () => {
  stop = () => Promise.resolve();
  cared = new Cared(hastyClock(10));
  mkdirSync(join(cared.dir, 'abcdefgh'));
  const stage = restoreStage(cared.root, hastyClock(20), cared.home);
  write(GOOD, NEW_STORE);
  wanted = await stage.backup(STORE);
  write(BAD, OLD_STORE);
  stage.close();
  await killedBefore(STORE);
  expect([both(), hasIntent()]).toEqual([[GOOD, OLD_STORE], true]);
});
afterEach(async () => {
  await stop();
  await cared.remove();
});

function write(settings: string, store: string): void {
  cared.write(settings);
  writeFileSync(join(cared.dir, STORE), store);
}
const both = (): readonly string[] =>
  [cared.path, join(cared.dir, STORE)].map((path) => readFileSync(path, 'utf8'));
const hasIntent = (): boolean =>
  readdirSync(join(cared.dataDir, 'backups', 'v1')).includes('intent.json');
const kinds = (): readonly string[] => cared.news.map(({ kind }) => kind);

async function killedBefore(name: string): Promise<void> {
  const args = [program, cared.root, cared.home, wanted.id, name];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    exited.then(() => null),
  ]);
  child.kill('SIGKILL');
  await exited;
  expect(line).toEqual(['halfway']);
}

describe('a restore that was killed between its two files', () => {
  test('waits while a Gateway runs, and is whole by itself once that is gone', async () => {
    ({ stop } = await startStandIn({ configDir: cared.dir }));
    await cared.begin();
    const postponed = { kind: 'cut-short', folder: cared.folder.id, outcome: 'postponed' };
    expect(cared.news).toEqual([postponed]);
    await cared.until(({ use }) => use.state, 'running');
    expect([both(), hasIntent()]).toEqual([[GOOD, OLD_STORE], true]);

    await stop();
    stop = () => Promise.resolve();
    await expect.poll(both, { timeout: 10_000 }).toEqual([GOOD, NEW_STORE]);
    await expect.poll(hasIntent).toBe(false);
    // Told once each: what was left, and that nothing is.
    await expect.poll(kinds).toEqual(['cut-short', 'restored']);
    expect(cared.news.at(-1)).toMatchObject({ backup: { id: wanted.id } });
    await cared.until(({ undo }) => undo?.restored.id, wanted.id);
    await cared.until(({ afterStart }) => afterStart, { kind: 'waiting' });
  });

  test.each([
    ['as it was before', BAD],
    ['anew', BAD.replace(/^Locale=.*$/m, 'Locale=de')],
  ])('whose file the Gateway wrote %s when it closed is told, and stays so', async (_how, text) => {
    ({ stop } = await startStandIn({ configDir: cared.dir }));
    await cared.begin();
    cared.write(text);
    await stop();
    stop = () => Promise.resolve();
    await expect.poll(hasIntent, { timeout: 10_000 }).toBe(false);
    expect(both()).toEqual([text, OLD_STORE]);
    await expect
      .poll(() => cared.news.flatMap((one) => (one.kind === 'cut-short' ? [one.outcome] : [])))
      .toEqual(['postponed', 'changed']);
  });

  test('of another process, while the app runs, is whole without a restart of the app', async () => {
    await cared.begin();
    await expect.poll(both).toEqual([GOOD, NEW_STORE]);
    write(BAD, OLD_STORE);
    await killedBefore(STORE);
    await expect.poll(both, { timeout: 10_000 }).toEqual([GOOD, NEW_STORE]);
    await expect.poll(hasIntent).toBe(false);
    await cared.until(({ undo }) => undo?.restored.id, wanted.id);
    expect(kinds()).not.toContain('cut-short');
  });
});

describe('what Gateway’s next start makes of a restore that was cut short', () => {
  const MOVED = GOOD.replace(/^MainWindow.Width=.*$/m, 'MainWindow.Width=1234');
  const LOST = GOOD.replace(/^TrustedIPs=.*$/m, 'TrustedIPs=');

  async function starts(closed: boolean): Promise<GatewayProcess> {
    const gateway = await startGatewayProcess({ closed, configDir: cared.dir });
    stop = () => gateway.stop();
    return gateway;
  }
  /** All was written, but not entered yet. */
  const writtenBefore = (): void => {
    write(GOOD, NEW_STORE);
  };
  const judged = (result: AfterStart): Promise<void> =>
    cared.until(({ afterStart }) => afterStart, result, 15_000);

  test.each([
    ['kept', GOOD, { kind: 'kept' }],
    ['only rearranged', MOVED, { kind: 'housekeeping' }],
    ['overwritten again', LOST, { kind: 'overwritten', settings: ['Trusted addresses'] }],
  ] as const)('%s: what it finds when it starts after the app', async (_how, text, result) => {
    await cared.begin();
    await judged({ kind: 'waiting' });
    expect(both()).toEqual([GOOD, NEW_STORE]);
    const gateway = await starts(true);
    const { monitor, until } = await cared.monitor(gateway.port);
    await until('starting', 10_000);
    if (text !== GOOD) cared.write(text);
    const at = Math.floor(statSync(cared.path).mtimeMs);
    await cared.until(({ file }) => file.outcome === 'present' && Math.floor(file.at), at);
    await gateway.do('listen');
    monitor.test();
    await judged(result);
  });

  test('kept: it was started before the app, and a test passes later', async () => {
    writtenBefore();
    const gateway = await starts(false);
    await cared.begin();
    await judged({ kind: 'waiting' });
    const { until } = await cared.monitor(gateway.port);
    await until('ready', 10_000);
    await judged({ kind: 'kept' });
  });

  test('kept: it was started before the app, and a test passed already', async () => {
    writtenBefore();
    const gateway = await starts(false);
    const { until } = await cared.monitor(gateway.port);
    await until('ready', 10_000);
    await cared.begin();
    await judged({ kind: 'kept' });
    expect(hasIntent()).toBe(false);
  });
});
