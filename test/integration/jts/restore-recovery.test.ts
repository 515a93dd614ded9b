import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BackupEntry } from '../../../src-main/contract/jts/backup.ts';
import { sha256Of } from '../../../src-main/jts/restore/file-on-disk.ts';
import { removeIntent, writeIntent, type Intent } from '../../../src-main/jts/restore/intent.ts';
import type { Recovered } from '../../../src-main/jts/restore/recovered.ts';
import { Restorer } from '../../../src-main/jts/restore/restore.ts';
import { mountSmallDisk, unmountAll } from '../../support/jts/disks.ts';
import { objectPath } from '../../support/jts/stores.ts';
import {
  CLOSED,
  newRoot,
  removeRoot,
  restoreStage,
  RUNNING,
  type Stage,
} from '../../support/jts/restore-stage.ts';

const STORE = 'abcdefgh/ibg.xml';
const [OLD, NEW] = ['[Logon]\nUseSSL=false\n', '[Logon]\nUseSSL=true\n'];
const hash = (text: string): string => sha256Of(Buffer.from(text));

let root = '';
let stage: Stage;
let wanted: BackupEntry;
let before: BackupEntry;

/** As a restore of both files leaves it that is killed: the intent is on disk, `written` of the files are new. */
beforeEach(async () => {
  root = newRoot();
  stage = restoreStage(root);
  for (const name of ['jts.ini', STORE]) stage.write(NEW, name);
  wanted = await stage.backup(STORE);
  for (const name of ['jts.ini', STORE]) stage.write(OLD, name);
  before = await stage.backup(STORE);
  await writeIntent(stage.storeDir, intent());
});
afterEach(() => {
  unmountAll();
  stage.close();
  removeRoot(root);
});

/** `jts.ini` is restored, and this shall be the other one. */
const NEW_STORE = '<IBGateway/>';
async function leftWithStore(): Promise<void> {
  stage.write(NEW);
  stage.write(NEW_STORE, STORE);
  wanted = await stage.backup(STORE);
  stage.write(OLD, STORE);
  const [settings] = intent().files;
  const store = { name: STORE, before: hash(OLD), after: hash(NEW_STORE) };
  await writeIntent(stage.storeDir, { ...intent(), files: [settings!, store] });
}

const intent = (): Intent => ({
  profile: stage.profile,
  backupId: wanted.id,
  undo: before.id,
  files: ['jts.ini', STORE].map((name) => ({ name, before: hash(OLD), after: hash(NEW) })),
});
const both = (): readonly string[] => [stage.read().toString(), stage.read(STORE).toString()];
const restored = (): readonly BackupEntry[] =>
  stage.backups.list().filter(({ cause }) => cause === 'restored');
async function recovered(): Promise<string | undefined> {
  expect(await stage.restorer.recover()).toBe(true);
  return stage.recovered.at(-1)?.outcome;
}
const hasIntent = (): boolean => readdirSync(stage.storeDir).includes('intent.json');

describe('after a restore that was killed', () => {
  test('before it wrote: nothing was done, and that is told', async () => {
    expect(await recovered()).toBe('not-done');
    expect(stage.recovered).toEqual([
      {
        outcome: 'not-done',
        problem: null,
        profile: stage.profile,
        backupId: wanted.id,
        undo: before.id,
        entry: null,
      },
    ]);
    expect([both(), restored(), hasIntent()]).toEqual([[OLD, OLD], [], false]);
    expect(await recovered()).toBe('not-done');
    expect(stage.recovered).toHaveLength(1);
  });

  test('after it wrote: the journal is told, and the undo works', async () => {
    for (const name of ['jts.ini', STORE]) stage.write(NEW, name);
    expect(await recovered()).toBe('finished');
    expect(restored()).toMatchObject([{ undo: before.id, health: 'ok', files: [{}, {}] }]);
    const outcome = await stage.restorer.restore({
      profile: stage.profile,
      backupId: before.id,
      previewed: stage.hash(),
      withApiStore: false,
    });
    expect(outcome.outcome).toBe('restored');
    expect(both()).toEqual([OLD, OLD]);
  });

  test('after the journal was told: it is not told twice', async () => {
    for (const name of ['jts.ini', STORE]) stage.write(NEW, name);
    await recovered();
    await writeIntent(stage.storeDir, {
      profile: stage.profile,
      backupId: wanted.id,
      undo: before.id,
      files: [{ name: 'jts.ini', before: hash(OLD), after: hash(NEW) }],
    });
    // It was whole: what somebody writes later is another matter.
    stage.write('[Logon]\nUseSSL=maybe\n');
    expect(await recovered()).toBe('finished');
    expect(restored()).toHaveLength(1);
  });

  test.each(['jts.ini', STORE])(
    'between the two files (%s is new): the other one follows',
    async (name) => {
      stage.write(NEW, name);
      expect(await recovered()).toBe('finished');
      expect([both(), restored().length]).toEqual([[NEW, NEW], 1]);
    },
  );

  test.each([
    [
      'is another name of a file elsewhere',
      'hard-link',
      () => linkSync(join(stage.profile, STORE), join(root, 'other.xml')),
    ],
    [
      'is in no backup any more',
      'backup-damaged',
      () => {
        const path = objectPath(stage.dataDir, hash(NEW_STORE));
        writeFileSync(path, 'flipped');
      },
    ],
  ])('with the API settings store left, which %s: that is told', async (_what, problem, spoil) => {
    await leftWithStore();
    spoil();
    expect(await recovered()).toBe('half');
    expect(stage.recovered).toMatchObject([{ problem }]);
    expect([both(), restored(), hasIntent()]).toEqual([[NEW, OLD], [], false]);
  });

  test('with the API settings store left, and no room for it: it waits for some', async () => {
    await leftWithStore();
    const user = join(stage.profile, 'abcdefgh');
    mountSmallDisk(user, 64 * 1024);
    stage.write(OLD, STORE);
    const filler = join(user, 'filler');
    writeFileSync(filler, Buffer.alloc(60 * 1024));
    expect(await recovered()).toBe('postponed');
    expect(stage.recovered).toMatchObject([{ problem: 'disk-full' }]);
    expect([both(), hasIntent()]).toEqual([[NEW, OLD], true]);
    rmSync(filler);
    expect(await recovered()).toBe('finished');
    expect([both(), restored().length, hasIntent()]).toEqual([[NEW, NEW_STORE], 1, false]);
  });

  test('with the API settings store left to remove: it goes', async () => {
    const without = await stage.backup();
    rmSync(join(stage.profile, STORE));
    const request = { profile: stage.profile, backupId: wanted.id, previewed: hash(OLD) };
    await removeIntent(stage.storeDir);
    const outcome = await stage.restorer.restore({ ...request, withApiStore: true });
    if (outcome.outcome !== 'restored') throw new Error(outcome.problem);
    // Its undo, which was killed between the two.
    stage.write(OLD);
    const files = [
      { name: 'jts.ini', before: hash(NEW), after: hash(OLD) },
      { name: STORE, before: hash(NEW), after: null },
    ];
    const backupId = outcome.entry.undo ?? '';
    await writeIntent(stage.storeDir, { ...intent(), backupId, undo: without.id, files });
    expect(await recovered()).toBe('finished');
    expect([stage.read().toString(), stage.hash(STORE)]).toEqual([OLD, null]);
    expect(restored()[0]?.files.map(({ name }) => name)).toEqual(['jts.ini']);
  });

  test('with the API settings store left, which somebody writes right after: that is kept, and it stays half', async () => {
    await leftWithStore();
    const stranger = (): void => {
      if (stage.hash(STORE) === hash(NEW_STORE)) stage.write('somebody', STORE);
      else setImmediate(stranger);
    };
    const told: Recovered[] = [];
    const restorer = new Restorer({
      ...stage.ports,
      onOwnWrite: (_profile, name, sha256) => {
        if (name === STORE && sha256 === hash(NEW_STORE)) stranger();
      },
      onRecovered: (one) => void told.push(one),
    });
    expect(await restorer.recover()).toBe(true);
    expect(told).toMatchObject([{ outcome: 'half', problem: 'put-back' }]);
    expect([both(), restored(), hasIntent()]).toEqual([[NEW, OLD], [], false]);
    const [kept] = stage.backups.list();
    expect(kept).toMatchObject({ cause: 'before-restore' });
    const saved = kept?.files.map(({ name, sha256 }) => [name, sha256]);
    // One without jts.ini would stand for a folder that has none.
    expect(saved).toEqual([
      ['jts.ini', hash(NEW)],
      [STORE, hash('somebody')],
    ]);
  });

  test('between the two, and Gateway runs by now: it is told once, and goes on once it is closed', async () => {
    stage.write(NEW);
    stage.use = RUNNING;
    expect(await recovered()).toBe('postponed');
    expect([both(), restored(), hasIntent()]).toEqual([[NEW, OLD], [], true]);
    await recovered();
    expect(stage.recovered).toMatchObject([{ problem: 'gateway-running' }]);
    stage.use = CLOSED;
    expect(await recovered()).toBe('finished');
    expect([both(), restored().length, hasIntent()]).toEqual([[NEW, NEW], 1, false]);
  });

  test('between the two, and the backup is gone: nothing is written, and it is told', async () => {
    stage.write(NEW);
    await writeIntent(stage.storeDir, { ...intent(), backupId: 'gone' });
    expect(await recovered()).toBe('half');
    expect([both(), restored(), hasIntent()]).toEqual([[NEW, OLD], [], false]);
  });

  test('between the two: no other restore takes its place as long as Gateway keeps it waiting', async () => {
    const other = join(root, 'Jts-paper');
    mkdirSync(other);
    const profile = realpathSync(other);
    writeFileSync(join(profile, 'jts.ini'), OLD);
    stage.write(NEW);
    const restorer = new Restorer({
      ...stage.ports,
      folderUse: (asked) => Promise.resolve(asked === profile ? CLOSED : RUNNING),
    });
    const request = { profile, backupId: wanted.id, previewed: hash(OLD), withApiStore: false };
    expect(await restorer.restore(request)).toMatchObject({ problem: 'locked' });
    expect([readFileSync(join(profile, 'jts.ini'), 'utf8'), hasIntent()]).toEqual([OLD, true]);
    expect(await recovered()).toBe('finished');
    expect(await restorer.restore(request)).toMatchObject({ outcome: 'restored' });
  });

  test('whose folder is gone for good does not hold up the restores of others', async () => {
    await writeIntent(stage.storeDir, { ...intent(), profile: join(root, 'gone', 'Jts') });
    expect(await recovered()).toBe('unreachable');
    const { profile } = stage;
    const request = { profile, backupId: wanted.id, previewed: hash(OLD), withApiStore: true };
    expect(await stage.restorer.restore(request)).toMatchObject({ outcome: 'restored' });
    expect([both(), hasIntent()]).toEqual([[NEW, NEW], false]);
  });

  test('and another writer since: nothing is written, and it is told', async () => {
    stage.write('[Logon]\nUseSSL=maybe\n');
    expect(await recovered()).toBe('changed');
    expect([both()[0], hasIntent()]).toEqual(['[Logon]\nUseSSL=maybe\n', false]);
  });

  test('whose files can’t be read now: the next start looks again', async () => {
    rmSync(join(stage.profile, 'jts.ini'));
    mkdirSync(join(stage.profile, 'jts.ini'));
    expect(await recovered()).toBe('unreachable');
    rmSync(join(stage.profile, 'jts.ini'), { recursive: true });
    stage.write(NEW);
    // Not again and again by itself.
    expect(await stage.restorer.canRecover()).toBe(false);
    const next = new Restorer(stage.ports);
    expect(await next.canRecover()).toBe(true);
    expect(await recovered()).toBe('finished');
    expect(await next.canRecover()).toBe(false);
  });

  test('the next restore clears up first', async () => {
    for (const name of ['jts.ini', STORE]) stage.write(NEW, name);
    const outcome = await stage.restorer.restore({
      profile: stage.profile,
      backupId: before.id,
      previewed: stage.hash(),
      withApiStore: true,
    });
    expect(outcome.outcome).toBe('restored');
    expect(stage.recovered.map((one) => one.outcome)).toEqual(['finished']);
    expect([both(), restored().length, hasIntent()]).toEqual([[OLD, OLD], 2, false]);
  });

  test.each([
    '{"schema":1,"prof',
    '{}',
    JSON.stringify({
      schema: 1,
      profile: '/tmp',
      backupId: 'a',
      undo: 'b',
      files: [{ name: '../../etc/passwd', before: null, after: null }],
    }),
  ])('an intent that tells nothing (%s) is set aside and told once', async (text) => {
    writeFileSync(join(stage.storeDir, 'intent.json'), text);
    expect(await recovered()).toBe('unreadable');
    await recovered();
    expect(stage.recovered).toEqual([{ outcome: 'unreadable' }]);
    expect(both()).toEqual([OLD, OLD]);
  });
});
