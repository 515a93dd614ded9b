import { randomBytes } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  chmodSync,
  chownSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BackupEntry } from '../../../src-main/contract/jts/backup.ts';
import type { Clock } from '../../../src-main/domain/clock.ts';
import { temporaryBeside } from '../../../src-main/jts/restore/atomic-write.ts';
import { sha256Of } from '../../../src-main/jts/restore/file-on-disk.ts';
import { olderGood } from '../../../src-main/jts/restore/planned-files.ts';
import type { RestoreRequest } from '../../../src-main/jts/restore/restore-ports.ts';
import { Restorer } from '../../../src-main/jts/restore/restore.ts';
import { mountSmallDisk, unmountAll } from '../../support/jts/disks.ts';
import {
  newRoot,
  removeRoot,
  restoreStage,
  RUNNING,
  CLOSED,
  type Stage,
} from '../../support/jts/restore-stage.ts';

const GOOD = '[IBGateway]\nTrustedIPs=127.0.0.1\n\n[Logon]\ntradingMode=p\n';
const BAD = '[IBGateway]\nTrustedIPs=\n\n[Logon]\ntradingMode=l\n';
const STORE = 'abcdefgh/ibg.xml';

let root = '';
let stage: Stage;
beforeEach(() => {
  root = newRoot();
  stage = restoreStage(root);
});
afterEach(() => {
  unmountAll();
  stage.close();
  removeRoot(root);
});

/** As right after a preview. */
const previewed = (entry: BackupEntry, more: Partial<RestoreRequest> = {}): RestoreRequest => ({
  profile: stage.profile,
  backupId: entry.id,
  previewed: stage.hash(),
  withApiStore: false,
  ...more,
});

async function restored(request: RestoreRequest): Promise<BackupEntry> {
  const outcome = await stage.restorer.restore(request);
  if (outcome.outcome === 'refused') throw new Error(`${outcome.problem} ${outcome.errno}`);
  return outcome.entry;
}
const entryOf = (id: string | null): BackupEntry => {
  const entry = stage.backups.find(id ?? '');
  if (entry === null) throw new Error('no such entry');
  return entry;
};
const causes = (): readonly string[] => stage.backups.list(stage.profile).map(({ cause }) => cause);

async function goodThenBad(): Promise<BackupEntry> {
  stage.write(GOOD);
  const good = await stage.backup();
  stage.write(BAD);
  return good;
}

describe('a restore', () => {
  test('puts the bytes back, keeps what was there, and says what changed', async () => {
    const good = await goodThenBad();
    const entry = await restored(previewed(good));
    expect(stage.read().toString()).toBe(GOOD);
    expect(causes()).toEqual(['restored', 'before-restore', 'manual']);
    expect(entry).toMatchObject({ cause: 'restored', health: 'ok', gatewayVersion: '10.30' });
    expect(entry.summary?.settings).toContain('Trusted addresses');
    const safety = entryOf(entry.undo);
    const kept = await stage.backups.read(safety, 'jts.ini');
    expect(kept).toMatchObject({ outcome: 'read', bytes: Buffer.from(BAD) });
    expect(stage.ownWrites).toEqual([['jts.ini', sha256Of(Buffer.from(GOOD))]]);
    expect(readdirSync(stage.profile)).toEqual(['jts.ini']);
    expect(readdirSync(stage.storeDir)).not.toContain('intent.json');
  });

  test('its undo gives identical bytes, and can be undone as well', async () => {
    const good = await goodThenBad();
    const done = await restored(previewed(good));
    const undone = await restored(previewed(entryOf(done.undo)));
    expect(stage.read().toString()).toBe(BAD);
    await restored(previewed(entryOf(undone.undo)));
    expect(stage.read().toString()).toBe(GOOD);
  });

  test('makes a file that is gone, and its undo removes it again', async () => {
    const good = await goodThenBad();
    rmSync(join(stage.profile, 'jts.ini'));
    const done = await restored(previewed(good));
    expect(stage.read().toString()).toBe(GOOD);
    expect(statSync(join(stage.profile, 'jts.ini')).mode & 0o777).toBe(0o640);
    expect(entryOf(done.undo)).toMatchObject({ files: [], health: 'absent' });
    const undone = await restored(previewed(entryOf(done.undo)));
    expect(stage.hash()).toBeNull();
    expect(stage.ownWrites.at(-1)).toEqual(['jts.ini', null]);
    await restored(previewed(entryOf(undone.undo)));
    expect(stage.read().toString()).toBe(GOOD);
  });

  test('keeps mode and owner of the file', async () => {
    const good = await goodThenBad();
    const path = join(stage.profile, 'jts.ini');
    chownSync(path, 1234, 2345);
    chmodSync(path, 0o664);
    await restored(previewed(good));
    const { mode, uid, gid } = statSync(path);
    expect([mode & 0o7777, uid, gid]).toEqual([0o664, 1234, 2345]);
  });

  test('puts back what was there, even if it is damaged', async () => {
    stage.write(GOOD);
    const good = await stage.backup();
    stage.write(Buffer.from([0, 1, 2, 0, 255]));
    const done = await restored(previewed(good));
    expect(entryOf(done.undo).health).toBe('binary');
    await restored(previewed(entryOf(done.undo)));
    expect([...stage.read()]).toEqual([0, 1, 2, 0, 255]);
  });
});

describe('is refused, and the file is as it was', () => {
  const refusal = async (request: RestoreRequest): Promise<string> => {
    const before = stage.hash();
    const outcome = await stage.restorer.restore(request);
    expect(stage.hash()).toBe(before);
    expect(readdirSync(stage.profile).filter((name) => name.endsWith('-tmp'))).toEqual([]);
    expect(readdirSync(stage.storeDir)).not.toContain('intent.json');
    return outcome.outcome === 'refused' ? outcome.problem : outcome.outcome;
  };

  test('when it is not what the preview showed; it was kept nevertheless', async () => {
    const request = previewed(await goodThenBad());
    stage.write(`${BAD}Locale=de\n`);
    expect(await refusal(request)).toBe('changed-since-preview');
    expect(causes()).toEqual(['before-restore', 'manual']);
  });

  test.each(['../../etc/passwd', '', 'unknown'])('for the id %j', async (backupId) => {
    const good = await goodThenBad();
    expect(await refusal({ ...previewed(good), backupId })).toBe('unknown-backup');
  });

  test('for a damaged backup; the next older good one is offered', async () => {
    stage.write(GOOD);
    const older = await stage.backup();
    stage.write(`${GOOD}Locale=en\n`);
    const newer = await stage.backup();
    const sha = newer.files[0]!.sha256;
    writeFileSync(join(stage.storeDir, 'objects', sha.slice(0, 2), sha.slice(2)), 'flipped');
    stage.write(BAD);
    expect(await refusal(previewed(newer))).toBe('backup-damaged');
    expect(await olderGood(stage.backups, newer)).toMatchObject({ id: older.id });
    expect(await olderGood(stage.backups, older)).toBeNull();
  });

  test('where the file has a second name', async () => {
    const good = await goodThenBad();
    linkSync(join(stage.profile, 'jts.ini'), join(stage.profile, 'same.ini'));
    expect(await refusal(previewed(good))).toBe('hard-link');
  });

  test.each([
    RUNNING,
    { state: 'unknown', missing: 'the process list' },
    { state: 'port-open', port: 4002 },
    { state: 'restart-pending' },
  ] as const)('while the folder is $state', async (use) => {
    const good = await goodThenBad();
    stage.use = use;
    expect(await refusal(previewed(good))).toBe('gateway-running');
    expect(causes()).toEqual(['manual']);
  });

  test('where Gateway starts at the last moment', async () => {
    const good = await goodThenBad();
    // Before, under the lock, and before the rename.
    let looks = 0;
    stage.use = () => (++looks < 3 ? CLOSED : RUNNING);
    expect(await refusal(previewed(good))).toBe('gateway-running');
    expect(looks).toBe(3);
  });

  test('while it is written again and again for ten seconds', async () => {
    const good = await goodThenBad();
    let lines = 0;
    const writer = setInterval(() => {
      stage.write(`${BAD}Steps=${lines++}\n`);
    }, 20);
    const steps: string[] = [];
    const outcome = await stage.restorer.restore(previewed(good), (step) => steps.push(step));
    clearInterval(writer);
    expect(outcome).toMatchObject({ problem: 'still-written' });
    expect(steps).toEqual(['waiting-for-quiet']);
    expect(causes()).toEqual(['manual']);
  });
});

describe('another writer', () => {
  test('within two seconds: the bytes from before are back', async () => {
    const good = await goodThenBad();
    const restoring = stage.restorer.restore(previewed(good));
    await expect.poll(() => stage.read().toString(), { interval: 1 }).toBe(GOOD);
    stage.write('[Logon]\ntradingMode=x\n');
    expect(await restoring).toEqual({ outcome: 'refused', problem: 'put-back', errno: null });
    expect(stage.read().toString()).toBe(BAD);
    expect(causes()).toEqual(['before-restore', 'before-restore', 'manual']);
    // What the other one wrote is not lost.
    const [kept] = stage.backups.list(stage.profile);
    expect(kept && (await stage.backups.read(kept, 'jts.ini'))).toMatchObject({
      bytes: Buffer.from('[Logon]\ntradingMode=x\n'),
    });
  });

  test('whose bytes can’t be saved keeps them', async () => {
    mkdirSync(stage.dataDir);
    mountSmallDisk(stage.dataDir, 256 * 1024);
    const good = await goodThenBad();
    const restoring = stage.restorer.restore(previewed(good));
    await expect.poll(() => stage.read().toString(), { interval: 1 }).toBe(GOOD);
    const theirs = randomBytes(300 * 1024);
    stage.write(theirs);
    expect(await restoring).toMatchObject({ problem: 'not-put-back' });
    expect(stage.read().equals(theirs)).toBe(true);
    expect(causes()).toEqual(['before-restore', 'manual']);
  });

  test('after it was read back and before it is looked at again', async () => {
    const good = await goodThenBad();
    const { clock } = stage.ports;
    const writing: Clock = {
      ...clock,
      after: (ms, callback) => {
        if (ms === 2000) stage.write('[Logon]\ntradingMode=x\n');
        return clock.after(ms, callback);
      },
    };
    const restorer = new Restorer({ ...stage.ports, clock: writing });
    expect(await restorer.restore(previewed(good))).toMatchObject({ problem: 'put-back' });
    expect(stage.read().toString()).toBe(BAD);
  });

  test('that is Gateway itself: nothing is written any more', async () => {
    const good = await goodThenBad();
    const restoring = stage.restorer.restore(previewed(good));
    await expect.poll(() => stage.read().toString(), { interval: 1 }).toBe(GOOD);
    stage.use = RUNNING;
    stage.write('[Logon]\ntradingMode=x\n');
    expect(await restoring).toMatchObject({ problem: 'not-put-back' });
    expect(stage.read().toString()).toBe('[Logon]\ntradingMode=x\n');
  });

  test('removes the file: it is back', async () => {
    const good = await goodThenBad();
    const restoring = stage.restorer.restore(previewed(good));
    await expect.poll(() => stage.read().toString(), { interval: 1 }).toBe(GOOD);
    rmSync(join(stage.profile, 'jts.ini'));
    expect(await restoring).toMatchObject({ problem: 'put-back' });
    expect(stage.read().toString()).toBe(BAD);
  });
});

describe('with the API settings store', () => {
  const withStore = { withApiStore: true };

  test('both come back, and its undo takes both back without being asked', async () => {
    stage.write(GOOD);
    stage.write('old store', STORE);
    const good = await stage.backup(STORE);
    stage.write(BAD);
    stage.write('new store', STORE);
    const done = await restored(previewed(good, withStore));
    expect([stage.read().toString(), stage.read(STORE).toString()]).toEqual([GOOD, 'old store']);
    await restored(previewed(entryOf(done.undo)));
    expect([stage.read().toString(), stage.read(STORE).toString()]).toEqual([BAD, 'new store']);
  });

  test('unticked it stays as it is', async () => {
    stage.write(GOOD);
    stage.write('old store', STORE);
    const good = await stage.backup(STORE);
    stage.write('new store', STORE);
    const done = await restored(previewed(good));
    expect(stage.read(STORE).toString()).toBe('new store');
    // It is kept beside nevertheless.
    const kept = await stage.backups.read(entryOf(done.undo), STORE);
    expect(kept).toMatchObject({ outcome: 'read', bytes: Buffer.from('new store') });
    expect(done.files.map(({ name }) => name)).toEqual(['jts.ini']);
    stage.write('newest store', STORE);
    await restored(previewed(entryOf(done.undo)));
    expect(stage.read(STORE).toString()).toBe('newest store');
  });

  test('where it was not there before, the undo removes it', async () => {
    stage.write(GOOD);
    stage.write('old store', STORE);
    const good = await stage.backup(STORE);
    rmSync(join(stage.profile, STORE));
    const done = await restored(previewed(good, withStore));
    expect(stage.read(STORE).toString()).toBe('old store');
    await restored(previewed(entryOf(done.undo)));
    expect(stage.hash(STORE)).toBeNull();
  });

  test('neither is written where one can not be', async () => {
    stage.write(GOOD);
    stage.write('old store', STORE);
    const good = await stage.backup(STORE);
    stage.write(BAD);
    linkSync(join(stage.profile, STORE), join(stage.profile, 'second'));
    expect(await stage.restorer.restore(previewed(good, withStore))).toMatchObject({
      problem: 'hard-link',
    });
    expect(stage.read().toString()).toBe(BAD);
  });

  test('one that changed between the looks takes both back', async () => {
    stage.write(GOOD);
    stage.write('old store', STORE);
    const good = await stage.backup(STORE);
    stage.write(BAD);
    stage.write('new store', STORE);
    const restoring = stage.restorer.restore(previewed(good, withStore));
    await expect.poll(() => stage.read(STORE).toString(), { interval: 1 }).toBe('old store');
    stage.write('somebody', STORE);
    expect(await restoring).toMatchObject({ problem: 'put-back' });
    expect([stage.read().toString(), stage.read(STORE).toString()]).toEqual([BAD, 'new store']);
    const [kept] = stage.backups.list(stage.profile);
    expect(kept?.files.map(({ name }) => name)).toEqual(['jts.ini', STORE]);
    expect(kept && (await stage.backups.read(kept, STORE))).toMatchObject({
      bytes: Buffer.from('somebody'),
    });
  });
});

test('what killed processes left is swept beside both files', async () => {
  stage.write(GOOD);
  stage.write('store', STORE);
  for (const name of ['jts.ini', STORE]) {
    const left = temporaryBeside(join(stage.profile, name));
    writeFileSync(left, 'half');
    utimesSync(left, 1, 1);
  }
  expect(await stage.restorer.sweep(stage.profile)).toBe(2);
  expect(readdirSync(stage.profile).sort()).toEqual(['abcdefgh', 'jts.ini']);
});
