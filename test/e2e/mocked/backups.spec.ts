import type { FolderState } from '$contract/jts/settings-state';
import { expect, test, type Locator } from '@playwright/test';
import { violationsOn } from '../../support/mocked-main/axe.ts';
import { appState, statusOf } from '../../support/mocked-main/fixtures.ts';
import { MockedApp } from '../../support/mocked-main/mocked-app.ts';
import {
  backupRow,
  backupRows,
  FOLDER,
  folderState,
  OTHER_FOLDER,
  settingsState,
  unchangedFolder,
  type SettingsScript,
} from '../../support/mocked-main/settings.ts';

const HOUR = 3_600_000;
const LAST_GOOD = '01k0lastgood';
const MARKUP = '<img src=x onerror=alert(1)>';

let mocked: MockedApp;
test.beforeAll(async () => {
  mocked = await MockedApp.launch();
});
test.afterEach(() => {
  expect(mocked.complaints, 'errors and policy violations on the console').toEqual([]);
});
test.afterAll(() => mocked.close());

const open = async (settings: SettingsScript = {}): Promise<void> => {
  await mocked.open(statusOf('silent', Date.now()), appState(), '', settings);
  await mocked.openPage('backups');
  await expect(mocked.page.getByRole('heading', { level: 1 })).toHaveText('Backups');
};
const push = (change: Partial<FolderState> = {}): Promise<void> =>
  mocked.push('settings:changed', settingsState(folderState(Date.now(), change)));
const row = (title: string): Locator =>
  mocked.page
    .getByRole('listitem')
    .filter({ has: mocked.page.getByRole('heading', { name: title, exact: true }) });
const button = (name: string | RegExp): Locator => mocked.page.getByRole('button', { name });
const toast = (): Locator => mocked.page.locator('.toast');

test.describe('the timeline', () => {
  test('one row for each, by day, with who made it and what changed', async () => {
    await open();
    await expect(mocked.page.getByRole('listitem')).toHaveCount(5);
    await expect(mocked.page.getByRole('heading', { level: 2 }).first()).toHaveText(
      /^(Today|Yesterday)$/,
    );
    await expect(row('Settings changed')).toContainText('Now');
    await expect(row('Settings changed')).toContainText(
      'Trusted addresses, Time zone and Debug log changed.',
    );
    await expect(row('Last good')).toContainText('Test passed');
    await expect(row('Last good')).toContainText('jts.ini, 731 bytes');
    await expect(row('Last good')).toContainText('with API settings store');
    await expect(row('Before adding the second strategy')).toContainText('pinned, kept for ever');
    await expect(row('Before adding the second strategy')).toContainText('by you');
    await expect(row('Before a restore')).toContainText('not seen working');
    expect(await mocked.asked('backups:list')).toEqual([{ folder: FOLDER }]);
  });

  test('a damaged one says what that means, and offers nothing that needs its bytes', async () => {
    await open();
    const damaged = row('Automatic');
    await expect(damaged).toContainText("It is kept, but can't be restored.");
    await expect(damaged.getByRole('button', { name: /^(Compare|Restore)/ })).toHaveCount(0);
    await expect(mocked.page.getByRole('region', { name: 'Damaged backups' })).toContainText(
      '1 of 5 backups is damaged.',
    );
    await button('Show').click();
    await expect(mocked.page.getByRole('listitem')).toHaveCount(1);
    await button('Show all').click();
    await expect(mocked.page.getByRole('listitem')).toHaveCount(5);
  });

  test('two of the same name in the same minute show their seconds, to everybody', async () => {
    const at = new Date(2026, 10, 3, 19, 10, 4).getTime();
    const one = backupRow(at, { at, isLastGood: false, cause: 'before-restore' });
    await open({
      answers: {
        'backups:list': [
          { ...one, id: '01c', at: at + 30_000 },
          { ...one, id: '01b' },
          { ...one, id: '01a', at: at - 60_000 },
        ],
      },
    });
    const times = mocked.page.getByRole('listitem').locator('time');
    await expect(times).toHaveText([/10:34/, /10:04/, /:09(?!:)/]);
    await expect(button(/^Restore Before a restore, .*10:34/)).toHaveCount(1);
    await expect(button(/^Restore Before a restore, .*10:04/)).toHaveCount(1);
  });

  test('compares with now, and now with last good', async () => {
    await open();
    await row('Last good')
      .getByRole('button', { name: /^Compare/ })
      .click();
    await expect(mocked.page.getByRole('heading', { level: 1 })).toHaveText('Configuration');
    await expect
      .poll(async () => (await mocked.asked('settings:compare')).at(-1))
      .toEqual({ folder: FOLDER, before: LAST_GOOD, after: 'now' });
    await mocked.openPage('backups');
    await row('Settings changed')
      .getByRole('button', { name: /^Compare/ })
      .click();
    await expect
      .poll(async () => (await mocked.asked('settings:compare')).at(-1))
      .toEqual({ folder: FOLDER, before: 'last-good', after: 'now' });
  });

  test('any two can be compared, the older one first, by keyboard', async () => {
    await open();
    const { page } = mocked;
    await button('Compare two…').focus();
    await page.keyboard.press('Enter');
    const bar = page.getByRole('region', { name: 'Compare two backups' });
    await expect(bar).toBeFocused();
    await expect(bar).toContainText('Choose two backups.');
    const boxes = page.getByRole('checkbox');
    await boxes.nth(0).focus();
    await page.keyboard.press('Space');
    await expect(bar).toContainText('Choose one more.');
    await boxes.nth(2).check();
    await expect(bar).toContainText('Two are chosen.');
    // No third, and never one that can't be read.
    await expect(boxes.nth(1)).toBeDisabled();
    await expect(boxes.nth(4)).toBeDisabled();
    expect(await violationsOn(page)).toEqual([]);
    await button('Compare the two').click();
    await expect
      .poll(async () => (await mocked.asked('settings:compare')).at(-1))
      .toEqual({ folder: FOLDER, before: '01k0manual', after: '01k0observed' });
  });

  test('choosing can be given up, and the focus is where it was', async () => {
    await open();
    await button('Compare two…').click();
    await button('Cancel').click();
    await expect(button('Compare two…')).toBeFocused();
    await expect(mocked.page.getByRole('checkbox')).toHaveCount(0);
  });

  test('pins and unpins', async () => {
    await open();
    const pin = row('Last good').getByRole('button', { name: /^Pin/ });
    await expect(pin).toHaveAttribute('aria-pressed', 'false');
    await pin.click();
    await row('Before adding the second strategy').getByRole('button', { name: /^Pin/ }).click();
    expect(await mocked.asked('backups:pin')).toEqual([
      { folder: FOLDER, id: LAST_GOOD, pinned: true },
      { folder: FOLDER, id: '01k0manual', pinned: false },
    ]);
  });

  test('what main refuses is said', async () => {
    await open();
    await mocked.refuse('backups:pin', 'no-backup');
    await row('Last good').getByRole('button', { name: /^Pin/ }).click();
    await expect(toast()).toContainText('This backup does not exist any more.');
  });
});

test.describe('a note', () => {
  test('is written in place: Enter keeps it, and the focus goes back', async () => {
    await open();
    const { page } = mocked;
    await row('Last good')
      .getByRole('button', { name: /^Add a note/ })
      .click();
    const field = page.getByRole('textbox', { name: /^Note of/ });
    await expect(field).toBeFocused();
    await field.fill('  Before the update  ');
    const noted = backupRows(Date.now()).map((each) =>
      each.isLastGood ? { ...each, note: 'Before the update' } : each,
    );
    await mocked.answer('backups:list', noted);
    await page.keyboard.press('Enter');
    await expect(row('Before the update')).toContainText('Last good');
    await expect(
      row('Before the update').getByRole('button', { name: /^Change the note/ }),
    ).toBeFocused();
    expect(await mocked.asked('backups:note')).toEqual([
      { folder: FOLDER, id: LAST_GOOD, note: 'Before the update' },
    ]);
  });

  test('Esc leaves it as it was, and the window too', async () => {
    await open();
    const { page } = mocked;
    await row('Last good')
      .getByRole('button', { name: /^Add a note/ })
      .click();
    await page.keyboard.type('x');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('textbox')).toHaveCount(0);
    await expect(row('Last good').getByRole('button', { name: /^Add a note/ })).toBeFocused();
    expect(await mocked.asked('backups:note')).toEqual([]);
    expect(await mocked.asked('window:hide')).toEqual([]);
  });

  test('of others is text: markup, letters that turn the line, and 200 of them', async () => {
    const now = Date.now();
    const notes = [MARKUP, 'a\u202Egnp.exe', 'W'.repeat(200), '{@html 1}'];
    await open({
      answers: {
        'backups:list': notes.map((note, index) =>
          backupRow(now, { id: `01k${index}`, note, isLastGood: false }),
        ),
      },
    });
    await mocked.resize(320, 640);
    await expect(row(MARKUP)).toBeVisible();
    await expect(mocked.page.locator('main img')).toHaveCount(0);
    expect(await mocked.sideways()).toBe(0);
    await mocked.resize(960, 760);
  });
});

test.describe('backing up', () => {
  test('by button and by key, with a note offered and written in place', async () => {
    await open();
    const { page } = mocked;
    await button(/^Back up now/)
      .first()
      .click();
    await page.keyboard.press('Control+b');
    await expect.poll(() => mocked.asked('settings:backup')).toHaveLength(2);
    await expect(toast()).toContainText('Backed up.');
    const rows = [backupRow(Date.now(), { id: '01k0new', isLastGood: false, cause: 'manual' })];
    await mocked.answer('backups:list', rows);
    await mocked.openPage('overview');
    await toast().getByRole('button', { name: 'Add a note' }).click();
    await expect(page.getByRole('textbox', { name: /^Note of Backed up by you/ })).toBeFocused();
  });

  test('the same contents make no second one', async () => {
    await open();
    await mocked.answer('settings:backup', {
      outcome: 'done',
      backup: { id: LAST_GOOD, at: Date.now() },
      already: true,
    });
    await mocked.page.keyboard.press('Control+b');
    await expect(toast()).toContainText(/Already backed up today/);
    await expect(toast().getByRole('button', { name: 'Add a note' })).toHaveCount(0);
  });

  test('why it failed is said, and stays said on every page', async () => {
    await open();
    await mocked.answer('settings:backup', { outcome: 'refused', problem: 'disk-full' });
    await mocked.page.keyboard.press('Control+b');
    await expect(toast()).toContainText('Nothing was backed up: the disk is full.');
    await push({ backupProblem: { problem: 'disk-full', at: Date.now() } });
    for (const page of ['overview', 'diagnostics', 'configuration', 'settings'] as const) {
      await mocked.openPage(page);
      await expect(mocked.page.getByRole('region', { name: /^Backups fail since/ })).toContainText(
        'Make room, then back up again.',
      );
    }
  });
});

test.describe('all of them', () => {
  test('are verified, with progress, and what is damaged is shown', async () => {
    await open();
    const { page } = mocked;
    await push({ activity: { kind: 'verifying', since: Date.now(), done: 12, total: 40 } });
    await expect(page.getByText('Verifying, 12 of 40')).toBeVisible();
    await button('Verify now').click({ force: true });
    expect(await mocked.asked('backups:verify')).toEqual([]);
    await push();
    await mocked.answer('backups:verify', { outcome: 'verified', checked: 40, damaged: 2 });
    await button('Verify now').click();
    const said = page.getByRole('status').filter({ hasText: '2 of 40 backups are damaged.' });
    await said.getByRole('button', { name: 'Show' }).click();
    await expect(page.getByRole('listitem').filter({ hasText: 'Damaged' })).toHaveCount(1);
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  });

  test.describe('are moved', () => {
    for (const [name, channel, answer, text] of [
      [
        'Export…',
        'backups:export',
        { outcome: 'done', count: 40, skipped: 0 },
        '40 backups exported.',
      ],
      [
        'Import…',
        'backups:import',
        { outcome: 'done', count: 3, skipped: 2 },
        '3 backups imported. 2 were there already.',
      ],
      [
        'Import…',
        'backups:import',
        { outcome: 'refused', problem: 'damaged' },
        'The file is damaged. Nothing was imported.',
      ],
    ] as const) {
      test(`${name} ${text}`, async () => {
        await open();
        await mocked.answer(channel, answer);
        await button(name).click();
        await expect(mocked.page.getByRole('status').filter({ hasText: text })).toBeVisible();
      });
    }

    test('or not: nothing is said', async () => {
      await open();
      await mocked.answer('backups:export', { outcome: 'cancelled' });
      await button('Export…').click();
      await expect.poll(() => mocked.asked('backups:export')).toHaveLength(1);
      await expect(toast()).toHaveCount(0);
    });
  });

  test('lie where they can be looked at', async () => {
    await open();
    await expect(mocked.page.getByText('What is kept')).toBeVisible();
    await button('Open folder').click();
    expect(await mocked.asked('backups:open-folder')).toHaveLength(1);
  });

  test('a thousand are there at once, drawn fifty at a time, by keyboard', async () => {
    const now = Date.now();
    const many = Array.from({ length: 1000 }, (_, index) =>
      backupRow(now, {
        id: `01k${String(index).padStart(4, '0')}`,
        at: now - index * HOUR,
        isLastGood: index === 999,
      }),
    );
    await open({ answers: { 'backups:list': many } });
    const { page } = mocked;
    await expect(page.getByRole('listitem')).toHaveCount(50);
    await button('Show 50 older backups, of 950').focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('listitem')).toHaveCount(100);
    const first = page.locator('[data-backup="01k0050"]');
    await expect(first.getByRole('button').first()).toBeFocused();
    // Nothing freezes: a key is answered within a few frames.
    const took = await page.evaluate(async () => {
      const start = performance.now();
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      return performance.now() - start;
    });
    expect(took).toBeLessThan(500);
  });
});

test.describe('when there is nothing to show', () => {
  test('no backups yet', async () => {
    await open({ answers: { 'backups:list': [] } });
    await expect(mocked.page.getByRole('region', { name: 'No backups' })).toContainText(
      'No backups yet. The first one is made when jts.ini is found, or when you ask for it.',
      { useInnerText: false },
    );
    await expect(button('Verify now')).toHaveCount(0);
    await expect(button('Import…')).toBeVisible();
  });

  test('no folder: it can be chosen', async () => {
    await open({ state: settingsState() });
    await expect(mocked.page.getByRole('main')).toContainText('No settings folder found.');
    await button('Choose it…').click();
    await button('Look again').click();
    expect(await mocked.asked('settings:choose-folder')).toHaveLength(1);
    expect(await mocked.asked('settings:look-again')).toHaveLength(1);
  });

  test('still looking is said only when it takes a while', async () => {
    await open({ state: { folders: null } });
    await expect(mocked.page.getByText('Looking for settings folders…')).toBeVisible();
    await push();
    await expect(row('Last good')).toBeVisible();
  });

  test('a list that fails is said, and can be asked for again', async () => {
    await mocked.open(statusOf('silent', Date.now()), appState());
    await mocked.refuse('backups:list', 'internal');
    await mocked.openPage('backups');
    const alert = mocked.page.getByRole('alert').filter({ hasText: "can't be listed" });
    await expect(alert).toContainText('Its log says more.');
    await mocked.app.evaluate(() => {
      globalThis.mocked.failures = {};
    });
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(row('Last good')).toBeVisible();
    await expect(alert).toHaveCount(0);
  });
});

test('several folders: each has its own', async () => {
  const now = Date.now();
  const other = folderState(now, { id: OTHER_FOLDER, shown: '~/Other', connections: [] });
  await open({ state: settingsState(folderState(now), other) });
  await button(/^Settings folder/).click();
  await mocked.page.getByRole('menuitemradio', { name: '~/Other' }).click();
  await expect
    .poll(async () => (await mocked.asked('backups:list')).at(-1))
    .toEqual({ folder: OTHER_FOLDER });
  await mocked.page.keyboard.press('Control+b');
  expect(await mocked.asked('settings:backup')).toEqual([{ folder: OTHER_FOLDER }]);
});

test('the list follows what happens elsewhere', async () => {
  await open();
  await expect(row('Last good')).toBeVisible();
  await mocked.answer('backups:list', [backupRow(Date.now(), { note: 'From the command line' })]);
  await push({ backups: { count: 6, last: { id: '01knew', at: Date.now() } } });
  await expect(row('From the command line')).toBeVisible();
});

test.describe('the overview', () => {
  const card = (name: string): Locator => mocked.page.getByRole('region', { name, exact: true });
  const overview = (folder: Partial<FolderState> = {}): Promise<void> =>
    mocked.open(statusOf('ready', Date.now()), appState(), '', {
      state: settingsState(folderState(Date.now(), folder)),
    });

  test('counts the changes, and says what one may explain', async () => {
    const now = Date.now();
    const connection = '127.0.0.1:4002';
    await overview({
      mayExplain: { rule: 'trusted-address', connection, changeAt: now - HOUR, incidentAt: now },
    });
    await expect(card('Settings')).toContainText('3 changes');
    await expect(card('Settings')).toContainText('May explain the dialog');
    await card('Settings').getByRole('button').click();
    await expect(mocked.page.getByRole('heading', { level: 1 })).toHaveText('Configuration');
  });

  test('backs up from the card and from the hero', async () => {
    await overview();
    await expect(card('Backup')).toContainText('5 backups kept.');
    await card('Backup').getByRole('button', { name: 'Back up now' }).click();
    await mocked.page.locator('.hero').getByRole('button', { name: 'Back up settings' }).click();
    expect(await mocked.asked('settings:backup')).toEqual([{ folder: FOLDER }, { folder: FOLDER }]);
  });

  test('stands in three columns, and under each other where there is no room', async () => {
    await mocked.open(statusOf('ready', Date.now()), appState(), '', {
      state: settingsState(unchangedFolder(Date.now())),
    });
    const tops = (): Promise<number[]> =>
      Promise.all(
        ['Settings', 'Backup', 'API clients'].map(async (name) =>
          Math.round((await card(name).boundingBox())?.y ?? 0),
        ),
      );
    await mocked.resize(960, 760);
    expect(new Set(await tops()).size).toBe(1);
    await mocked.resize(640, 760);
    expect(new Set(await tops()).size).toBe(3);
    await mocked.resize(960, 760);
  });

  test('without a folder there is nothing to back up, and no button that fails', async () => {
    await mocked.open(statusOf('ready', Date.now()), appState(), '', { state: settingsState() });
    await expect(card('Settings')).toContainText('Not found');
    await expect(button('Back up now')).toHaveCount(0);
    await expect(button('Back up settings')).toHaveCount(0);
    await mocked.page.keyboard.press('Control+b');
    await expect(toast()).toContainText('There are no settings to back up yet.');
  });
});
