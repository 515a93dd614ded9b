import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readIntent } from '../../../src-main/jts/restore/intent.ts';
import { changeQueue, readQueue } from '../../../src-main/jts/restore/queue-file.ts';
import { recover } from '../../../src-main/jts/restore/recover.ts';
import { newRoot, removeRoot, restoreStage, type Stage } from '../../support/jts/restore-stage.ts';

let root = '';
let stage: Stage;
beforeEach(async () => {
  root = newRoot();
  stage = restoreStage(root);
  stage.write('[Logon]\n');
  await stage.backup();
});
afterEach(() => {
  stage.close();
  removeRoot(root);
});

/** As somebody who may not open one file more. */
async function outOfFiles<Value>(work: () => Value | Promise<Value>): Promise<Value> {
  const limit = (soft: string): void => {
    execFileSync('prlimit', [`--pid=${process.pid}`, `--nofile=${soft}:`]);
  };
  const limits = ['--raw', '--noheadings', '--output=SOFT', '--nofile', `--pid=${process.pid}`];
  const before = execFileSync('prlimit', limits, { encoding: 'utf8' }).trim();
  limit('512');
  const held: number[] = [];
  try {
    for (;;) held.push(openSync('/dev/null', 'r'));
  } catch (error) {
    expect(error).toMatchObject({ code: 'EMFILE' });
  }
  try {
    return await work();
  } finally {
    for (const one of held) closeSync(one);
    limit(before);
  }
}

test('a queue that can’t be read for the moment is no damaged one', async () => {
  const queued = {
    ...{ profile: stage.profile, backupId: 'a', previewed: null, withApiStore: false },
    ...{ queuedAt: 1, expiresAt: 2, needsLook: false },
  };
  changeQueue(stage.storeDir, () => [queued]);
  const changed = await outOfFiles(() => changeQueue(stage.storeDir, () => []));
  expect(readQueue(stage.storeDir)).toEqual([queued]);
  expect(changed).toMatchObject({ wasUnreadable: false, problem: { problem: 'failed' } });
});

test('an intent that can’t be read for the moment is looked at again', async () => {
  writeFileSync(join(stage.storeDir, 'intent.json'), '{}');
  expect(await outOfFiles(() => recover(stage.ports))).toEqual({ outcome: 'unread' });
  expect(readdirSync(stage.storeDir)).toContain('intent.json');
  expect(readIntent(stage.storeDir)).toBe('unreadable');
});
