import type { FolderUse } from '$contract/jts/settings-folder';
import { RESTORE_PROBLEMS } from '$contract/jts/restore';
import type { FolderState, RestorePreview } from '$contract/jts/settings-state';
import { expect, test, type Locator } from '@playwright/test';
import { restoreProblemText } from '../../../src-renderer/text/restore-problems.ts';
import { violationsOn } from '../../support/mocked-main/axe.ts';
import { appState, appWith, statusOf } from '../../support/mocked-main/fixtures.ts';
import { MockedApp } from '../../support/mocked-main/mocked-app.ts';
import {
  backupRow,
  comparedVersions,
  finding,
  FOLDER,
  folderState,
  meaning,
  OTHER_FOLDER,
  restorePreview,
  settingsState,
  type SettingsScript,
} from '../../support/mocked-main/settings.ts';

const HOUR = 3_600_000;
const LAST_GOOD = '01k0lastgood';
const SEEN = 'a'.repeat(64);
const MARKUP = '<img src=x onerror=alert(1)>';
const running: FolderUse = { state: 'running', product: 'gateway', pid: 48_211 };

const offer: FolderState['undo'] = {
  id: '01k0beforerestore',
  restoredAt: Date.now(),
  restored: { id: LAST_GOOD, at: Date.now() - 5 * HOUR },
  isLastGood: true,
};

let mocked: MockedApp;
test.beforeAll(async () => {
  mocked = await MockedApp.launch();
});
test.afterEach(() => {
  expect(mocked.complaints, 'errors and policy violations on the console').toEqual([]);
});
test.afterAll(() => mocked.close());

const dialog = (): Locator => mocked.page.getByRole('dialog');
const inside = (name: string | RegExp): Locator =>
  dialog().getByRole('button', { name, exact: true });
const opener = (): Locator => mocked.page.getByRole('button', { name: /^Restore Last good/ });
const toast = (): Locator => mocked.page.locator('.toast');
const bar = (name: RegExp): Locator => mocked.page.getByRole('region', { name });

async function open(
  preview: Partial<RestorePreview> = {},
  folder: Partial<FolderState> = {},
  settings: SettingsScript = {},
): Promise<void> {
  const now = Date.now();
  await mocked.open(statusOf('silent', now), appState(), '', {
    state: settingsState(folderState(now, { use: preview.use ?? { state: 'closed' }, ...folder })),
    ...settings,
    answers: { 'restore:preview': restorePreview(now, preview), ...settings.answers },
  });
  await mocked.openPage('backups');
  await opener().click();
  await expect(dialog()).toBeVisible();
}
const push = (change: Partial<FolderState> = {}): Promise<void> =>
  mocked.push('settings:changed', settingsState(folderState(Date.now(), change)));

test.describe('the preview', () => {
  test('says what will change, and what no restore can bring back', async () => {
    await open();
    await expect(dialog()).toHaveAccessibleName('Restore “Last good”?');
    await expect(dialog()).toContainText(
      'Puts back the whole file: 3 settings that matter, 4 housekeeping keys.',
    );
    const rows = dialog().getByRole('table').first().getByRole('row');
    await expect(rows).toHaveText([
      /Setting\s*Now\s*After restore/,
      /Trusted addresses.*not set.*127\.0\.0\.1/s,
      /Time zone.*Europe\/Berlin.*America\/New_York/s,
      /Debug log.*true.*false/s,
    ]);
    await expect(dialog()).toContainText('Gateway may keep its effective list elsewhere');
    await expect(dialog()).toContainText('Not part of jts.ini, so not restored: port');
    await expect(dialog()).toContainText('saved first');
    expect(await mocked.asked('restore:preview')).toEqual([{ folder: FOLDER, id: LAST_GOOD }]);
  });

  test('has the text behind a disclosure', async () => {
    await open();
    await expect(dialog().getByRole('region', { name: 'Text difference' })).toHaveCount(0);
    await dialog().getByText('Text difference').click();
    const text = dialog().getByRole('region', { name: 'Text difference' });
    await expect(text).toContainText('WriteDebug=false');
    await text.focus();
    await mocked.page.keyboard.press('n');
    expect(await violationsOn(mocked.page)).toEqual([]);
    await expect(dialog()).not.toContainText('not shown');
  });

  test('says how much of a text that is too long is not shown', async () => {
    const { compared } = restorePreview(Date.now());
    const text = { ...compared.text, moreChanged: 1 };
    await open({ compared: { ...compared, text } });
    await dialog().getByText('Text difference').click();
    await expect(dialog().getByText('1 more changed line is not shown.')).toBeVisible();
  });

  test('starts on the button that does nothing; Esc closes, and the focus returns', async () => {
    await open();
    await expect(inside('Cancel')).toBeFocused();
    await mocked.page.keyboard.press('Escape');
    await expect(dialog()).toBeHidden();
    await expect(opener()).toBeFocused();
    expect(await mocked.asked('restore:run')).toEqual([]);
    expect(await mocked.asked('window:hide')).toEqual([]);
  });

  test('keeps Tab inside', async () => {
    await open({ apiStore: 'offered' });
    for (let step = 0; step < 12; step += 1) {
      await mocked.page.keyboard.press('Tab');
      await expect(dialog().locator(':focus')).toHaveCount(1);
    }
  });

  test('of equal contents says so', async () => {
    const compared = comparedVersions(Date.now(), {
      told: [],
      comparison: { verdict: 'same', findings: [], notes: [] },
    });
    await open({ compared });
    await expect(dialog()).toContainText('jts.ini already has these contents.');
    await expect(dialog().getByRole('table')).toHaveCount(0);
  });

  test('of one that is gone offers nothing', async () => {
    await open({}, {}, { answers: { 'restore:preview': null } });
    await expect(dialog().getByRole('alert')).toContainText('There is nothing to preview');
    await expect(inside(/^Restore/)).toHaveCount(0);
    await expect(inside('Close')).toBeFocused();
  });

  test('where a folder stands in the place of the file: says so, and what to do', async () => {
    const file = { outcome: 'unreadable', why: 'EISDIR' } as const;
    await open({}, { file }, { answers: { 'restore:preview': null } });
    await expect(dialog().getByRole('alert')).toHaveText(
      "There is nothing to preview: can't read jts.ini: it is a folder. Move it out of the way, then try again.",
    );
  });

  test('shows names and values of others as text', async () => {
    const now = Date.now();
    const told = [
      [finding({ key: MARKUP, before: MARKUP, after: 'W'.repeat(400) }), meaning({ name: null })],
      [finding({ change: 'grouped', text: MARKUP }), meaning()],
      [finding({ before: 'a\u202Eb', after: '\u0000' }), meaning()],
    ] as const;
    const backup = backupRow(now, { note: MARKUP });
    await open({ backup, compared: comparedVersions(now, { told }) });
    await mocked.resize(320, 640);
    await expect(dialog()).toHaveAccessibleName(`Restore “${MARKUP}”?`);
    await expect(dialog().locator('img')).toHaveCount(0);
    await expect(dialog()).not.toContainText('\u202E');
    expect(
      await dialog().evaluate((each) => each.scrollWidth - each.clientWidth),
      'nothing scrolls sideways',
    ).toBe(0);
    await mocked.resize(960, 760);
  });
});

test.describe('who uses the folder decides', () => {
  test('closed: it is restored, with a way back', async () => {
    await open();
    await inside('Restore').click();
    await expect(dialog()).toBeHidden();
    expect(await mocked.asked('restore:run')).toEqual([
      { folder: FOLDER, id: LAST_GOOD, seen: SEEN, withApiStore: false, whenClosed: false },
    ]);
    await expect(toast()).toContainText('Restored “Last good”.');
    await expect(opener()).toBeFocused();
    await push({ undo: offer });
    await toast().getByRole('button', { name: 'Undo…', exact: true }).click();
    await expect(dialog()).toHaveAccessibleName('Undo the restore?');
    await expect
      .poll(async () => (await mocked.asked('restore:preview')).at(-1))
      .toEqual({ folder: FOLDER, id: '01k0beforerestore' });
  });

  test('the file changed since: the message says that it can not be undone any more', async () => {
    await open();
    await inside('Restore').click();
    await push({ undo: offer });
    await push({ undo: null });
    await toast().getByRole('button', { name: 'Undo…' }).click();
    await expect(toast()).toContainText('Undo is no longer offered: jts.ini has changed since.');
    await expect(dialog()).toHaveCount(0);
    expect(await mocked.asked('restore:preview')).toHaveLength(1);
  });

  for (const [use, words] of [
    [running, 'Gateway is running.'],
    [{ state: 'port-open', port: 4002 }, 'Port 4002 is open'],
    [{ state: 'unknown', missing: 'The process list' }, "can't be told"],
    [{ state: 'restart-pending' }, 'about to restart itself'],
  ] as const) {
    test(`${use.state}: it waits, and there is no other way`, async () => {
      await open({ use });
      await expect(dialog()).toContainText(words);
      await expect(dialog().getByRole('button')).toHaveText([
        'Cancel',
        'Restore when Gateway closes',
      ]);
      await mocked.answer('restore:run', { outcome: 'queued' });
      await inside('Restore when Gateway closes').click();
      await expect(dialog()).toBeHidden();
      expect(await mocked.asked('restore:run')).toEqual([
        { folder: FOLDER, id: LAST_GOOD, seen: SEEN, withApiStore: false, whenClosed: true },
      ]);
    });
  }

  test('Gateway runs: closing it means signing in again', async () => {
    await open({ use: running });
    await expect(dialog()).toContainText('Closing Gateway means signing in again.');
  });

  test('Gateway closes while the dialog is open: it can be restored at once', async () => {
    await open({ use: running });
    await push({ use: { state: 'closed' } });
    await expect(inside('Restore')).toBeVisible();
    await push({ use: { state: 'running', product: 'tws', pid: 7 } });
    await expect(inside('Restore when TWS closes')).toBeVisible();
  });
});

test.describe('the API settings store', () => {
  test('is offered unticked, and says that nobody tried it', async () => {
    await open({ apiStore: 'offered' });
    const box = dialog().getByRole('checkbox', { name: 'Also put back the API settings store' });
    await expect(box).not.toBeChecked();
    await expect(box).toHaveAccessibleDescription(/port, Read-Only.*Never tried on a real Gateway/);
    await box.check();
    await inside('Restore').click();
    expect(await mocked.asked('restore:run')).toMatchObject([{ withApiStore: true }]);
  });

  for (const [apiStore, words] of [
    ['other-user-folder', 'of another user folder'],
    ['other-version', 'another version of Gateway'],
  ] as const) {
    test(`${apiStore}: why it is not offered`, async () => {
      await open({ apiStore });
      await expect(dialog()).toContainText(words);
      await expect(dialog().getByRole('checkbox')).toHaveCount(0);
    });
  }
});

test.describe('damage', () => {
  test('of the bytes: no restore, but an older one that is good', async () => {
    const now = Date.now();
    await open({
      backup: backupRow(now, { isDamaged: true }),
      olderGood: { id: '01k0manual', at: now - 20 * HOUR },
    });
    await expect(dialog()).toContainText('its bytes are not those that were saved');
    await expect(inside(/^Restore/)).toHaveCount(0);
    await inside(/^Look at the backup of/).click();
    await expect
      .poll(async () => (await mocked.asked('restore:preview')).at(-1))
      .toEqual({ folder: FOLDER, id: '01k0manual' });
    await expect(dialog()).toBeVisible();
  });

  for (const [health, words] of [
    ['cut-off', 'cut off'],
    ['binary', 'NUL bytes'],
    ['empty', 'The file was empty'],
    ['not-settings', 'Nothing in the file was a setting'],
    ['absent', 'restoring removes the file'],
  ] as const) {
    test(`of the contents, ${health}: a warning, and a restore all the same`, async () => {
      await open({ backup: backupRow(Date.now(), { health }) });
      await expect(dialog()).toContainText(words);
      await expect(inside('Restore')).toBeVisible();
    });
  }
});

test.describe('while it goes on', () => {
  test('what is waited for is said, nothing is pressed twice, and closing stops nothing', async () => {
    await open();
    await mocked.hold('restore:run');
    await inside('Restore').click();
    await push({
      activity: { kind: 'waiting-for-quiet', since: Date.now(), done: null, total: null },
    });
    const said = dialog().getByRole('status');
    await expect(said).toContainText('Waiting until nothing has written the file');
    await inside('Restore').click({ force: true });
    await push({ activity: { kind: 'restoring', since: Date.now(), done: null, total: null } });
    await expect(said).toContainText('comparing what was written');
    await inside('Close').click();
    await expect(bar(/^Restoring/)).toBeVisible();
    await mocked.release('restore:run');
    await expect(toast()).toContainText('Restored “Last good”.');
    expect(await mocked.asked('restore:run')).toHaveLength(1);
  });

  test('a refusal after it was closed is said as well', async () => {
    await open();
    await mocked.hold('restore:run');
    await mocked.answer('restore:run', { outcome: 'refused', problem: 'still-written' });
    await inside('Restore').click();
    await inside('Close').click();
    await mocked.release('restore:run');
    await expect(toast()).toContainText('Settings were not restored. The file was written again');
  });
});

test.describe('what can go wrong', () => {
  for (const problem of RESTORE_PROBLEMS) {
    test(`${problem}: what happened, what it means, what to do`, async () => {
      await open();
      await mocked.answer('restore:run', { outcome: 'refused', problem });
      await inside('Restore').click();
      const { what, means, todo, again } = restoreProblemText(problem, 'Gateway');
      await expect(dialog().getByRole('alert')).toHaveText(`${what} ${means} ${todo}`);
      await expect(inside('Restore')).toHaveCount(again ? 1 : 0);
      // They look alike: one of each colour is enough.
      if (problem === 'disk-full' || problem === 'not-put-back')
        expect(await violationsOn(mocked.page)).toEqual([]);
    });
  }

  test('a file that changed since is previewed again, and that one is restored', async () => {
    await open();
    await mocked.answer('restore:run', { outcome: 'refused', problem: 'changed-since-preview' });
    const fresh = comparedVersions(Date.now(), { told: [[finding(), meaning()]] });
    await mocked.answer(
      'restore:preview',
      restorePreview(Date.now(), { seen: 'b'.repeat(64), compared: fresh }),
    );
    await inside('Restore').click();
    await expect(dialog().getByRole('alert')).toContainText('The file changed since this preview.');
    await expect(dialog()).toContainText('1 setting that matters');
    await mocked.answer('restore:run', { outcome: 'restored', undo: '01k0beforerestore' });
    await inside('Restore').click();
    await expect(dialog()).toBeHidden();
    expect((await mocked.asked('restore:run')).at(-1)).toMatchObject({ seen: 'b'.repeat(64) });
  });

  test('Gateway came up meanwhile: it is offered to wait', async () => {
    await open();
    await mocked.answer('restore:run', { outcome: 'refused', problem: 'gateway-running' });
    await mocked.answer('restore:preview', restorePreview(Date.now(), { use: running }));
    await inside('Restore').click();
    await expect(inside('Restore when Gateway closes')).toBeVisible();
  });

  test('main itself fails', async () => {
    await open();
    await mocked.refuse('restore:run', 'internal');
    await inside('Restore').click();
    await expect(dialog().getByRole('alert')).toContainText('Its log says more.');
  });
});

test.describe('a restore that waits', () => {
  const queued: FolderState['queued'] = {
    backup: { id: LAST_GOOD, at: Date.now() - 5 * HOUR },
    isLastGood: true,
    expiresAt: Date.now() + 20 * HOUR,
    needsLook: false,
  };

  test('is told on every page, once, and can be taken back', async () => {
    await mocked.open(statusOf('silent', Date.now()), appState());
    await push({ queued, use: running });
    for (const page of [
      'overview',
      'diagnostics',
      'configuration',
      'backups',
      'settings',
    ] as const) {
      await mocked.openPage(page);
      await expect(bar(/^Waiting for Gateway to close/)).toContainText('“Last good” is restored');
    }
    expect(await violationsOn(mocked.page)).toEqual([]);
    await mocked.page.getByRole('button', { name: 'Cancel the restore that waits' }).click();
    expect(await mocked.asked('restore:cancel')).toEqual([{ folder: FOLDER }]);
    await push();
    await expect(bar(/^Waiting for Gateway to close/)).toHaveCount(0);
    await expect(mocked.page.getByRole('status').filter({ has: toast() })).toContainText(
      'Restore cancelled.',
    );
    await expect(mocked.page.getByRole('heading', { level: 1 })).toBeFocused();
  });

  test('asks again where the file is another one: of its own folder', async () => {
    const now = Date.now();
    await mocked.open(statusOf('silent', now), appState(), '', {
      state: settingsState(
        folderState(now),
        folderState(now, {
          id: OTHER_FOLDER,
          shown: '~/Other',
          connections: [],
          queued: { ...queued, needsLook: true },
        }),
      ),
    });
    await expect(bar(/^The settings changed/)).toContainText('~/Other');
    await mocked.page.getByRole('button', { name: 'Look again…' }).click();
    await expect(inside('Cancel')).toBeFocused();
    expect(await mocked.asked('restore:preview')).toEqual([
      { folder: OTHER_FOLDER, id: LAST_GOOD },
    ]);
    await mocked.page.keyboard.press('Escape');
    await expect(mocked.page.getByRole('button', { name: 'Look again…' })).toBeFocused();
  });

  test('gives way to another one, and that is said before', async () => {
    await open({ use: running }, { queued: { ...queued, backup: { id: '01x', at: 0 } } });
    await expect(dialog()).toContainText('“Last good” waits already; this one takes its place.');
  });
});

test.describe('undo', () => {
  const undo = offer;

  test('stays in Backups as long as it is offered, with what Gateway made of it', async () => {
    await mocked.open(statusOf('silent', Date.now()), appState());
    await mocked.openPage('backups');
    await push({ undo, afterStart: { kind: 'overwritten', settings: ['Trusted addresses'] } });
    const last = mocked.page.getByRole('region', { name: 'The last restore' });
    await expect(last).toContainText(/Restored today .*: “Last good”\./);
    await expect(last).toContainText('overwrote it at its start: Trusted addresses.');
    await last.getByRole('button', { name: 'Undo the restore' }).click();
    await expect(dialog()).toHaveAccessibleName('Undo the restore?');
    await inside('Undo').click();
    expect(await mocked.asked('restore:run')).toMatchObject([{ whenClosed: false }]);
    await expect(toast()).toContainText('The restore was undone.');
    await push();
    await expect(last).toHaveCount(0);
  });

  test('Ctrl+Z opens it from any page, waits where Gateway runs, and does nothing without one', async () => {
    const { page } = mocked;
    await mocked.open(statusOf('ready', Date.now()), appState());
    await page.keyboard.press('Control+z');
    await expect(dialog()).toHaveCount(0);
    await mocked.answer('restore:preview', restorePreview(Date.now(), { use: running }));
    await push({ undo, use: running });
    await page.keyboard.press('Control+z');
    await expect(inside('Undo when Gateway closes')).toBeVisible();
    await expect(inside('Cancel')).toBeFocused();
    // What had the focus is gone with its page: the heading has it now.
    await page.keyboard.press('Escape');
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  });
});

for (const theme of ['light', 'dark'] as const) {
  test(`nothing for a program to find, ${theme}`, async () => {
    const { page } = mocked;
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const now = Date.now();
    const previews: Partial<RestorePreview>[] = [
      {},
      { use: running, apiStore: 'offered' },
      { backup: backupRow(now, { isDamaged: true }), olderGood: { id: '01x', at: now } },
      { backup: backupRow(now, { health: 'cut-off' }), apiStore: 'other-version' },
    ];
    for (const preview of previews) {
      await mocked.open(statusOf('silent', now), appWith({ theme }), '', {
        state: settingsState(folderState(now, { use: preview.use ?? { state: 'closed' } })),
        answers: { 'restore:preview': restorePreview(now, preview) },
      });
      await mocked.openPage('backups');
      await opener().click();
      await expect(dialog().getByRole('button').first()).toBeFocused();
      expect(await violationsOn(page)).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  });
}

test('at 320 px and at 200 % everything can be reached, and nothing scrolls sideways', async () => {
  for (const [width, height, zoom] of [
    [320, 640, 1],
    [640, 520, 2],
  ] as const) {
    await mocked.resize(width, height);
    await open({ use: running, apiStore: 'offered' });
    await mocked.zoom(zoom);
    await inside('Restore when Gateway closes').scrollIntoViewIfNeeded();
    await expect(inside('Restore when Gateway closes')).toBeInViewport();
    expect(await mocked.sideways()).toBe(0);
    expect(await dialog().evaluate((each) => each.scrollWidth - each.clientWidth)).toBe(0);
    expect(await violationsOn(mocked.page)).toEqual([]);
    await mocked.zoom(1);
  }
  await mocked.resize(960, 760);
});

test('forced colours: an edge around the dialog, its table and its problem', async () => {
  const { page } = mocked;
  await page.emulateMedia({ forcedColors: 'active' });
  await open({ apiStore: 'offered' });
  await mocked.answer('restore:run', { outcome: 'refused', problem: 'disk-full' });
  await inside('Restore').click();
  await expect(dialog().getByRole('alert')).toContainText('The disk is full.');
  for (const box of [dialog(), dialog().getByRole('table'), dialog().locator('.problem')])
    await expect(box).toHaveCSS('border-top-style', 'solid');
  expect(await violationsOn(page)).toEqual([]);
  await page.emulateMedia({ forcedColors: 'none' });
});
