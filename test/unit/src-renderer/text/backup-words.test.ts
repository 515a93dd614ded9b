import { BACKUP_CAUSES } from '$contract/jts/backup';
import type { ChangeSummary } from '$contract/jts/finding';
import { RESTORE_PROBLEMS } from '$contract/jts/restore';
import { BACKUP_PROBLEMS, EXPLAINING_RULES } from '$contract/jts/settings-state';
import { describe, expect, test } from 'vitest';
import {
  alikeRows,
  backupNamed,
  bytesText,
  rowCaption,
  rowDetail,
  rowFacts,
  rowTitle,
} from '../../../../src-renderer/text/backup-rows.ts';
import {
  afterStartText,
  archiveText,
  damagedText,
  olderText,
  restoredLine,
  verifiedText,
  verifyingText,
} from '../../../../src-renderer/text/backups.ts';
import { counted, firstFew, listed } from '../../../../src-renderer/text/lists.ts';
import { backupProblemBanner, queuedText } from '../../../../src-renderer/text/queue.ts';
import { notReadable, useText, wholeFile } from '../../../../src-renderer/text/restore-dialog.ts';
import { restoreProblemText } from '../../../../src-renderer/text/restore-problems.ts';
import {
  backupCard,
  explainingLine,
  settingsCard,
} from '../../../../src-renderer/text/settings-cards.ts';
import { backupName } from '../../../../src-renderer/text/versions.ts';
import {
  backupRow,
  folderState,
  PAPER,
  unchangedFolder,
} from '../../../support/mocked-main/settings.ts';

const NOW = new Date(2026, 10, 22, 14, 31, 52).getTime();
const HOUR = 3_600_000;
const IMPOLITE = /!|please|oops|\b(I|we|us)\b/i;
const summary = (
  change: Partial<ChangeSummary['counts']>,
  ...settings: readonly string[]
): ChangeSummary => ({
  counts: { high: 0, medium: 0, low: 0, housekeeping: 0, ...change },
  settings,
});

test('lists and counts', () => {
  expect([listed([]), listed(['a']), listed(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b and c']);
  expect([firstFew(['a', 'b', 'c'], 3), firstFew(['a', 'b', 'c', 'd'], 2)]).toEqual([
    'a, b and c',
    'a, b and 2 more',
  ]);
  expect([counted(1, 'key'), counted(1200, 'key')]).toEqual(['1 key', '1,200 keys']);
  expect([bytesText(1), bytesText(731), bytesText(12_400)]).toEqual([
    '1 byte',
    '731 bytes',
    '12 KB',
  ]);
});

describe('a row', () => {
  const plain = backupRow(NOW, { isLastGood: false, seenWorking: null, hasApiStore: false });

  test('is called by its note, else by what it is', () => {
    expect(rowTitle({ ...plain, note: 'Mine', isLastGood: true })).toBe('Mine');
    expect(rowTitle({ ...plain, isLastGood: true })).toBe('Last good');
    expect(rowTitle({ ...plain, summary: summary({ low: 1 }, 'Debug log') })).toBe(
      'Settings changed',
    );
    for (const cause of BACKUP_CAUSES) expect(rowTitle({ ...plain, cause })).not.toBe('');
  });

  test('with nothing before it was seen first', () => {
    expect(rowTitle(plain)).toBe('First seen');
    expect(rowTitle({ ...plain, summary: summary({}) })).toBe('Automatic');
    expect(rowTitle({ ...plain, cause: 'manual' })).toBe('Backed up by you');
    expect(rowDetail(plain)).toBe('');
  });

  test('is told from one of the same minute by its seconds, any other is not', () => {
    const at = new Date(2026, 10, 22, 9, 31, 7).getTime();
    const one = { ...plain, id: 'a', at, cause: 'before-restore' as const };
    const rows = [
      one,
      { ...one, id: 'b', at: at + 20_000 },
      { ...one, id: 'c', at: at + 30_000, note: 'Mine' },
      { ...one, id: 'd', at: at + 60_000 },
    ];
    expect([...alikeRows(rows, NOW)]).toEqual(['a', 'b']);
    expect(rowCaption(one, true)).toMatch(/31:07/);
    expect(rowCaption(one)).not.toMatch(/31:07/);
    expect(backupName(one, NOW, true)).toMatch(/^Before a restore, today .*31:07/);
  });

  test('says its cause once', () => {
    expect(rowCaption({ ...plain, summary: summary({}) })).not.toContain('automatic');
    expect(rowCaption({ ...plain, isLastGood: true })).toContain(', automatic');
    expect(rowCaption({ ...plain, note: 'Mine', cause: 'manual' })).toContain(', by you');
  });

  test.each([
    [{ summary: summary({ high: 1 }, 'Trusted addresses') }, 'Trusted addresses changed.'],
    [{ summary: summary({ low: 4 }, 'A', 'B', 'C', 'D') }, 'A, B, C and 1 more changed.'],
    [{ summary: summary({ low: 2 }) }, '2 settings changed.'],
    [
      { summary: summary({ housekeeping: 1 }) },
      '1 housekeeping key changed, nothing that matters.',
    ],
    [{ summary: summary({}) }, 'Same settings as the version before.'],
    [{ summary: null }, ''],
    [{ health: 'absent' as const }, 'There was no jts.ini.'],
    [{ health: 'cut-off' as const }, 'The file was cut off: its end is missing.'],
  ])('%o', (change, text) => {
    expect(rowDetail({ ...plain, ...change })).toBe(text);
  });

  test('that is damaged says what that means, whatever else is known', () => {
    expect(rowDetail({ ...plain, isDamaged: true, health: 'empty' })).toContain(
      "can't be restored",
    );
    expect(rowFacts({ ...plain, isDamaged: true })).toEqual([]);
  });

  test('is named in a sentence', () => {
    expect(backupNamed({ id: 'x', at: NOW }, true, NOW)).toBe('“Last good”');
    expect(backupNamed({ id: 'x', at: NOW, note: 'Mine' }, true, NOW)).toBe('“Mine”');
    expect(backupNamed({ id: 'x', at: NOW }, false, NOW)).toMatch(/^the backup of today /);
  });
});

describe('problems', () => {
  test.each(RESTORE_PROBLEMS)('%s: what happened, what it means, what to do', (code) => {
    for (const name of ['Gateway', 'TWS']) {
      const { what, means, todo } = restoreProblemText(code, name);
      for (const text of [what, means, todo]) {
        expect(text).toMatch(/^[^ ].*\.$/);
        expect(text).not.toMatch(IMPOLITE);
      }
    }
  });

  test('only one that came between changed anything', () => {
    const changed = RESTORE_PROBLEMS.filter(
      (code) => restoreProblemText(code, 'Gateway').means !== 'Nothing was changed.',
    );
    expect(changed).toEqual(['put-back', 'not-put-back']);
  });

  test.each(BACKUP_PROBLEMS)('backups that fail, %s', (problem) => {
    const { title, detail } = backupProblemBanner({ problem, at: NOW - HOUR }, NOW);
    expect(title).toMatch(/^Backups fail since today /);
    expect(detail).not.toMatch(IMPOLITE);
  });
});

test.each([
  [{ matter: 3, housekeeping: 4 }, '3 settings that matter, 4 housekeeping keys'],
  [{ matter: 1, housekeeping: 0 }, '1 setting that matters'],
  [{ matter: 0, housekeeping: 1 }, 'no setting that matters, 1 housekeeping key'],
])('%o: a restore puts back the whole file', (change, text) => {
  const changes = { lines: [], trusted: false, ...change };
  expect(wholeFile(changes, false)).toBe(`Puts back the whole file: ${text}.`);
  expect(wholeFile(changes, true)).toBe('jts.ini already has these contents.');
});

test.each([
  [{ outcome: 'unreadable', why: 'EISDIR' }, /it is a folder\. Move it out of the way/],
  [{ outcome: 'unreadable', why: 'not-a-file' }, /it is no file\. Move it out of the way/],
  [{ outcome: 'unreadable', why: 'EACCES' }, /access denied\. Give your user the right/],
  [{ outcome: 'unreadable', why: 'ELOOP' }, /circle\. Repair or remove the link/],
  [{ outcome: 'unreadable', why: 'EBUSY' }, /to itself\. Close that program/],
  [{ outcome: 'unreadable', why: 'EIO' }, /the system refuses\. Look at the folder/],
  [{ outcome: 'present', at: NOW, health: 'ok' }, /just now\. Look at the folder/],
] as const)('%o: why a restore has no preview, and what to do', (file, words) => {
  const text = notReadable(file, NOW);
  expect(text).toMatch(/^There is nothing to preview: (can't read )?jts\.ini/i);
  expect(text).toMatch(words);
  expect(text).not.toMatch(/does not exist|no backup/);
});

test('a folder in use says why nothing is written now', () => {
  expect(useText({ state: 'closed' }, 'Gateway')).toBeNull();
  expect(useText({ state: 'running', product: 'tws', pid: 7 }, 'TWS')).toMatchObject({
    what: 'TWS is running.',
    means: expect.stringContaining('Closing TWS means signing in again.') as string,
  });
  expect(useText({ state: 'port-open', port: 4002 }, 'Gateway')?.what).toContain('4002');
  expect(useText({ state: 'unknown', missing: 'The process list' }, 'Gateway')?.means).toMatch(
    /^The process list\. /,
  );
});

test('a restore that waits says for how long, or that it must be looked at', () => {
  const queued = {
    backup: { id: '01a', at: NOW },
    isLastGood: true,
    expiresAt: NOW + 20 * HOUR,
    needsLook: false,
  };
  expect(queuedText(queued, 'Gateway', NOW).title).toBe('Waiting for Gateway to close.');
  expect(queuedText(queued, 'Gateway', NOW).detail).toContain('until tomorrow ');
  expect(queuedText({ ...queued, expiresAt: NOW + HOUR }, 'TWS', NOW).detail).toContain('today ');
  expect(queuedText({ ...queued, needsLook: true }, 'Gateway', NOW).title).toBe(
    'The settings changed.',
  );
});

test('what became of all of them', () => {
  expect(verifiedText({ outcome: 'verified', checked: 40, damaged: 2 })).toBe(
    '2 of 40 backups are damaged.',
  );
  expect(verifiedText({ outcome: 'verified', checked: 40, damaged: 0 })).toContain('All 40');
  expect(verifiedText({ outcome: 'verified', checked: 1, damaged: 0 })).not.toContain('All');
  expect(verifiedText({ outcome: 'failed' })).toContain('log');
  expect([damagedText(1, 40), damagedText(1, 1)]).toEqual([
    '1 of 40 backups is damaged.',
    'The only backup is damaged.',
  ]);
  expect(verifyingText({ kind: 'verifying', since: NOW, done: 12, total: 40 })).toContain(
    '12 of 40',
  );
  expect(verifyingText(null)).toBe('Verifying…');
  expect(archiveText({ outcome: 'done', count: 40, skipped: 1 }, 'export')).toBe(
    '40 backups exported. 1 damaged one left out.',
  );
  expect(archiveText({ outcome: 'done', count: 1, skipped: 2 }, 'import')).toBe(
    '1 backup imported. 2 were there already.',
  );
  expect(archiveText({ outcome: 'done', count: 0, skipped: 3 }, 'import')).toContain('Nothing new');
  expect(olderText(50, 950)).toBe('Show 50 older backups, of 950');
  expect(olderText(50, 1)).toBe('Show 1 older backup, of 1');
});

test('when it was restored does not run into when the backup was made', () => {
  const undo = { id: '01b', restoredAt: NOW, restored: { id: '01a', at: NOW - HOUR } };
  expect(restoredLine({ ...undo, isLastGood: true }, NOW)).toMatch(
    /^Restored today .*: “Last good”\.$/,
  );
  expect(restoredLine({ ...undo, isLastGood: false }, NOW)).toMatch(
    /^Restored today .*: the backup of today .*\.$/,
  );
});

test('what Gateway made of it names what is lost', () => {
  expect(
    afterStartText({ kind: 'overwritten', settings: ['Trusted addresses', 'Time zone'] }, 'TWS'),
  ).toBe('TWS overwrote it at its start: Trusted addresses and Time zone.');
  expect(afterStartText({ kind: 'kept' }, 'Gateway')).toContain('kept it');
});

describe('the cards of the overview', () => {
  const card = (folder: Parameters<typeof settingsCard>[0]) => settingsCard(folder, PAPER, NOW);

  test('count and name the changes since last good', () => {
    const text = card(folderState(NOW));
    expect(text.value).toBe('3 changes');
    expect(text.detail).toMatch(/^Trusted addresses, Time zone and 1 more, since the last good/);
    expect(text.warning).toBeNull();
  });

  test('say what a change may explain, of this connection only', () => {
    for (const rule of EXPLAINING_RULES) {
      const may = { rule, connection: PAPER, changeAt: NOW - HOUR, incidentAt: NOW };
      expect(card(folderState(NOW, { mayExplain: may })).warning).toMatch(/^May explain /);
      const gone = folderState(NOW, { mayExplain: may, file: { outcome: 'absent' } });
      expect(card(gone).warning).toMatch(/^May explain /);
      expect(explainingLine(may, NOW)).toMatch(/before .* may explain/);
      const elsewhere = { ...may, connection: '127.0.0.1:4001' };
      expect(card(folderState(NOW, { mayExplain: elsewhere })).warning).toBeNull();
    }
  });

  test.each([
    ['looking', undefined, null],
    ['no folder', null, 'Not found'],
    ['unchanged', unchangedFolder(NOW), 'No changes'],
    [
      'housekeeping only',
      folderState(NOW, { changes: summary({ housekeeping: 4 }) }),
      'No changes that matter',
    ],
    ['no last good', folderState(NOW, { lastGood: null, changes: null }), 'No last good yet'],
    ['no file', folderState(NOW, { file: { outcome: 'absent' } }), 'jts.ini is gone'],
    [
      'no file yet',
      folderState(NOW, { file: { outcome: 'absent' }, lastGood: null }),
      'No jts.ini',
    ],
    [
      'an empty file',
      folderState(NOW, { file: { outcome: 'present', at: NOW, health: 'empty' } }),
      'jts.ini is empty',
    ],
    [
      'a damaged file',
      folderState(NOW, { file: { outcome: 'present', at: NOW, health: 'binary' } }),
      'jts.ini is damaged',
    ],
    [
      'unreadable',
      folderState(NOW, { file: { outcome: 'unreadable', why: 'EACCES' } }),
      "Can't be read",
    ],
    [
      'written all the time',
      folderState(NOW, { file: { outcome: 'unstable', since: NOW - HOUR } }),
      'Being written',
    ],
    ['not comparable', folderState(NOW, { changes: null }), "Can't be compared"],
  ] as const)('%s', (_name, folder, value) => {
    expect(card(folder).value).toBe(value);
  });

  test('the backup card warns of what failed and of what is damaged', () => {
    expect(backupCard(folderState(NOW), NOW)).toMatchObject({
      value: expect.stringMatching(/^Today /) as string,
      detail: '5 backups kept.',
      warning: null,
    });
    expect(backupCard(folderState(NOW, { damaged: 2 }), NOW).warning).toBe('2 damaged');
    const failing = folderState(NOW, { backupProblem: { problem: 'disk-full', at: NOW - HOUR } });
    expect(backupCard(failing, NOW).warning).toMatch(/^Fails since today /);
    expect(backupCard(undefined, NOW).value).toBeNull();
    const none = folderState(NOW, { backups: { count: 0, last: null } });
    expect(backupCard(none, NOW).value).toBe('None yet');
  });
});
