import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { SettingsVersion } from '../../../../../src-main/contract/jts/settings-folder.ts';
import { compareSettings } from '../../../../../src-main/domain/jts/compare.ts';
import { summaryOf } from '../../../../../src-main/domain/jts/meaning.ts';
import { AfterStartWatch } from '../../../../../src-main/jts/restore/after-start.ts';

const GOOD = '[IBGateway]\nTrustedIPs=127.0.0.1\nMainWindow.Height=500\n';
const LOST = '[IBGateway]\nTrustedIPs=\nMainWindow.Height=500\n';
const FOLDER = '/home/a/Jts';

const version = (text: string, isUnstable = false): SettingsVersion => ({
  outcome: 'present',
  sha256: '',
  bytes: Buffer.from(text),
  mode: 0o640,
  mtimeMs: 1,
  ctimeMs: 1,
  at: 1,
  isUnstable,
});

function watch(): { after: AfterStartWatch; changes: string[] } {
  const changes: string[] = [];
  const after = new AfterStartWatch({
    compare: async (restored, now) => {
      // As long as a worker takes.
      await wait(5);
      const comparison = compareSettings(restored, now);
      return { verdict: comparison.verdict, settings: summaryOf(comparison).settings };
    },
    onChange: (profile) => void changes.push(profile),
  });
  return { after, changes };
}

test('a lost trusted address is told by its plain name, as soon as it is lost', async () => {
  const { after, changes } = watch();
  after.restored(FOLDER, Buffer.from(GOOD));
  expect(after.result(FOLDER)).toEqual({ kind: 'waiting' });
  after.started(FOLDER);
  await after.settled(FOLDER, version('', true));
  await after.settled(FOLDER, version(LOST));
  expect(after.result(FOLDER)).toEqual({ kind: 'overwritten', settings: ['Trusted addresses'] });
  expect(changes).toEqual([FOLDER, FOLDER]);
});

test('another window size is housekeeping', async () => {
  const { after } = watch();
  after.restored(FOLDER, Buffer.from(GOOD));
  after.started(FOLDER);
  await after.settled(FOLDER, version(GOOD.replace('500', '700')));
  after.passed(FOLDER);
  expect(after.result(FOLDER)).toEqual({ kind: 'housekeeping' });
});

test('a file that is gone after the start was not kept; one that can’t be read says nothing', async () => {
  const { after } = watch();
  after.restored(FOLDER, Buffer.from(GOOD));
  after.started(FOLDER);
  await after.settled(FOLDER, { outcome: 'unreadable', why: 'EACCES', at: 2 });
  expect(after.result(FOLDER)).toEqual({ kind: 'waiting' });
  await after.settled(FOLDER, { outcome: 'absent', at: 3 });
  expect(after.result(FOLDER)).toEqual({ kind: 'overwritten', settings: [] });
});

test('folders are told apart; a removal and an unknown folder say nothing', () => {
  const { after, changes } = watch();
  after.restored(FOLDER, Buffer.from(GOOD));
  after.started('/srv/other');
  after.passed('/srv/other');
  expect(after.result('/srv/other')).toBeNull();
  expect(changes).toEqual([FOLDER]);
  after.restored(FOLDER, null);
  expect(after.result(FOLDER)).toBeNull();
});

test('what was there before another restore tells nothing of that one', async () => {
  const { after } = watch();
  after.restored(FOLDER, Buffer.from(GOOD));
  after.started(FOLDER);
  const settling = after.settled(FOLDER, version(LOST));
  after.restored(FOLDER, Buffer.from(LOST));
  await settling;
  expect(after.result(FOLDER)).toEqual({ kind: 'waiting' });
});

test('what can’t be compared says nothing', async () => {
  const after = new AfterStartWatch({
    compare: () => Promise.resolve(null),
    onChange: () => undefined,
  });
  after.restored(FOLDER, Buffer.from(GOOD));
  after.started(FOLDER);
  await after.settled(FOLDER, version(LOST));
  expect(after.result(FOLDER)).toEqual({ kind: 'waiting' });
});
