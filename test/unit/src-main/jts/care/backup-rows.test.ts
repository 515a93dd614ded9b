import { expect, test } from 'vitest';
import type { BackupEntry } from '$contract/jts/backup';
import { backupRows } from '../../../../../src-main/jts/care/backup-rows.ts';

const entry = (id: string, sha256: string | null, seenWorking: number | null): BackupEntry => ({
  id,
  profile: '/home/trader/Jts',
  at: 1,
  cause: 'observed',
  note: null,
  pinned: false,
  health: sha256 === null ? 'absent' : 'ok',
  seenWorking,
  lastGood: null,
  files: sha256 === null ? [] : [{ name: 'jts.ini', size: 731, sha256, mode: 0o600, mtimeMs: 1 }],
  summary: null,
  gatewayVersion: null,
  appVersion: '0.1.0',
  undo: null,
});

test('a version was seen working where a test passed with the same bytes, whichever backup holds them', () => {
  const rows = backupRows(
    [
      entry('05', 'a', null),
      entry('04', null, null),
      entry('03', 'b', null),
      entry('02', 'a', 700),
      entry('01', null, 600),
    ],
    { lastGood: null, now: null, damaged: new Set() },
  );
  expect(rows.map(({ seenWorking }) => seenWorking)).toEqual([700, null, null, 700, 600]);
});
