import {
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FolderUse } from '../../../src-main/contract/jts/settings-folder.ts';
import type { RestorePreview } from '../../../src-main/contract/jts/settings-state.ts';
import { Cared } from '../../support/jts/cared.ts';
import { hastyClock } from '../../support/jts/hasty-clock.ts';
import {
  startStandIn,
  type StandInProcess,
} from '../../support/simulated-gateway/stand-in-process.ts';

const GOOD = '[IBGateway]\nTrustedIPs=127.0.0.1\n';
const BAD = '[IBGateway]\nTrustedIPs=\n';

let cared: Cared;
let gateway: StandInProcess | null;
/** The one with the link; that of the running Gateway is cared for as well. */
let folder: string;
beforeEach(() => {
  cared = new Cared(hastyClock(5));
  gateway = null;
  cared.write(GOOD);
});
afterEach(async () => {
  await gateway?.stop();
  await cared.remove();
});

/** Another folder than the one that is cared for. */
function realFolder(): string {
  const real = join(cared.root, 'Jts-real');
  mkdirSync(real);
  return realpathSync(real);
}
async function previewed(id: string): Promise<RestorePreview> {
  const preview = await cared.care.preview({ folder, id });
  if (!preview.ok || preview.value === null) throw new Error('no preview');
  return preview.value;
}
/** Asked to look: by itself it does so once in a minute. */
async function useBecomes(use: FolderUse): Promise<void> {
  await cared.care.lookAgain();
  await expect
    .poll(() => cared.care.state.folders?.find(({ id }) => id === folder)?.use, { timeout: 8000 })
    .toEqual(use);
}
/** The backup of what was there, which is not there any more. */
async function goodThenBad(): Promise<string> {
  await cared.until(({ backups }) => backups.count, 1);
  const { id } = cared.folder.backups.last ?? { id: '' };
  folder = cared.folder.id;
  await cared.care.pin({ folder, id, pinned: true });
  cared.write(BAD);
  await cared.until(({ backups }) => backups.count, 2);
  return id;
}

describe('where a Gateway runs in the folder', () => {
  test('that the linked jts.ini really lies in: page and preview say so, and the restore waits', async () => {
    const real = realFolder();
    const file = join(real, 'jts.ini');
    renameSync(cared.path, file);
    symlinkSync(file, cared.path);
    await cared.begin();
    const id = await goodThenBad();
    expect((await previewed(id)).use).toEqual({ state: 'closed' });

    gateway = await startStandIn({ configDir: real });
    const running: FolderUse = { state: 'running', product: 'gateway', pid: gateway.pid };
    await useBecomes(running);
    const { use, seen } = await previewed(id);
    expect(use).toEqual(running);
    const asked = { folder, id, seen, withApiStore: false, whenClosed: true };
    const answer = await cared.care.restore(asked);
    expect(answer).toEqual({ ok: true, value: { outcome: 'queued' } });
    expect(readFileSync(file, 'utf8')).toBe(BAD);

    await gateway.stop();
    const told = (): string | undefined =>
      cared.news.filter((one) => one.folder === folder).at(-1)?.kind;
    await expect.poll(told, { timeout: 10_000 }).toBe('restored');
    expect(readFileSync(file, 'utf8')).toBe(GOOD);
    expect(lstatSync(cared.path).isSymbolicLink()).toBe(true);
    await useBecomes({ state: 'closed' });
  });

  test('that a linked user folder really lies in: page and preview say so', async () => {
    const real = realFolder();
    mkdirSync(join(real, 'abcdefgh'));
    writeFileSync(join(real, 'abcdefgh', 'ibg.xml'), '<IBGateway/>');
    symlinkSync(join(real, 'abcdefgh'), join(cared.dir, 'abcdefgh'));
    await cared.begin();
    const id = await goodThenBad();
    gateway = await startStandIn({ configDir: real });
    const running: FolderUse = { state: 'running', product: 'gateway', pid: gateway.pid };
    await useBecomes(running);
    expect((await previewed(id)).use).toEqual(running);
  });
});
