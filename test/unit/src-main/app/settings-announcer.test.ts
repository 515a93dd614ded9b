import { describe, expect, test } from 'vitest';
import type { SettingsNews } from '../../../../src-main/contract/jts/settings-news.ts';
import { settingsSubject } from '../../../../src-main/contract/notice-subject.ts';
import { DEFAULT_PREFERENCES } from '../../../../src-main/contract/preferences.ts';
import { appAround, NOW } from '../../../support/app-around.ts';
import { folderState, FOLDER } from '../../../support/mocked-main/settings.ts';

const on = { ...DEFAULT_PREFERENCES.notifications, 'settings-changed': true };
const CHANGED: SettingsNews = {
  ...{ kind: 'changed', folder: FOLDER, settings: ['Trusted addresses'], count: 3 },
  ...{ isBackedUp: true, before: '01a' },
};
const EXPIRED: SettingsNews = { kind: 'expired', folder: FOLDER };
const SUBJECT = settingsSubject(FOLDER);

async function started(given: Parameters<typeof appAround>[0] = {}) {
  const around = appAround(given);
  await around.model.start();
  return around;
}
const titles = ({ notifier }: ReturnType<typeof appAround>): readonly string[] =>
  notifier.show.mock.calls.map(([{ title }]) => title);

describe('what is told of the settings', () => {
  test('a change only where somebody asked to be told', async () => {
    const off = await started();
    off.settingsNews(CHANGED);
    expect(titles(off)).toEqual([]);
    const told = await started({ preferences: { notifications: on } });
    told.settingsNews(CHANGED);
    expect(titles(told)).toEqual(['Gateway settings changed']);
    expect(told.notifier.show.mock.calls[0]?.[0].connection).toBe(SUBJECT);
  });

  test('during a snooze nothing, and after it what was held back', async () => {
    const around = await started();
    around.model.deeds.snooze(15);
    around.settingsNews(EXPIRED);
    expect(titles(around)).toEqual([]);
    await around.clock.advance(16 * 60_000);
    expect(titles(around)).toEqual(['Settings were not restored']);
  });

  test('in quiet hours as well; a later change does not hide the failure', async () => {
    const quietHours = { on: true, from: '00:00', to: '23:59', breakThrough: false };
    const around = await started({ preferences: { notifications: on, quietHours } });
    around.settingsNews(EXPIRED);
    around.settingsNews(CHANGED);
    expect(titles(around)).toEqual([]);
    around.model.changePreferences({ quietHours: { ...quietHours, on: false } });
    expect(titles(around)).toEqual(['Settings were not restored']);
  });
});

describe('what asks for another look', () => {
  const needsLook: SettingsNews = { kind: 'needs-look', folder: FOLDER, backup: '01a' };
  const queued = {
    ...{ backup: { id: '01a', at: NOW }, isLastGood: true },
    ...{ expiresAt: NOW + 1000, needsLook: true },
  };
  const folder = (waits: typeof queued | null) => ({
    folders: [folderState(NOW, { queued: waits })],
  });

  test('stays as long as it is needed, and goes with what waited', async () => {
    const around = await started();
    around.settingsNews(needsLook);
    around.settingsAre(folder(queued));
    expect(around.notifier.withdraw).not.toHaveBeenCalled();
    around.settingsAre(folder(null));
    expect(around.notifier.withdraw).toHaveBeenCalledExactlyOnceWith(SUBJECT);
  });

  const FAILED: SettingsNews = { kind: 'backup-failed', folder: FOLDER, problem: 'disk-full' };

  test.each([
    ['a change', CHANGED],
    ['a failed backup', FAILED],
  ])('is not replaced by %s, which is told again once it is settled', async (_what, news) => {
    const around = await started({ preferences: { notifications: on } });
    around.settingsNews(needsLook);
    around.settingsAre(folder(queued));
    around.settingsNews(news);
    expect(titles(around)).toEqual(['Settings were not restored']);
    around.model.deeds.act('open-backups', SUBJECT);
    expect(around.window.show).toHaveBeenLastCalledWith({
      ...{ page: 'backups', connection: null },
      settings: { folder: FOLDER, show: 'restore', backup: '01a' },
    });
    around.settingsAre(folder(null));
    around.settingsNews(news);
    expect(titles(around)).toHaveLength(2);
  });

  test('nor while a snooze holds it back', async () => {
    const around = await started({ preferences: { notifications: on } });
    around.model.deeds.snooze(15);
    around.settingsNews(needsLook);
    around.settingsNews(FAILED);
    around.settingsAre(folder(queued));
    await around.clock.advance(16 * 60_000);
    expect(titles(around)).toEqual(['Settings were not restored']);
  });

  test('of another folder hides nothing', async () => {
    const around = await started({ preferences: { notifications: on } });
    around.settingsNews(needsLook);
    around.settingsNews({ ...CHANGED, folder: 'fedcba9876543210' });
    expect(titles(around)).toEqual(['Settings were not restored', 'Gateway settings changed']);
  });

  test('does not come after a snooze that outlived it', async () => {
    const around = await started();
    around.model.deeds.snooze(15);
    around.settingsNews(needsLook);
    around.settingsAre(folder({ ...queued, needsLook: false }));
    await around.clock.advance(16 * 60_000);
    expect(titles(around)).toEqual([]);
  });

  test('takes no later news with it', async () => {
    const around = await started();
    around.settingsNews(needsLook);
    around.settingsNews(EXPIRED);
    around.settingsAre(folder(null));
    expect(around.notifier.withdraw).not.toHaveBeenCalled();
  });
});

describe('a click', () => {
  const LAST = { page: 'configuration', connection: null } as const;

  test('on a change compares it with what was there before', async () => {
    const around = await started({ preferences: { notifications: on } });
    around.settingsNews(CHANGED);
    around.model.deeds.act('compare-settings', SUBJECT);
    expect(around.window.show).toHaveBeenLastCalledWith({
      ...LAST,
      settings: { folder: FOLDER, show: 'differences', before: '01a', after: 'now' },
    });
  });

  test('on "Undo…" opens the preview and writes nothing', async () => {
    const around = await started({ preferences: { notifications: on } });
    around.settingsNews(CHANGED);
    around.model.deeds.act('preview-undo', SUBJECT);
    expect(around.window.show).toHaveBeenLastCalledWith({
      ...{ page: 'backups', connection: null },
      settings: { folder: FOLDER, show: 'restore', backup: '01a' },
    });
  });

  test('on "Undo" of a restore opens the preview of what was there before', async () => {
    const around = await started();
    around.settingsNews({
      ...{ kind: 'restored', folder: FOLDER, backup: { id: '01a', at: NOW } },
      ...{ isLastGood: true, undo: '01b' },
    });
    around.model.deeds.act('preview-undo', SUBJECT);
    expect(around.window.show).toHaveBeenLastCalledWith({
      ...{ page: 'backups', connection: null },
      settings: { folder: FOLDER, show: 'restore', backup: '01b' },
    });
  });
});

describe('the tray', () => {
  test('backs up without a window; a failure opens the backups', async () => {
    const around = await started();
    around.model.deeds.act('back-up', SUBJECT);
    await expect.poll(() => around.settings.backup.mock.calls).toEqual([[FOLDER]]);
    expect(around.window.show).not.toHaveBeenCalled();
    around.settings.backup.mockResolvedValue({
      ok: true,
      value: { outcome: 'refused', problem: 'disk-full' },
    });
    around.model.deeds.act('back-up', SUBJECT);
    await expect.poll(() => around.window.show.mock.calls.length).toBe(1);
  });

  test('leads to a restore that waits, where it can be seen and taken back', async () => {
    const around = await started();
    around.model.deeds.act('open-backups', SUBJECT);
    expect(around.window.show).toHaveBeenLastCalledWith({
      ...{ page: 'backups', connection: null },
      settings: { folder: FOLDER, show: 'all' },
    });
  });

  test('shows what changed as soon as it is known, and the page hears the same', async () => {
    const around = await started();
    const state = { folders: [folderState(NOW)] };
    around.settingsAre(state);
    const menu = around.tray.show.mock.lastCall?.[0].menu ?? [];
    expect(menu.map((entry) => ('text' in entry ? entry.text : ''))).toContain('Review 3 changes…');
    expect(around.send).toHaveBeenCalledWith('settings:changed', state);
    around.model.deeds.act('review-changes', SUBJECT);
    expect(around.window.show).toHaveBeenLastCalledWith({
      ...{ page: 'configuration', connection: null },
      settings: { folder: FOLDER, show: 'differences', before: 'last-good', after: 'now' },
    });
  });
});
