import { mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BackupEntry } from '../../../src-main/contract/jts/backup.ts';
import { sha256Of } from '../../../src-main/jts/restore/file-on-disk.ts';
import { writeIntent, type Intent } from '../../../src-main/jts/restore/intent.ts';
import { Restorer } from '../../../src-main/jts/restore/restore.ts';
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
  stage.close();
  removeRoot(root);
});

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
    expect(await recovered()).toBe('finished');
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
