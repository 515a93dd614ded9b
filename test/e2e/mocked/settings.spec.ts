import { DEFAULT_PREFERENCES } from '$contract/default-preferences';
import { expect, test } from '@playwright/test';
import { appState, appWith, pausedStatus, statusOf } from '../../support/mocked-main/fixtures.ts';
import { connectionTo } from '../../support/preferences.ts';
import { MockedApp } from '../../support/mocked-main/mocked-app.ts';

const connection = connectionTo({ port: 4002 });

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
  const port = mocked.page.getByRole('textbox', { name: 'Port' });
  await port.fill('7497');
  await port.press('Enter');
  await port.blur();
  expect(await mocked.asked('preferences:change')).toEqual([
    { connections: [{ ...connection, port: 7497 }] },
  ]);
});

test('a host applies when its field is left', async () => {
  const host = mocked.page.getByRole('textbox', { name: 'Host' });
  await host.fill('gateway.lan');
  await host.blur();
  expect(await mocked.asked('preferences:change')).toEqual([
    { connections: [{ ...connection, host: 'gateway.lan' }] },
  ]);
});

test('what is wrong is said beside the field, and nothing is sent', async () => {
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
  const { page } = mocked;
  await mocked.push('app:changed', appWith({ connections: [{ ...connection, expect: 'live' }] }));
  await expect(page.getByText('The test sends no orders and no account requests.')).toBeVisible();
});

test('every notification has a switch of its own', async () => {
  const { page } = mocked;
  await expect(page.getByRole('switch')).toHaveCount(15);
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

test('defaults come back, and so does what was there before', async () => {
  const { page } = mocked;
  const notifications = { ...DEFAULT_PREFERENCES.notifications, waiting: false };
  const off = DEFAULT_PREFERENCES.quietHours;
  const quietHours = { ...off, on: true };
  await mocked.push('app:changed', appWith({ notifications, quietHours, theme: 'dark' }));
  await page.getByRole('button', { name: 'Restore defaults' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await mocked.asked('preferences:change')).toEqual([
    { notifications: DEFAULT_PREFERENCES.notifications, quietHours: off, theme: 'system' },
    { notifications, quietHours, theme: 'dark' },
  ]);
});

test('a removed connection can be taken back', async () => {
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
  const { page } = mocked;
  await page.getByRole('button', { name: 'Pause monitoring' }).click();
  await mocked.pushStatus(pausedStatus(Date.now()));
  await page.getByRole('button', { name: 'Resume monitoring' }).click();
  expect(await mocked.asked('monitoring:pause')).toEqual([{ paused: true }, { paused: false }]);
});

test('a change that could not be saved is not silent', async () => {
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
    const { page } = mocked;
    await expect(page.getByRole('radio', { name: /^Stay connected/ })).toBeChecked();
    await expect(page.getByText('asks it for the time every 9 seconds')).toBeVisible();
    await page.getByRole('radio', { name: /^Look only/ }).check();
    expect(await mocked.asked('preferences:change')).toEqual([
      { connections: [{ ...connection, mode: 'look-only' }] },
    ]);
  });

  test('a live account starts with nothing chosen, and it is said', async () => {
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
    const { page } = mocked;
    await mocked.push('app:changed', appWith({ connections: [connection, live] }));
    const port = page.getByRole('textbox', { name: 'Port' }).first();
    await port.fill('4001');
    await port.press('Enter');
    await expect(port).toHaveAccessibleDescription(/watches this host and port already/);
    expect(await mocked.asked('preferences:change')).toEqual([]);
  });
});
