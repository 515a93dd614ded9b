import { describe, expect, test } from 'vitest';
import type { BackupCause, BackupEntry } from '../../../../../src-main/contract/jts/backup.ts';
import { backupRows, lastGoodOf } from '../../../../../src-main/jts/care/backup-rows.ts';
import { undoOffer } from '../../../../../src-main/jts/care/undo-offer.ts';

const entry = (
  id: string,
  hash: string | null,
  cause: BackupCause,
  change: Partial<BackupEntry> = {},
): BackupEntry => ({
  ...{ id, cause, profile: '/home/a/Jts', at: Number(id), note: null, pinned: false },
  ...{ health: 'ok', seenWorking: null, lastGood: null, summary: null },
  ...{ gatewayVersion: null, appVersion: '0.0.0', undo: null },
  files:
    hash === null
      ? []
      : [{ name: 'jts.ini', size: 7, sha256: hash, mode: 0o600, mtimeMs: Number(id) }],
  ...change,
});
const GOOD = entry('1', 'a', 'observed', { lastGood: 5 });
const BEFORE = entry('3', 'b', 'before-restore');
const RESTORED = entry('4', 'a', 'restored', { undo: '3' });
const ALL = [RESTORED, BEFORE, entry('2', 'b', 'observed'), GOOD];

describe('the last restore can be taken back', () => {
  test('while what it brought is on disk', () => {
    expect(undoOffer(ALL, 'a', new Map())).toEqual({
      ...{ id: '3', restoredAt: 4, restored: { id: '1', at: 1 }, isLastGood: true },
    });
  });

  test('of several with the same bytes the one that was restored is named', () => {
    const other = entry('0', 'a', 'manual');
    expect(undoOffer([...ALL, other], 'a', new Map([['4', '0']]))).toMatchObject({
      restored: { id: '0' },
      isLastGood: false,
    });
  });

  test('no more once the file is another one, or was meanwhile', () => {
    expect(undoOffer(ALL, 'c', new Map())).toBeNull();
    expect(undoOffer(ALL, undefined, new Map())).toBeNull();
    expect(undoOffer([entry('5', 'c', 'observed'), ...ALL], 'a', new Map())).toBeNull();
  });

  test('still after a backup of the same, and after an import', () => {
    const later = [entry('6', 'z', 'imported'), entry('5', 'a', 'manual'), ...ALL];
    expect(undoOffer(later, 'a', new Map())?.id).toBe('3');
  });

  test('not without the backup of what was there before', () => {
    expect(undoOffer([RESTORED, GOOD], 'a', new Map())).toBeNull();
    expect(undoOffer([BEFORE, GOOD], 'b', new Map())).toBeNull();
  });
});

describe('the timeline', () => {
  test('last good is the newest by its pass, not by its place', () => {
    const later = entry('9', 'c', 'observed', { lastGood: 3 });
    expect(lastGoodOf([later, GOOD])?.id).toBe('1');
    expect(lastGoodOf([BEFORE])).toBeNull();
  });

  test('of several with what is on disk the newest is "now"', () => {
    const rows = backupRows(ALL, { lastGood: GOOD, now: 'a', damaged: new Set(['3']) });
    expect(
      rows.map(({ id, isNow, isLastGood, isDamaged }) => [id, isNow, isLastGood, isDamaged]),
    ).toEqual([
      ['4', true, false, false],
      ['3', false, false, true],
      ['2', false, false, false],
      ['1', false, true, false],
    ]);
  });

  test('nothing on disk is "now" where that is what was kept, and none where it is not known', () => {
    const none = entry('7', null, 'before-restore');
    const facts = { lastGood: null, damaged: new Set<string>() };
    expect(backupRows([none, GOOD], { ...facts, now: null })[0]?.isNow).toBe(true);
    expect(backupRows([none, GOOD], { ...facts, now: undefined })[0]?.isNow).toBe(false);
  });
});
