import { describe, expect, test } from 'vitest';
import { RESTORE_PROBLEMS } from '../../../../src-main/contract/jts/restore.ts';
import type { SettingsNews } from '../../../../src-main/contract/jts/settings-news.ts';
import { BACKUP_PROBLEMS } from '../../../../src-main/contract/jts/settings-state.ts';
import { settingsNotice } from '../../../../src-main/domain/settings-notices.ts';

const folder = '0123456789abcdef';
const changed = (change: Partial<Extract<SettingsNews, { kind: 'changed' }>> = {}) =>
  settingsNotice({
    ...{ kind: 'changed', folder, settings: ['Trusted addresses', 'Time zone', 'Debug log'] },
    ...{ count: 3, isBackedUp: true, before: '01a', ...change },
  });
const backup = { id: '01a', at: Date.parse('2026-11-22T09:31') };

test('a change tells the first setting that matters, how many more, and that it was kept', () => {
  expect(changed()).toEqual({
    event: 'settings-changed',
    title: 'Gateway settings changed',
    body: 'Trusted addresses and 2 more. Backed up.',
    buttons: [
      { text: 'Compare', action: 'compare-settings' },
      { text: 'Undo…', action: 'preview-undo' },
    ],
  });
  expect(changed({ settings: ['Time zone'], count: 1 }).body).toBe('Time zone. Backed up.');
  expect(changed({ settings: ['Unknown keys'], count: 7, isBackedUp: false }).body).toBe(
    'Unknown keys and 6 more.',
  );
});

test('nothing can be undone where nothing of before was kept', () => {
  expect(changed({ before: null }).buttons.map(({ text }) => text)).toEqual(['Compare']);
});

test('a restore that waited is told when it is done, with its undo', () => {
  const done = { kind: 'restored', folder, backup, undo: '01b' } as const;
  expect(settingsNotice({ ...done, isLastGood: true })).toEqual({
    event: 'settings-restored',
    title: 'Settings restored',
    body: '“Last good” is in place.',
    buttons: [{ text: 'Undo', action: 'preview-undo' }],
  });
  expect(settingsNotice({ ...done, isLastGood: false }).body).toMatch(
    /^The backup of .*31.* is in place\.$/,
  );
  expect(settingsNotice({ ...done, isLastGood: true, undo: null }).buttons).toEqual([
    { text: 'Open', action: 'open-backups' },
  ]);
});

test('one that expired, or meets another file, is told', () => {
  expect(settingsNotice({ kind: 'expired', folder })).toMatchObject({
    event: 'restore-failed',
    title: 'Settings were not restored',
    body: 'Gateway did not close within 24 h.',
  });
  expect(settingsNotice({ kind: 'needs-look', folder, backup: '01a' }).event).toBe(
    'restore-failed',
  );
});

describe('every failure has two lines at most, says what it means, and opens the backups', () => {
  test.each(RESTORE_PROBLEMS)('restore: %s', (problem) => {
    const notice = settingsNotice({ kind: 'not-restored', folder, problem, backup: '01a' });
    expect(notice.body.length).toBeLessThanOrEqual(110);
    expect(notice.body).toMatch(/Nothing was changed\.$|old one/);
    expect(notice.buttons).toEqual([{ text: 'Open', action: 'open-backups' }]);
  });

  test.each(['half', 'postponed', 'changed', 'unreachable', 'unreadable'] as const)(
    'a restore that was cut short: %s',
    (outcome) => {
      const notice = settingsNotice({ kind: 'cut-short', folder, outcome });
      expect(notice).toMatchObject({
        event: 'restore-failed',
        buttons: [{ text: 'Open', action: 'open-backups' }],
      });
      expect(notice.body).toMatch(/^A restore was cut short.{1,90}\.$/);
    },
  );

  test.each(BACKUP_PROBLEMS)('backup: %s', (problem) => {
    const notice = settingsNotice({ kind: 'backup-failed', folder, problem });
    expect(notice).toMatchObject({ event: 'backup-failed', title: 'Backup failed' });
    expect(notice.body.length).toBeLessThanOrEqual(110);
  });
});
