import { BACKUP_CAUSES } from '$contract/jts/backup';
import { EXPLAINING_RULES, BACKUP_PROBLEMS, type FileState } from '$contract/jts/settings-state';
import { describe, expect, test } from 'vitest';
import { backedUpText, backupProblemText } from '../../../../src-renderer/text/back-up.ts';
import * as words from '../../../../src-renderer/text/configuration.ts';
import { fileProblem } from '../../../../src-renderer/text/file-states.ts';
import { dayAndTime } from '../../../../src-renderer/text/times.ts';
import { rowTitle } from '../../../../src-renderer/text/backup-rows.ts';
import { backupName, versionHeading } from '../../../../src-renderer/text/versions.ts';
import { statusOf } from '../../../support/mocked-main/fixtures.ts';
import {
  backupRow,
  comparedVersions,
  finding,
  folderState,
  meaning,
  PAPER,
  sameVersions,
} from '../../../support/mocked-main/settings.ts';

const NOW = new Date(2026, 10, 22, 14, 31, 52).getTime();
const HOUR = 3_600_000;

describe('times', () => {
  test.each([
    [NOW - HOUR, /^today /],
    [NOW - 20 * HOUR, /^yesterday /],
    [NOW - 70 * HOUR, /Nov/],
    // A clock that was set back: not called today.
    [NOW + 20 * HOUR, /Nov/],
  ])('%i: %s', (at, form) => {
    expect(dayAndTime(at, NOW)).toMatch(form);
  });
});

test('a key that is set twice is not named twice', () => {
  const twice = finding({
    change: 'duplicated',
    text: 'Debug log: set 3 times, on lines 3, 5 and 15. Which one counts is not known.',
  });
  expect(words.toldBesideName(twice, meaning())).toBe(
    'Set 3 times, on lines 3, 5 and 15. Which one counts is not known.',
  );
  expect(words.toldBesideName(twice, meaning({ name: null }))).toBe(twice.text);
  const unknown = { ...twice, key: 'Foo', text: 'Foo: was set 2 times, none is left.' };
  expect(words.toldBesideName(unknown, meaning({ name: null }))).toBe(
    'Was set 2 times, none is left.',
  );
});

describe('versions', () => {
  test('a backup is called last good, else as in the list of backups', () => {
    expect(backupName(backupRow(NOW), NOW)).toMatch(/^Last good, today /);
    expect(backupName(backupRow(NOW, { isLastGood: false, note: 'Mine' }), NOW)).toMatch(/^Mine, /);
    for (const cause of BACKUP_CAUSES) {
      const row = backupRow(NOW, { isLastGood: false, cause, note: '' });
      expect(rowTitle(row)).not.toBe('');
      expect(backupName(row, NOW)).toContain(rowTitle(row));
    }
  });

  test('a column is headed by its version', () => {
    expect(versionHeading({ kind: 'now', at: NOW }, NOW)).toBe('Now');
    expect(versionHeading({ kind: 'backup', row: backupRow(NOW) }, NOW)).toBe('Last good');
    const row = backupRow(NOW, { isLastGood: false });
    expect(versionHeading({ kind: 'backup', row }, NOW)).toMatch(/^Today /);
  });
});

describe('nothing in the table', () => {
  test('since last good: says since when', () => {
    expect(words.nothingText(sameVersions(NOW), NOW)).toMatch(
      /^No changes since the last good setup, today .*\.$/,
    );
  });

  test('of two others: they are the same', () => {
    const same = { ...sameVersions(NOW), after: { kind: 'backup', row: backupRow(NOW) } } as const;
    expect(words.nothingText(same, NOW)).toBe('Both versions are the same.');
  });

  test('housekeeping alone is no change that matters', () => {
    const only = comparedVersions(NOW, {
      told: [[finding({ severity: 'housekeeping' }), meaning()]],
    });
    expect(words.nothingText(only, NOW)).toMatch(/^No changes that matter since/);
    const other = { ...only, after: { kind: 'backup', row: backupRow(NOW) } } as const;
    expect(words.nothingText(other, NOW)).toBe('Nothing that matters differs.');
  });

  test('where something matters nothing is said', () => {
    expect(words.nothingText(comparedVersions(NOW), NOW)).toBeNull();
  });
});

describe('a setting', () => {
  test('has its plain name and its real key', () => {
    const found = finding();
    expect(words.settingName(found, meaning())).toBe('Debug log');
    expect(words.realKey(found)).toBe('[IBGateway] WriteDebug');
  });

  test('without a plain name: key, section, or the file', () => {
    const unnamed = meaning({ name: null });
    expect(words.settingName(finding(), unnamed)).toBe('WriteDebug');
    expect(words.settingName(finding({ key: null }), unnamed)).toBe('[IBGateway]');
    const whole = finding({ section: null, key: null });
    expect([words.settingName(whole, unnamed), words.realKey(whole)]).toEqual([
      'The whole file',
      null,
    ]);
  });

  test('removed, and not set before, are different words', () => {
    expect(words.absentText(finding({ change: 'removed' }), 'after')).toBe('removed');
    expect(words.absentText(finding({ change: 'added' }), 'before')).toBe('not set');
    expect(words.absentText(finding({ change: 'duplicated' }), 'after')).toBe('not set');
  });
});

test('what is not shown of a long difference is counted', () => {
  expect(words.moreChangedText(40_000, 'open-folder')).toMatch(
    /^40.000 more changed lines are not shown; /,
  );
  expect(words.moreChangedText(1, null)).toBe('1 more changed line is not shown.');
});

describe('what may explain a problem', () => {
  const may = {
    rule: 'trusted-address',
    connection: PAPER,
    changeAt: NOW - HOUR,
    incidentAt: NOW,
  } as const;

  test('came before it, and is never called its cause', () => {
    const name = words.connectionName([statusOf('silent', NOW)], PAPER);
    expect(words.mayExplainLine(may, name, NOW)).toMatch(
      /, before the problem of Paper 127\.0\.0\.1:4002 /,
    );
    expect(words.mayExplainLine({ ...may, changeAt: NOW + 1 }, name, NOW)).toContain('around');
    for (const rule of EXPLAINING_RULES) {
      expect(words.explainsText[rule]).toMatch(/^May explain /);
    }
    expect(words.mayExplainLine(may, name, NOW)).not.toMatch(/because|cause/);
  });
});

test('a connection that is not watched any more has no other name than its key', () => {
  expect(words.connectionName([], PAPER)).toBe(PAPER);
});

describe('the API settings store', () => {
  test.each([
    [{ apiStoreChanged: false }, "It hasn't changed."],
    [{ apiStoreChanged: true }, /It changed .*; its contents are encrypted\./],
    [{ apiStoreChanged: null }, "store. This app can't"],
    [{ apiStore: null, apiStoreChanged: false }, "store. This app can't"],
  ] as const)('%o', (change, said) => {
    const text = words.apiStoreText(folderState(NOW, change), NOW);
    expect(text).toMatch(said);
    expect(text).toMatch(/^Port, Read-Only API and client IDs live in /);
    expect(text).toMatch(/This app can't read it\.$/);
  });
});

describe('the file', () => {
  const states: readonly FileState[] = [
    { outcome: 'absent' },
    { outcome: 'unstable', since: NOW },
    ...['EACCES', 'EPERM', 'too-large', 'not-a-file', 'ELOOP', 'EIO', 'constructor'].map(
      (why): FileState => ({ outcome: 'unreadable', why }),
    ),
    ...(['empty', 'binary', 'cut-off', 'not-settings', 'absent'] as const).map(
      (health): FileState => ({ outcome: 'present', at: NOW, health }),
    ),
  ];

  test.each(states)('%o: what happened and what it means', (state) => {
    const problem = fileProblem(state, NOW);
    expect(problem?.title).toMatch(/jts\.ini.*\.$/);
    expect(problem?.means).toMatch(/\.$/);
  });

  test('that can be read is no problem', () => {
    expect(fileProblem({ outcome: 'present', at: NOW, health: 'ok' }, NOW)).toBeNull();
  });

  test('access denied is said in words, with the code for whoever looks it up', () => {
    expect(fileProblem({ outcome: 'unreadable', why: 'EACCES' }, NOW)).toMatchObject({
      title: "Can't read jts.ini: access denied.",
      code: 'EACCES',
    });
    expect(fileProblem({ outcome: 'unreadable', why: 'too-large' }, NOW)?.code).toBeNull();
  });
});

describe('counts', () => {
  test('one and many', () => {
    expect(words.housekeepingLabel(1, false)).toBe('1 housekeeping key hidden');
    expect(words.housekeepingLabel(4, true)).toBe('4 housekeeping keys shown');
    expect(words.linesText(1)).toBe('1 unchanged line');
    expect(words.linesText(2)).toBe('2 unchanged lines');
    expect(words.differenceText(null, 1)).toBe('1 difference');
    expect(words.differenceText(null, 5)).toBe('5 differences');
    expect(words.differenceText(1, 5)).toBe('Difference 2 of 5');
  });

  test('what was found', () => {
    expect(words.findText(0, 0, '')).toBe('');
    expect(words.findText(0, 0, 'x')).toBe('Not found');
    expect(words.findText(2, 12, 'x')).toBe('3 of 12');
  });
});

describe('back up now', () => {
  const backup = { id: '01a', at: NOW };

  test('says what became of it', () => {
    expect(backedUpText({ outcome: 'done', backup, already: false }, NOW)).toBe('Backed up.');
    expect(backedUpText({ outcome: 'done', backup, already: true }, NOW)).toMatch(
      /^Already backed up /,
    );
    for (const problem of BACKUP_PROBLEMS) {
      expect(backedUpText({ outcome: 'refused', problem }, NOW)).toBe(backupProblemText[problem]);
    }
  });
});
