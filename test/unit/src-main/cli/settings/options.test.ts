import { describe, expect, test } from 'vitest';
import {
  backupOptions,
  backupsOptions,
  diffOptions,
  restoreOptions,
} from '../../../../../src-main/cli/settings/options.ts';
import { UsageError } from '../../../../../src-main/cli/usage.ts';

const words = (line: string): readonly string[] => line.split(' ').filter((word) => word !== '');

test.each([
  ['', { note: null, json: false, jtsDir: null }],
  ['--json --jts-dir /x', { note: null, json: true, jtsDir: '/x' }],
  ['--note Monday', { note: 'Monday', json: false, jtsDir: null }],
])('backup %s', (line, expected) => {
  expect(backupOptions(words(line))).toEqual(expected);
});

test.each([
  ['', null],
  ['  ', null],
  [' a\tb\nc\u001b[0m ', 'a b c [0m'],
])('a note %j is one line, or none', (note, expected) => {
  expect(backupOptions(['--note', note]).note).toBe(expected);
});

test.each([
  ['', {}],
  ['--verify --json', { verify: true, json: true }],
  ['--export a.zip', { exportTo: 'a.zip' }],
  ['--import=a.zip', { importFrom: 'a.zip' }],
])('backups %s', (line, expected) => {
  const none = { json: false, verify: false, exportTo: null, importFrom: null, jtsDir: null };
  expect(backupsOptions(words(line))).toEqual({ ...none, ...expected });
});

test.each([
  ['', { older: 'last-good', newer: 'now', form: 'words' }],
  ['a.ini', { older: 'a.ini', newer: 'now', form: 'words' }],
  ['a b --text', { older: 'a', newer: 'b', form: 'text' }],
  ['--json now last-good', { older: 'now', newer: 'last-good', form: 'json' }],
  ['-- --odd-name', { older: '--odd-name', newer: 'now', form: 'words' }],
])('diff %s', (line, expected) => {
  expect(diffOptions(words(line))).toEqual({ ...expected, jtsDir: null });
});

test.each([
  ['x', {}],
  ['--yes x --when-closed', { yes: true, whenClosed: true }],
  ['x --json --jts-dir d', { json: true, jtsDir: 'd' }],
])('restore %s', (line, expected) => {
  const none = { id: 'x', yes: false, whenClosed: false, json: false, jtsDir: null };
  expect(restoreOptions(words(line))).toEqual({ cancel: false, ...none, ...expected });
});

test('restore --cancel takes no backup', () => {
  const cancel = { cancel: true, json: true, jtsDir: 'd' };
  expect(restoreOptions(words('--cancel --json --jts-dir d'))).toEqual(cancel);
});

describe('wrong usage is refused', () => {
  test.each<[(args: readonly string[]) => unknown, readonly string[]]>([
    [backupOptions, ['x']],
    [backupOptions, ['--note']],
    [backupOptions, ['--note', 'x'.repeat(201)]],
    [backupOptions, ['--jts-dir', '']],
    [backupOptions, ['--jts-dir', 'a\0b']],
    [backupOptions, ['--yes']],
    [backupsOptions, ['x']],
    [backupsOptions, ['--verify', '--import', 'x']],
    [backupsOptions, ['--export', 'x', '--import', 'x']],
    [backupsOptions, ['--export', '']],
    [diffOptions, ['a', 'b', 'c']],
    [diffOptions, ['']],
    [diffOptions, ['--text', '--json']],
    [restoreOptions, []],
    [restoreOptions, ['a', 'b']],
    [restoreOptions, ['a', '--force']],
    [restoreOptions, ['a', '--cancel']],
    [restoreOptions, ['--cancel', '--yes']],
    [restoreOptions, ['--cancel', '--when-closed']],
  ])('%o %j', (read, args) => {
    expect(() => read(args)).toThrow(UsageError);
  });
});
