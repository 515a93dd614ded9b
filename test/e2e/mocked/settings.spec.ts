import { DEFAULT_PREFERENCES } from '$contract/default-preferences';
import { expect, test } from '@playwright/test';
import { appState, appWith, pausedStatus, statusOf } from '../../support/mocked-main/fixtures.ts';
import { connectionTo } from '../../support/preferences.ts';
import { MockedApp } from '../../support/mocked-main/mocked-app.ts';
import { settingsState } from '../../support/mocked-main/settings.ts';

const connection = connectionTo({ port: 4002 });

type Changed = Parameters<typeof appWith>[0];
const PAGES = [
  'General',
  'Connections',
  'Notifications',
  'Backups',
  'Privacy',
  'Advanced',
] as const;

async function openSettings(name: (typeof PAGES)[number]): Promise<void> {
  const pages = mocked.page.getByRole('navigation', { name: 'Settings pages' });
  await pages.getByRole('button', { name }).click();
  await expect(mocked.page.getByRole('heading', { level: 2 }).first()).toHaveText(name);
}

let mocked: MockedApp;
test.beforeAll(async () => {
  mocked = await MockedApp.launch();
});
test.beforeEach(async () => {
  await mocked.open(statusOf('ready', Date.now()), appState());
  await mocked.openPage('settings');
  await expect(mocked.page.getByRole('heading', { level: 1 })).toHaveText('Settings');
});
test.afterEach(() => {
  expect(mocked.complaints).toEqual([]);
});
test.afterAll(() => mocked.close());

test('a valid port applies with Enter, once', async () => {
  await openSettings('Connections');
  const port = mocked.page.getByRole('textbox', { name: 'Port' });
  await port.fill('7497');
  await port.press('Enter');
  await port.blur();
  expect(await mocked.asked('preferences:change')).toEqual([
    { connections: [{ ...connection, port: 7497 }] },
  ]);
});

test('a host applies when its field is left', async () => {
  await openSettings('Connections');
  const host = mocked.page.getByRole('textbox', { name: 'Host' });
  await host.fill('gateway.lan');
  await host.blur();
  expect(await mocked.asked('preferences:change')).toEqual([
    { connections: [{ ...connection, host: 'gateway.lan' }] },
  ]);
});

test('what is wrong is said beside the field, and nothing is sent', async () => {
  await openSettings('Connections');
  const { page } = mocked;
  const port = page.getByRole('textbox', { name: 'Port' });
  await port.fill('99999');
  await port.press('Enter');
  await expect(port).toHaveAttribute('aria-invalid', 'true');
  await expect(port).toHaveAccessibleDescription('Enter a whole number from 1 to 65535.');
  await port.press('Escape');
  await expect(port).toHaveValue('4002');
  await expect(port).toHaveAttribute('aria-invalid', 'false');
  expect(await mocked.asked('preferences:change')).toEqual([]);
});

test('a client id of their own, and back to automatic', async () => {
  await openSettings('Connections');
  const { page } = mocked;
  await page.getByText('Number', { exact: true }).click();
  const id = page.getByLabel('Client ID number');
  await id.fill('999');
  await id.press('Enter');
  await expect(page.getByText('999 is used by other tools')).toBeVisible();
  await id.fill('12');
  await id.press('Enter');
  expect(await mocked.asked('preferences:change')).toEqual([
    { connections: [{ ...connection, clientId: 12 }] },
  ]);
});

test('live carries its note', async () => {
  await openSettings('Connections');
  const { page } = mocked;
  await mocked.push('app:changed', appWith({ connections: [{ ...connection, expect: 'live' }] }));
  await expect(page.getByText('The test sends no orders and no account requests.')).toBeVisible();
});

test('every notification has a switch of its own', async () => {
  await openSettings('Notifications');
  const { page } = mocked;
  await expect(page.getByRole('switch')).toHaveCount(19);
  await page.getByRole('switch', { name: 'Sound' }).click();
  const notifications = { ...DEFAULT_PREFERENCES.notifications, sound: true };
  expect(await mocked.asked('preferences:change')).toEqual([{ notifications }]);
  await page.getByRole('button', { name: 'Send a test' }).click();
  expect(await mocked.asked('notifications:test')).toHaveLength(1);
});

test('the theme follows the choice', async () => {
  const { page } = mocked;
  await mocked.answer('preferences:change', appWith({ theme: 'dark' }));
  await page.getByText('Dark', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(15, 18, 22)');
  await mocked.push('app:changed', appState());
  await expect(page.locator('html')).not.toHaveAttribute('data-theme');
});

test.describe('defaults come back, and so does what was there before', () => {
  const notifications = { ...DEFAULT_PREFERENCES.notifications, waiting: false };
  const off = DEFAULT_PREFERENCES.quietHours;
  const quietHours = { ...off, on: true };
  const own = { ...connection, clientId: 7, dailyRestart: '23:10', ignoredFarms: ['usfarm'] };
  const { startAtLogin, startHidden, closing, theme, menuBarIcon } = DEFAULT_PREFERENCES;
  const general = { startAtLogin, startHidden, closing, theme, menuBarIcon };
  const changed = {
    startAtLogin: true,
    startHidden: false,
    closing: 'quit',
    theme: 'dark',
    menuBarIcon: 'never',
  } as const;

  const cases = [
    ['General', changed, general],
    ['Connections', { connections: [own] }, { connections: [connection] }],
    [
      'Notifications',
      { notifications, quietHours },
      { notifications: DEFAULT_PREFERENCES.notifications, quietHours: off },
    ],
    ['Backups', { automaticBackups: false }, { automaticBackups: true }],
    ['Advanced', { logLevel: 'detailed' }, { logLevel: 'normal' }],
  ] as const;

  for (const [name, before, after] of cases) {
    test(name, async () => {
      const { page } = mocked;
      // Its own page only: what the others hold stays.
      const all = {
        ...changed,
        connections: [own],
        notifications,
        quietHours,
        automaticBackups: false,
      };
      await mocked.push('app:changed', appWith({ ...all, logLevel: 'detailed' }));
      await openSettings(name);
      await mocked.answer('preferences:change', appWith({ ...all, ...after } as Changed));
      await page.getByRole('button', { name: 'Restore defaults' }).click();
      await page.getByRole('button', { name: 'Undo' }).click();
      expect(await mocked.asked('preferences:change')).toEqual([after, before]);
    });
  }

  test('a late undo keeps what came after', async () => {
    const { page } = mocked;
    const other = connectionTo({ port: 7497 });
    await mocked.push('app:changed', appWith({ connections: [own] }));
    await openSettings('Connections');
    await mocked.answer('preferences:change', appWith({ connections: [connection] }));
    await page.getByRole('button', { name: 'Restore defaults' }).click();
    const moved = { ...connection, mode: 'look-only' } as const;
    await mocked.push('app:changed', appWith({ connections: [moved, other] }));
    await page.getByRole('button', { name: 'Undo' }).click();
    expect((await mocked.asked('preferences:change')).at(-1)).toEqual({
      connections: [{ ...own, mode: 'look-only' }, other],
    });
  });

  test('where nothing can be set there is nothing to restore', async () => {
    await openSettings('Privacy');
    await expect(mocked.page.getByRole('button', { name: 'Restore defaults' })).toBeHidden();
  });
});

test.describe('start at login', () => {
  test('is switched where the system can', async () => {
    const { page } = mocked;
    const on = appState({ startAtLogin: { possible: true, on: true } });
    await mocked.answer('preferences:change', on);
    await page.getByRole('switch', { name: 'Start at login' }).click();
    await expect(page.getByRole('switch', { name: 'Start at login' })).toBeChecked();
    expect(await mocked.asked('preferences:change')).toEqual([{ startAtLogin: true }]);
    await page.getByRole('switch', { name: 'Start hidden' }).click();
    expect((await mocked.asked('preferences:change')).at(-1)).toEqual({ startHidden: false });
  });

  test('what no second try changes has its reason and no control', async () => {
    const { page } = mocked;
    await mocked.push(
      'app:changed',
      appState({ startAtLogin: { possible: false, why: 'unpackaged' } }),
    );
    await expect(page.getByText('runs from a checkout here')).toBeVisible();
    await expect(page.getByRole('switch')).toHaveCount(0);
  });

  test('what the system refused is said, and can be tried again', async () => {
    const { page } = mocked;
    await mocked.push('app:changed', appState({ startAtLogin: { possible: false, why: 'EROFS' } }));
    await expect(page.getByRole('status').getByText(/refused the change \(EROFS\)/)).toBeVisible();
    await page.getByRole('button', { name: 'Try again' }).click();
    expect(await mocked.asked('preferences:change')).toEqual([{ startAtLogin: true }]);
  });
});

test('closing the window: kept in the tray or quit, without a tray minimised', async () => {
  const { page } = mocked;
  const closing = page.getByRole('radiogroup', { name: 'Closing the window' });
  await expect(closing.getByRole('radio', { name: 'Keeps Gatelight in the tray' })).toBeChecked();
  await closing.getByText('Quits Gatelight').click();
  expect(await mocked.asked('preferences:change')).toEqual([{ closing: 'quit' }]);
  await mocked.push('app:changed', appState({ tray: false }));
  await expect(closing).toBeHidden();
  await expect(page.getByText('Minimises it, because')).toBeVisible();
});

test('the menu bar icon is a matter of macOS alone', async () => {
  const { page } = mocked;
  const icon = page.getByRole('radiogroup', { name: 'Menu bar icon' });
  await expect(icon).toBeHidden();
  await mocked.push('app:changed', appState({ system: { platform: 'darwin', desktop: null } }));
  await icon.getByText('Never colour').click();
  expect(await mocked.asked('preferences:change')).toEqual([{ menuBarIcon: 'never' }]);
});

test('privacy is stated, with nothing to switch but the logs to open', async () => {
  const { page } = mocked;
  await openSettings('Privacy');
  await expect(page.getByText('None is collected')).toBeVisible();
  await expect(page.getByText('Only to the host and port of each connection')).toBeVisible();
  await expect(page.getByRole('main').getByRole('switch')).toHaveCount(0);
  await page.getByRole('button', { name: 'Open logs' }).click();
  expect(await mocked.asked('logs:open')).toHaveLength(1);
  await mocked.refuse('logs:open', 'internal');
  await page.getByRole('button', { name: 'Open logs' }).click();
  await expect(page.getByText('Something went wrong inside Gatelight.')).toBeVisible();
});

test('the log level, and what runs here', async () => {
  const { page } = mocked;
  await openSettings('Advanced');
  await page.getByText('Detailed', { exact: true }).click();
  expect(await mocked.asked('preferences:change')).toEqual([{ logLevel: 'detailed' }]);
  await expect(page.getByRole('definition')).toHaveText(['0.1.0', '33.2.1', 'Linux, XFCE']);
});

test('blocked notifications are told once, above the page', async () => {
  const { page } = mocked;
  await openSettings('Notifications');
  await expect(page.getByText('Notifications are shown by your system.')).toBeVisible();
  await mocked.push('app:changed', appState({ notificationsBlocked: true }));
  await expect(page.getByText('Notifications are shown by your system.')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Send a test' })).toHaveCount(1);
});

test.describe('the pages inside', () => {
  test('by keyboard, and each is remembered', async () => {
    const { page } = mocked;
    const pages = page.getByRole('navigation', { name: 'Settings pages' });
    await page.getByRole('heading', { level: 1 }).focus();
    for (const name of PAGES) {
      await page.keyboard.press('Tab');
      await expect(pages.getByRole('button', { name })).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(pages.getByRole('button', { name })).toHaveAttribute('aria-current', 'page');
    }
    await page.keyboard.press('Control+1');
    await page.keyboard.press('Control+6');
    await expect(pages.getByRole('button', { name: 'Advanced' })).toHaveAttribute(
      'aria-current',
      'page',
    );
  });

  test('opened for a connection, it is the connections’', async () => {
    await mocked.openPage('settings', '127.0.0.1:4002');
    await expect(mocked.page.getByRole('textbox', { name: 'Port' })).toBeVisible();
  });

  test('each fits a narrow page, and 200 %', async () => {
    const { page } = mocked;
    for (const [width, zoom] of [
      [320, 1],
      [640, 2],
    ] as const) {
      await mocked.resize(width, 520);
      await mocked.zoom(zoom);
      for (const name of PAGES) {
        await openSettings(name);
        expect(await mocked.sideways(), `${name} ${width}`).toBe(0);
      }
      await mocked.zoom(1);
    }
    await mocked.resize(960, 760);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });

  test('with forced colours the one on show is still marked', async () => {
    const { page } = mocked;
    await page.emulateMedia({ forcedColors: 'active' });
    const general = page.getByRole('navigation', { name: 'Settings pages' }).getByText('General');
    await expect(general).toHaveCSS('outline-style', 'solid');
    await page.emulateMedia({ forcedColors: 'none' });
  });
});

test('a removed connection can be taken back', async () => {
  await openSettings('Connections');
  const { page } = mocked;
  await mocked.answer('preferences:change', appWith({ connections: [] }));
  await page.getByRole('button', { name: 'Remove connection' }).click();
  await expect(page.getByText('No connection is set up')).toBeVisible();
  await mocked.answer('preferences:change', appState());
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('textbox', { name: 'Host' })).toHaveValue('127.0.0.1');
  expect(await mocked.asked('preferences:change')).toEqual([
    { connections: [] },
    { connections: [connection] },
  ]);
});

test('monitoring is paused and resumed in the same words', async () => {
  await openSettings('Connections');
  const { page } = mocked;
  await page.getByRole('button', { name: 'Pause monitoring' }).click();
  await mocked.pushStatus(pausedStatus(Date.now()));
  await page.getByRole('button', { name: 'Resume monitoring' }).click();
  expect(await mocked.asked('monitoring:pause')).toEqual([{ paused: true }, { paused: false }]);
});

test('a change that could not be saved is not silent', async () => {
  await openSettings('Notifications');
  const { page } = mocked;
  await mocked.refuse('preferences:change', 'not-saved');
  await page.getByRole('switch', { name: 'Sound' }).click();
  await expect(page.getByText('The change could not be saved.')).toBeVisible();
  await expect(page.getByRole('switch', { name: 'Sound' })).not.toBeChecked();
});

test('no tray: it is said, with help by name', async () => {
  const { page } = mocked;
  await expect(page.getByText('Your desktop shows no tray icons')).toBeHidden();
  await mocked.push('app:changed', appState({ tray: false }));
  await page.getByRole('button', { name: 'Help with tray icons' }).click();
  expect(await mocked.asked('link:open')).toEqual([{ name: 'tray-help' }]);
});

test('with no connection one can be added here', async () => {
  await openSettings('Connections');
  const { page } = mocked;
  await mocked.pushStatus();
  await mocked.push('app:changed', appWith({ connections: [] }));
  await expect(page.getByText('No connection is set up')).toBeVisible();
  await page.getByRole('button', { name: 'Add a connection' }).click();
  await page.getByRole('button', { name: 'Test this connection' }).click();
  expect(await mocked.asked('preferences:change')).toEqual([{ connections: [connection] }]);
});

test.describe('how it is watched', () => {
  test('each mode says what it sends, and applies at once', async () => {
    await openSettings('Connections');
    const { page } = mocked;
    await expect(page.getByRole('radio', { name: /^Stay connected/ })).toBeChecked();
    await expect(page.getByText('asks it for the time every 9 seconds')).toBeVisible();
    await page.getByRole('radio', { name: /^Look only/ }).check();
    expect(await mocked.asked('preferences:change')).toEqual([
      { connections: [{ ...connection, mode: 'look-only' }] },
    ]);
  });

  test('a live account starts with nothing chosen, and it is said', async () => {
    await openSettings('Connections');
    const { page } = mocked;
    await page.getByRole('radio', { name: 'Live', exact: true }).check({ force: true });
    const live = { ...connection, expect: 'live', mode: null } as const;
    expect(await mocked.asked('preferences:change')).toEqual([{ connections: [live] }]);
    await mocked.push('app:changed', appWith({ connections: [live] }));
    await expect(page.getByText('Nothing is chosen yet')).toBeVisible();
    const modes = page.getByRole('radiogroup', { name: 'How it is watched' });
    await expect(modes.getByRole('radio', { checked: true })).toHaveCount(0);
  });
});

test('the daily restart: assumed, learned, set, and given back', async () => {
  await openSettings('Connections');
  const { page } = mocked;
  await expect(page.getByText('Assumed 23:35–24:00')).toBeVisible();
  await mocked.push('app:changed', appState({ learnedRestarts: { '127.0.0.1:4002': '23:46' } }));
  await expect(page.getByText('Learned from restarts that were seen: 23:46.')).toBeVisible();
  const time = page.getByLabel('Daily restart');
  await time.fill('23:10');
  expect(await mocked.asked('preferences:change')).toEqual([]);
  await time.press('Enter');
  const set = { ...connection, dailyRestart: '23:10' };
  expect(await mocked.asked('preferences:change')).toEqual([{ connections: [set] }]);
  await mocked.push('app:changed', appWith({ connections: [set] }));
  await page.getByRole('button', { name: 'Use assumed' }).click();
  expect((await mocked.asked('preferences:change')).at(-1)).toEqual({ connections: [connection] });
});

test('farms are ignored by name and taken back', async () => {
  await openSettings('Connections');
  const { page } = mocked;
  const farm = page.getByLabel('Ignored market data farms');
  await farm.fill('us farm');
  await farm.press('Enter');
  await expect(farm).toHaveAccessibleDescription(/for example usfarm/);
  await farm.fill('usfarm.nj');
  await farm.press('Enter');
  const ignoring = { ...connection, ignoredFarms: ['usfarm.nj'] };
  expect(await mocked.asked('preferences:change')).toEqual([{ connections: [ignoring] }]);
  await mocked.push('app:changed', appWith({ connections: [ignoring] }));
  await page.getByRole('button', { name: 'Stop ignoring usfarm.nj' }).click();
  expect((await mocked.asked('preferences:change')).at(-1)).toEqual({ connections: [connection] });
});

test('quiet hours: off, on, from, to, and what breaks through', async () => {
  await openSettings('Notifications');
  const { page } = mocked;
  const off = DEFAULT_PREFERENCES.quietHours;
  await expect(page.getByLabel('Quiet from')).toBeHidden();
  await mocked.answer('preferences:change', appWith({ quietHours: { ...off, on: true } }));
  await page.getByRole('switch', { name: 'Quiet hours', exact: true }).click();
  await page.getByLabel('Quiet from').fill('21:30');
  await page.getByLabel('Quiet to').focus();
  await page.getByRole('switch', { name: 'Break through quiet hours' }).click();
  expect(await mocked.asked('preferences:change')).toEqual([
    { quietHours: { ...off, on: true } },
    { quietHours: { ...off, on: true, from: '21:30' } },
    { quietHours: { ...off, on: true, breakThrough: true } },
  ]);
});

test.describe('several connections', () => {
  const live = connectionTo({ port: 4001, expect: 'live', mode: 'look-only' });

  test('one more is added from what is not watched yet', async () => {
    await openSettings('Connections');
    const { page } = mocked;
    await page.getByRole('button', { name: 'Add a connection' }).click();
    const form = page.getByRole('region', { name: 'Add a connection' });
    await expect(form.getByText('127.0.0.1:4002')).toBeHidden();
    await form.getByRole('radio', { name: /Something else/ }).check();
    await form.getByRole('textbox', { name: 'Port' }).fill('4002');
    await form.getByRole('button', { name: 'Test this connection' }).click();
    await expect(form.getByText('watches this host and port already')).toBeVisible();
    await form.getByRole('radio', { name: /Trader Workstation, paper/ }).check();
    await form.getByRole('button', { name: 'Test this connection' }).click();
    expect(await mocked.asked('preferences:change')).toEqual([
      { connections: [connection, connectionTo({ port: 7497 })] },
    ]);
  });

  test('a removed one comes back where it was, and keeps what changed meanwhile', async () => {
    await openSettings('Connections');
    const { page } = mocked;
    await mocked.push('app:changed', appWith({ connections: [connection, live] }));
    await mocked.answer('preferences:change', appWith({ connections: [live] }));
    await page.getByRole('button', { name: 'Remove connection' }).first().click();
    await expect(page.getByText('Paper, 127.0.0.1:4002 was removed.')).toBeVisible();
    const meanwhile = { ...live, dailyRestart: '23:10' };
    await mocked.push('app:changed', appWith({ connections: [meanwhile] }));
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await mocked.asked('preferences:change')).toEqual([
      { connections: [live] },
      { connections: [connection, meanwhile] },
    ]);
  });

  test('the same target is not watched twice', async () => {
    await openSettings('Connections');
    const { page } = mocked;
    await mocked.push('app:changed', appWith({ connections: [connection, live] }));
    const port = page.getByRole('textbox', { name: 'Port' }).first();
    await port.fill('4001');
    await port.press('Enter');
    await expect(port).toHaveAccessibleDescription(/watches this host and port already/);
    expect(await mocked.asked('preferences:change')).toEqual([]);
  });
});

test.describe('backups', () => {
  test('are automatic until somebody switches that off', async () => {
    await openSettings('Backups');
    const { page } = mocked;
    const automatic = page.getByRole('switch', { name: 'Automatic backups' });
    await expect(automatic).toBeChecked();
    await expect(automatic).toHaveAccessibleDescription(/Every new version of jts.ini/);
    await mocked.answer('preferences:change', appWith({ automaticBackups: false }));
    await automatic.click();
    await expect(automatic).not.toBeChecked();
    expect(await mocked.asked('preferences:change')).toEqual([{ automaticBackups: false }]);
  });

  test('lie where they can be looked at', async () => {
    await openSettings('Backups');
    const { page } = mocked;
    await page.getByRole('button', { name: 'Open folder' }).click();
    expect(await mocked.asked('backups:open-folder')).toHaveLength(1);
    await page.getByRole('button', { name: 'Open Backups' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Backups');
  });
});

test.describe('the settings folder of a connection', () => {
  test('is shown, and another one can be chosen', async () => {
    await openSettings('Connections');
    const { page } = mocked;
    await expect(page.getByRole('main')).toContainText('~/Jts');
    await page.getByRole('button', { name: 'Choose…' }).click();
    expect(await mocked.asked('settings:choose-folder')).toHaveLength(1);
  });

  test('is none where there is none, and not asked for of another computer', async () => {
    const { page } = mocked;
    await mocked.push('settings:changed', settingsState());
    await openSettings('Connections');
    await expect(page.getByRole('main')).toContainText('None was found for this connection');
    await mocked.push('app:changed', appWith({ connections: [{ ...connection, host: 'nas' }] }));
    await expect(page.getByText('Settings folder')).toHaveCount(0);
  });
});
