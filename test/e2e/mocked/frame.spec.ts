import { expect, test } from '@playwright/test';
import {
  allVerdicts,
  appState,
  appWith,
  live4001,
  reportText,
  statusOf,
} from '../../support/mocked-main/fixtures.ts';
import { MockedApp } from '../../support/mocked-main/mocked-app.ts';

let mocked: MockedApp;
test.beforeAll(async () => {
  mocked = await MockedApp.launch();
});
test.beforeEach(() => mocked.open(statusOf('ready', Date.now()), appState()));
test.afterEach(() => {
  expect(mocked.complaints).toEqual([]);
});
test.afterAll(() => mocked.close());

test.describe('keyboard', () => {
  test('pages open by number, and the heading takes the focus', async () => {
    const { page } = mocked;
    const heading = page.getByRole('heading', { level: 1 });
    for (const [keys, title] of [
      ['Control+6', 'Settings'],
      ['Control+3', 'Configuration'],
      ['Control+4', 'Backups'],
      ['Control+2', 'Diagnostics'],
      ['Control+1', 'Ready for your API clients'],
      ['Control+,', 'Settings'],
    ] as const) {
      await page.keyboard.press(keys);
      await expect(heading).toHaveText(title);
      await expect(heading).toBeFocused();
    }
    await expect(page.getByRole('button', { name: 'Settings' })).toHaveAttribute(
      'aria-current',
      'page',
    );
  });

  test('Ctrl+R and F5 test the connection and never reload the page', async () => {
    const { page } = mocked;
    await page.evaluate(() => document.body.setAttribute('data-kept', ''));
    await page.keyboard.press('Control+r');
    await page.keyboard.press('F5');
    await expect.poll(() => mocked.asked('test:run')).toHaveLength(2);
    await expect(page.locator('body[data-kept]')).toHaveCount(1);
  });

  test('Esc and Ctrl+W hide the window', async () => {
    const { page } = mocked;
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+w');
    await expect.poll(() => mocked.asked('window:hide')).toHaveLength(2);
  });

  test('Ctrl+Shift+C shows the report on any page, Esc closes it and leaves the window', async () => {
    const { page } = mocked;
    await mocked.openPage('settings');
    await page.keyboard.press('Control+Shift+c');
    await expect(page.getByRole('dialog', { name: 'Copy report' })).toBeVisible();
    // The dialog has the keys: no page behind it changes.
    await page.keyboard.press('Control+1');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
    expect(await mocked.asked('window:hide')).toHaveLength(0);
  });

  test('without a test there is no report, and that is said', async () => {
    const { page } = mocked;
    await mocked.open(statusOf('ready', Date.now(), { report: null }), appState());
    await page.keyboard.press('Control+Shift+c');
    await expect(page.getByText('There is no test to report yet.')).toBeVisible();
    await expect(page.getByRole('dialog')).toBeHidden();
  });

  test('F1 and ? list the keys; in a field ? is a letter', async () => {
    const { page } = mocked;
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await page.keyboard.press('F1');
    await expect(dialog).toContainText('Ctrl+Shift+C');
    await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await page.keyboard.press('Shift+?');
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await mocked.openPage('settings', '127.0.0.1:4002');
    const field = page.getByRole('textbox').first();
    await field.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Shift+?');
    await expect(field).toHaveValue(/\?$/);
    await expect(dialog).toBeHidden();
  });

  test('Tab goes from the top bar to the pages and into the page', async () => {
    const { page } = mocked;
    await mocked.open(statusOf('silent', Date.now()), appState());
    const order: string[] = [];
    for (let step = 0; step < 14; step += 1) {
      await page.keyboard.press('Tab');
      order.push(await page.locator(':focus').evaluate((each) => each.textContent.trim()));
    }
    expect(order.map((text) => text.replace(/\s+/g, ' '))).toEqual([
      'Test connection',
      'Snooze notifications',
      'Overview',
      'Diagnostics',
      'Configuration 3',
      'Backups',
      'Settings',
      'Show Gateway',
      'Fix step by step',
      'I clicked Accept',
      'Copy report',
      'Review',
      'Back up now',
      'Details',
    ]);
  });

  test('every shortcut of a button is said where it is, also for the keyboard', async () => {
    const { page } = mocked;
    for (const [name, said] of [
      ['Diagnostics', 'Diagnostics (Ctrl+2)'],
      ['Test connection', 'Test connection (Ctrl+R or F5)'],
      ['Copy report', 'Copy report (Ctrl+Shift+C)'],
    ] as const) {
      await page.getByRole('button', { name }).focus();
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Tab');
      const tip = page.getByRole('tooltip', { name: said, exact: true });
      await expect(tip).toBeVisible();
      // Not the one of the first focus, on its way out.
      await expect(tip).not.toHaveAttribute('data-state', 'closed');
      await page.keyboard.press('Escape');
      await expect(tip).toBeHidden();
    }
    expect(await mocked.asked('window:hide')).toHaveLength(0);
    await page.keyboard.press('Escape');
    await expect.poll(() => mocked.asked('window:hide')).toHaveLength(1);
  });

  test('a test under way is not started twice', async () => {
    const { page } = mocked;
    await mocked.pushStatus(statusOf('silent', Date.now()));
    await expect(page.getByText(/^Testing, /)).toBeVisible();
    await page.keyboard.press('Control+r');
    await page.getByRole('button', { name: 'Test connection' }).click({ force: true });
    expect(await mocked.asked('test:run')).toEqual([]);
  });
});

test.describe('snooze', () => {
  test('three lengths, by mouse', async () => {
    const { page } = mocked;
    for (const name of ['15 minutes', '1 hour', 'Until tomorrow 9:00']) {
      await page.getByRole('button', { name: 'Snooze notifications' }).click();
      await page.getByRole('menuitem', { name }).click();
    }
    expect(await mocked.asked('notifications:snooze')).toEqual([
      { minutes: 15 },
      { minutes: 60 },
      { minutes: 'tomorrow' },
    ]);
  });

  test('by keyboard: arrows move, Esc closes and gives the focus back', async () => {
    const { page } = mocked;
    const button = page.getByRole('button', { name: 'Snooze notifications' });
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: '15 minutes' })).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await expect(page.getByRole('menuitem', { name: 'Until tomorrow 9:00' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toBeHidden();
    await expect(button).toBeFocused();
  });

  test('a snooze can be ended', async () => {
    const { page } = mocked;
    await mocked.push('app:changed', appState({ snoozedUntil: Date.now() + 600_000 }));
    await page.getByRole('button', { name: /Snoozed until/ }).click();
    await page.getByRole('menuitem', { name: /Resume notifications/ }).click();
    expect(await mocked.asked('notifications:snooze')).toEqual([{ minutes: 0 }]);
  });
});

test.describe('the report', () => {
  test('is shown word for word before it is copied', async () => {
    const { page } = mocked;
    await page.getByRole('button', { name: 'Copy report' }).click();
    const dialog = page.getByRole('dialog', { name: 'Copy report' });
    await expect(dialog.getByRole('region', { name: 'Report' })).toHaveText(reportText);
    expect(await mocked.asked('report:copy')).toHaveLength(0);
    await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
    await expect(dialog.getByRole('status')).toHaveText('Copied to the clipboard');
    expect(await mocked.asked('report:copy')).toHaveLength(1);
  });

  test('keeps the focus inside, starts on the harmless button, and gives it back', async () => {
    const { page } = mocked;
    const opener = page.getByRole('button', { name: 'Copy report' });
    await opener.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused();
    for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab']) {
      await page.keyboard.press(key);
      expect(await dialog.evaluate((box) => box.contains(document.activeElement))).toBe(true);
    }
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(opener).toBeFocused();
  });

  test('that could not be copied says so', async () => {
    const { page } = mocked;
    await mocked.refuse('report:copy', 'internal');
    await page.getByRole('button', { name: 'Copy report' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Copy', exact: true }).click();
    await expect(page.getByRole('dialog').getByRole('status')).toContainText('went wrong');
  });
});

test.describe('the side bar', () => {
  test('says when Gateway restarts next, and whether that is only assumed', async () => {
    const { page } = mocked;
    const restart = page.getByRole('navigation').getByText('Next planned restart');
    await expect(restart).toContainText(/about .*, assumed/);
    await mocked.push('app:changed', appState({ learnedRestarts: { '127.0.0.1:4002': '23:50' } }));
    await expect(restart).toContainText(/^Next planned restart (Tonight|Tomorrow) (23:50|11:50)/);
  });
});

test.describe('the switcher', () => {
  test('chooses a connection by keyboard', async () => {
    const { page } = mocked;
    const other = statusOf('silent', Date.now(), { target: live4001 });
    await mocked.open([statusOf('ready', Date.now()), other], appState());
    await page.getByRole('button', { name: 'Connection on show' }).focus();
    await page.keyboard.press('Enter');
    const entry = page.getByRole('menuitemradio', { name: '4002' });
    await expect(page.getByRole('menuitemradio', { checked: true })).toContainText('4001');
    await page.keyboard.press('Home');
    await expect(entry).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menu')).toBeHidden();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ready for your API clients');
    await expect(page.getByRole('button', { name: 'Connection on show' })).toBeFocused();
  });
});

test.describe('banners', () => {
  test('a damaged settings file is named and can be dismissed', async () => {
    const { page } = mocked;
    const banner = { kind: 'preferences-set-aside', fileName: 'preferences.broken.json' } as const;
    await mocked.push('app:changed', appState({ banners: [banner] }));
    await expect(
      page.getByText('kept as preferences.broken.json; defaults are used'),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    expect(await mocked.asked('banner:dismiss')).toEqual([{ kind: 'preferences-set-aside' }]);
  });

  test('blocked notifications stay visible until they work', async () => {
    const { page } = mocked;
    await mocked.push('app:changed', appState({ notificationsBlocked: true }));
    await expect(page.getByText('Your system blocks notifications.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Dismiss' })).toBeHidden();
  });
});

test.describe('room', () => {
  const crowded = appState({
    tray: false,
    notificationsBlocked: true,
    banners: [{ kind: 'preferences-set-aside', fileName: 'preferences-2026-11-22T14-31-52.json' }],
  });
  const screens = [
    { name: 'ready', status: () => statusOf('ready', Date.now()), app: crowded },
    { name: 'silent', status: () => statusOf('silent', Date.now()), app: crowded },
    {
      name: 'nothing set up',
      status: () => [],
      app: appWith({ connections: [], firstRunDone: true }),
    },
  ];
  test.afterAll(async () => {
    await mocked.zoom(1);
    await mocked.resize(960, 760);
  });

  test('every verdict fits at 320 px and at 200 %', async () => {
    for (const [width, height, zoom] of [
      [320, 640, 1],
      [640, 520, 2],
    ] as const) {
      await mocked.zoom(1);
      await mocked.resize(width, height);
      await mocked.open(statusOf('ready', Date.now()), appState());
      await mocked.zoom(zoom);
      for (const verdict of allVerdicts) {
        await mocked.pushStatus(statusOf(verdict, Date.now()));
        expect(await mocked.sideways(), `${verdict} at ${width} px`).toBe(0);
      }
      for (const key of ['F1', 'Control+Shift+c']) {
        await mocked.page.keyboard.press(key);
        const box = await mocked.page.getByRole('dialog').boundingBox();
        expect(box?.x).toBeGreaterThanOrEqual(0);
        expect(await mocked.sideways()).toBe(0);
        await mocked.page.keyboard.press('Escape');
      }
    }
  });

  for (const { name, status, app } of screens) {
    for (const [width, height, zoom] of [
      [640, 520, 1],
      [640, 520, 2],
      [320, 480, 1],
    ] as const) {
      test(`${name} at ${width} px and ${zoom * 100} % scrolls one way only`, async () => {
        await mocked.zoom(1);
        await mocked.resize(width, height);
        await mocked.open(status(), app);
        await mocked.zoom(zoom);
        expect(await mocked.sideways()).toBe(0);
        await mocked.openPage('settings');
        await expect(mocked.page.getByRole('heading', { level: 1 })).toHaveText('Settings');
        expect(await mocked.sideways()).toBe(0);
      });
    }
  }
});

test('the page has no way out: no Node, and only the bridge of the contract', async () => {
  const seen = await mocked.page.evaluate(() => ({
    node: ['require', 'process', 'Buffer'].filter((name) => name in window),
    inline: document.querySelectorAll('[style]:not(.bar, .track, .ticks span, .field)').length,
  }));
  expect(seen).toEqual({ node: [], inline: 0 });
});
