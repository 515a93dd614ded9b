import {
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeIntent } from '../../../src-main/jts/restore/intent.ts';
import { Cared } from '../../support/jts/cared.ts';
import { objectPath, sha256 } from '../../support/jts/stores.ts';
import { statusOf } from '../../support/mocked-main/fixtures.ts';
import {
  startGatewayProcess,
  type GatewayProcess,
} from '../../support/simulated-gateway/gateway-process.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/jts');
const CLEAN = readFileSync(join(FIXTURES, 'clean-gateway.ini'), 'utf8');
/** Nobody may connect without a question any more. */
const LOST = CLEAN.replace(/^TrustedIPs=.*$/m, 'TrustedIPs=');
const MOVED = CLEAN.replace(/^TimeZone=.*$/m, 'TimeZone=Asia/Tokyo');

let cared: Cared;
let gateway: GatewayProcess | null;

beforeEach(() => {
  cared = new Cared();
  gateway = null;
  cared.write(CLEAN);
});
afterEach(async () => {
  await gateway?.stop();
  await cared.remove();
});

async function startGateway(port = 0): Promise<GatewayProcess> {
  gateway = await startGatewayProcess({ port, configDir: cared.dir });
  return gateway;
}

const rows = () => {
  const answer = cared.care.list(cared.folder.id);
  if (!answer.ok) throw new Error(answer.error);
  return answer.value;
};

/** Pinned: what follows within ten seconds would take its place in the list. */
async function keptFirst(): Promise<string> {
  await cared.until(({ backups }) => backups.count, 1);
  const id = rows()[0]?.id ?? '';
  await cared.care.pin({ folder: cared.folder.id, id, pinned: true });
  return id;
}

test('the first jts.ini of a folder changed nothing', async () => {
  // Found, but nothing that is kept by itself.
  cared.write(new Uint8Array(700));
  await cared.begin();
  rmSync(cared.path);
  await cared.until(({ file }) => file.outcome, 'absent', 5000);
  cared.write(CLEAN);
  await cared.until(({ backups }) => backups.count, 1, 5000);
  expect(rows()).toMatchObject([{ cause: 'observed', health: 'ok', summary: null }]);
});

describe('without Gateway', () => {
  beforeEach(() => cared.begin());

  test('the folder is known by its short name, and what is in it is kept', async () => {
    expect(cared.folder).toMatchObject({ shown: '~/Jts', connections: [], lastGood: null });
    await cared.until(({ backups }) => backups.count, 1);
    expect(rows()).toMatchObject([{ cause: 'observed', health: 'ok', isNow: true }]);
    expect(JSON.stringify(cared.care.state)).not.toContain(cared.home);
  });

  test('a change that matters is kept and told, once, two seconds after the last write', async () => {
    const first = await keptFirst();
    cared.write(LOST);
    await cared.until(({ backups }) => backups.count, 2, 2000);
    expect(rows()[0]?.summary?.settings).toEqual(['Trusted addresses']);
    expect(cared.news).toEqual([]);
    cared.write(LOST.replace(/^TimeZone=.*$/m, 'TimeZone=Asia/Tokyo'));
    await expect.poll(() => cared.news.length, { timeout: 5000 }).toBe(1);
    expect(cared.news[0]).toMatchObject({
      kind: 'changed',
      settings: ['Trusted addresses', 'Time zone'],
      isBackedUp: true,
      before: first,
    });
  });

  test('what a window moved is kept, and told to nobody', async () => {
    await keptFirst();
    cared.write(CLEAN.replace(/^Width=.*$/m, 'Width=1234').replace(/^Steps=.*$/m, 'Steps=99'));
    await cared.until(({ backups }) => backups.count, 2, 2000);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(cared.news).toEqual([]);
  });

  test('damaged content is shown as that, and not kept by itself', async () => {
    await cared.until(({ backups }) => backups.count, 1);
    cared.write(new Uint8Array(700));
    await cared.until(({ file }) => file.outcome === 'present' && file.health, 'binary', 3000);
    expect(cared.folder.backups.count).toBe(1);
    const asked = await cared.care.backup(cared.folder.id);
    expect(asked).toMatchObject({ ok: true, value: { outcome: 'done', already: false } });
    expect(rows()[0]).toMatchObject({ cause: 'manual', health: 'binary' });
  });

  test('where there is no file nothing is backed up, and nothing failed', async () => {
    await keptFirst();
    rmSync(cared.path);
    await cared.until(({ file }) => file.outcome, 'absent', 5000);
    expect(await cared.care.backup(cared.folder.id)).toEqual({
      ok: true,
      value: { outcome: 'refused', problem: 'no-file' },
    });
    expect(cared.folder.backupProblem).toBeNull();
  });

  test('a file that was gone and comes back is told beside the backup before it', async () => {
    await keptFirst();
    rmSync(cared.path);
    await cared.until(({ file }) => file.outcome, 'absent', 5000);
    cared.write(LOST);
    await cared.until(({ backups }) => backups.count, 2, 5000);
    expect(rows()[0]?.summary?.settings).toEqual(['Trusted addresses']);
  });

  test('a file that is gone is told as one change, with a way back', async () => {
    const first = await keptFirst();
    rmSync(cared.path);
    await expect.poll(() => cared.news.length, { timeout: 8000 }).toBe(1);
    expect(cared.news[0]).toMatchObject({
      ...{ kind: 'changed', settings: ['jts.ini is gone'], count: 1 },
      ...{ isBackedUp: false, before: first },
    });
  });

  test('backups are counted where they are verified, not what they share', async () => {
    await keptFirst();
    cared.write(LOST);
    await cared.until(({ backups }) => backups.count, 2, 3000);
    const [lost] = rows();
    await cared.care.pin({ folder: cared.folder.id, id: lost?.id ?? '', pinned: true });
    cared.write(CLEAN);
    await cared.until(({ backups }) => backups.count, 3, 3000);
    expect(await cared.care.verify(cared.folder.id)).toEqual({
      ok: true,
      value: { outcome: 'verified', checked: 3, damaged: 0 },
    });
    rmSync(objectPath(cared.dataDir, sha256(CLEAN)));
    expect(await cared.care.verify(cared.folder.id)).toEqual({
      ok: true,
      value: { outcome: 'verified', checked: 3, damaged: 2 },
    });
  });

  test('what was kept already is not kept twice', async () => {
    await cared.until(({ backups }) => backups.count, 1);
    const [kept] = rows();
    expect(await cared.care.backup(cared.folder.id)).toEqual({
      ok: true,
      value: { outcome: 'done', backup: { id: kept?.id, at: kept?.at }, already: true },
    });
  });

  test.each([
    ['gone', (path: string) => rmSync(path)],
    ['damaged', (path: string) => writeFileSync(path, 'x')],
  ])('where its bytes are %s it is kept anew, which mends the older one', async (_how, harm) => {
    await keptFirst();
    const path = objectPath(cared.dataDir, sha256(CLEAN));
    harm(path);
    expect(await cared.care.backup(cared.folder.id)).toMatchObject({
      ok: true,
      value: { outcome: 'done', already: false },
    });
    expect(readFileSync(path, 'utf8')).toBe(CLEAN);
    expect(rows().map(({ cause }) => cause)).toEqual(['manual', 'observed']);

    // And by itself, at the next start of the app.
    await cared.end();
    harm(path);
    await cared.begin();
    await cared.until(({ backups }) => backups.count, 3);
    expect(readFileSync(path, 'utf8')).toBe(CLEAN);
  });

  test('with automatic backups off only what is asked for is kept', async () => {
    await cared.until(({ backups }) => backups.count, 1);
    cared.isAutomatic = false;
    cared.write(LOST);
    await cared.until(
      ({ file }) => file.outcome === 'present' && file.at,
      Math.floor(statSync(cared.path).mtimeMs),
      3000,
    );
    await expect.poll(() => cared.news.length, { timeout: 5000 }).toBe(1);
    expect(cared.news[0]).toMatchObject({ isBackedUp: false });
    expect(cared.folder.backups.count).toBe(1);
  });

  test('a restore brings the bytes back, and its undo those from before', async () => {
    const id = await keptFirst();
    cared.write(LOST);
    await cared.until(({ backups }) => backups.count, 2, 3000);
    const folder = cared.folder.id;
    const preview = await cared.care.preview({ folder, id });
    if (!preview.ok || preview.value === null) throw new Error('no preview');
    expect(preview.value).toMatchObject({ use: { state: 'closed' }, apiStore: 'not-in-backup' });
    expect(preview.value.compared.meanings.map(({ name }) => name)).toContain('Trusted addresses');
    const asked = { folder, id, seen: preview.value.seen, withApiStore: false, whenClosed: false };
    const restored = await cared.care.restore(asked);
    expect(readFileSync(cared.path, 'utf8')).toBe(CLEAN);
    if (!restored.ok || restored.value.outcome !== 'restored') throw new Error('not restored');
    await cared.until(({ undo }) => undo?.restored.id, id);
    await cared.until(({ afterStart }) => afterStart, { kind: 'waiting' });
    // What the care itself wrote is no news.
    expect(cared.news.filter(({ kind }) => kind !== 'changed')).toEqual([]);

    const { undo } = restored.value;
    const again = await cared.care.preview({ folder, id: undo });
    if (!again.ok || again.value === null) throw new Error('no preview');
    await cared.care.restore({ ...asked, id: undo, seen: again.value.seen });
    expect(readFileSync(cared.path, 'utf8')).toBe(LOST);
  });

  test('what changed since the preview is not overwritten', async () => {
    await cared.until(({ backups }) => backups.count, 1);
    const folder = cared.folder.id;
    const id = rows()[0]?.id ?? '';
    const preview = await cared.care.preview({ folder, id });
    if (!preview.ok || preview.value === null) throw new Error('no preview');
    cared.write(MOVED);
    const { seen } = preview.value;
    const asked = { folder, id, seen, withApiStore: false, whenClosed: false };
    expect(await cared.care.restore(asked)).toEqual({
      ok: true,
      value: { outcome: 'refused', problem: 'changed-since-preview' },
    });
    expect(readFileSync(cared.path, 'utf8')).toBe(MOVED);
  });

  test('a backup that fails twice is told, and shown until one succeeds', async () => {
    await keptFirst();
    const store = join(cared.dataDir, 'backups');
    renameSync(store, `${store}.away`);
    writeFileSync(store, 'in the way');
    cared.write(LOST);
    await expect
      .poll(() => cared.news.map(({ kind }) => kind), { timeout: 8000 })
      .toContain('backup-failed');
    await cared.until(({ backupProblem }) => backupProblem?.problem, 'failed');
    rmSync(store);
    renameSync(`${store}.away`, store);
    await cared.care.backup(cared.folder.id);
    await cared.until(({ backupProblem }) => backupProblem, null);
  });

  test('a restore that was cut short and can’t be finished is told at the next start', async () => {
    const backupId = await keptFirst();
    await cared.end();
    const file = { name: 'jts.ini', before: '0'.repeat(64), after: '1'.repeat(64) };
    const { profile, dataDir } = cared;
    const intent = { profile, backupId, undo: backupId, files: [file] };
    await writeIntent(join(dataDir, 'backups', 'v1'), intent);
    await cared.begin();
    const told = { kind: 'cut-short', folder: cared.folder.id, outcome: 'changed' };
    await expect.poll(() => cared.news).toContainEqual(told);
    expect(readFileSync(cared.path, 'utf8')).toBe(CLEAN);
  });

  test('unknown folders and backups are failures', async () => {
    const folder = 'f'.repeat(16);
    const own = cared.folder.id;
    expect(cared.care.list(folder)).toEqual({ ok: false, error: 'no-folder' });
    expect(await cared.care.backup(folder)).toEqual({ ok: false, error: 'no-folder' });
    expect(await cared.care.preview({ folder: own, id: 'none' })).toEqual({
      ok: false,
      error: 'no-backup',
    });
    expect(await cared.care.pin({ folder: own, id: 'none', pinned: true })).toEqual({
      ok: false,
      error: 'no-backup',
    });
  });

  test('the files of the care are for their owner only', async () => {
    await cared.until(({ backups }) => backups.count, 1);
    for (const name of readdirSync(cared.dataDir, { recursive: true }) as string[]) {
      expect(statSync(join(cared.dataDir, name)).mode & 0o077, name).toBe(0);
    }
  });
});

describe('with Gateway', () => {
  test('last good is what was there from its start until a test passed, not an edit in mid-run', async () => {
    const { port } = await startGateway();
    await cared.begin();
    const { monitor, until } = await cared.monitor(port);
    await until('ready', 10_000);
    await cared.until(({ lastGood }) => lastGood !== null, true);
    const [first] = rows();
    expect(cared.folder).toMatchObject({
      connections: [`127.0.0.1:${port}`],
      lastGood: { id: first?.id },
      isLoaded: true,
      use: { state: 'running', product: 'gateway' },
    });
    expect(first).toMatchObject({ isLastGood: true });

    const editedAt = performance.now();
    cared.write(LOST);
    await cared.until(({ changes }) => changes?.settings, ['Trusted addresses'], 2000);
    expect(performance.now() - editedAt).toBeLessThan(2000);
    await cared.until(({ isLoaded }) => isLoaded, false);
    await cared.until(({ backups }) => backups.count, 2);
    const acceptedAt = monitor.status.newClientAcceptedAt;
    monitor.test();
    await expect
      .poll(() => monitor.status.newClientAcceptedAt, { timeout: 10_000 })
      .not.toBe(acceptedAt);
    // Seen working, but what runs has not read it.
    await expect.poll(() => rows()[0]?.seenWorking ?? null, { timeout: 3000 }).not.toBeNull();
    expect(cared.folder.lastGood?.id).toBe(first?.id);

    await gateway?.stop();
    await startGateway(port);
    monitor.test();
    await expect.poll(() => cared.folder.lastGood?.id, { timeout: 15_000 }).toBe(rows()[0]?.id);
    await cared.until(({ changes }) => changes?.settings, []);
    expect(cared.folder.isLoaded).toBe(true);

    rmSync(cared.path);
    await cared.until(({ changes }) => changes?.settings, ['jts.ini is gone']);
    expect(cared.folder).toMatchObject({
      ...{ file: { outcome: 'absent' }, changedAt: null },
      changes: { counts: { high: 1, medium: 0, low: 0, housekeeping: 0 } },
    });
    cared.write(LOST);
    await cared.until(({ changes }) => changes?.settings, []);
  });

  test('a file that was copied here in mid-run is not last good, however old its time says it is', async () => {
    utimesSync(cared.path, 1_000_000_000, 1_000_000_000);
    await cared.begin();
    await cared.until(({ backups }) => backups.count, 1);
    // Its Gateway has run for nine minutes.
    const now = Date.now();
    cared.care.statusesChanged([statusOf('ready', now, { newClientAcceptedAt: now })]);
    await expect.poll(() => rows()[0]?.seenWorking ?? null).toBe(now);
    await cared.until(({ isLoaded }) => isLoaded, false);
    expect(cared.folder.lastGood).toBeNull();
  });

  test('a restore waits until it is closed, then is done once and told', async () => {
    const { port } = await startGateway();
    await cared.begin();
    const { until } = await cared.monitor(port);
    await until('ready', 10_000);
    const id = await keptFirst();
    cared.write(MOVED);
    await cared.until(({ backups }) => backups.count, 2, 3000);
    const folder = cared.folder.id;
    const preview = await cared.care.preview({ folder, id });
    if (!preview.ok || preview.value === null) throw new Error('no preview');
    expect(preview.value.use).toMatchObject({ state: 'running' });
    const asked = { folder, id, seen: preview.value.seen, withApiStore: false };
    expect(await cared.care.restore({ ...asked, whenClosed: false })).toEqual({
      ok: true,
      value: { outcome: 'refused', problem: 'gateway-running' },
    });
    expect(await cared.care.restore({ ...asked, whenClosed: true })).toEqual({
      ok: true,
      value: { outcome: 'queued' },
    });
    await cared.until(({ queued }) => queued?.backup.id, id);
    expect(readFileSync(cared.path, 'utf8')).toBe(MOVED);

    // The app is quit and started again meanwhile.
    await cared.end();
    await cared.begin();
    await cared.until(({ queued }) => queued?.backup.id, id);
    await gateway?.stop();
    await expect
      .poll(() => cared.news.at(-1), { timeout: 15_000 })
      .toMatchObject({ kind: 'restored', backup: { id } });
    expect(readFileSync(cared.path, 'utf8')).toBe(CLEAN);
    await cared.until(({ queued }) => queued, null);
    await cared.until(({ undo }) => undo?.restored.id, id);
  });
});
