import { DEFAULT_PREFERENCES } from '$contract/default-preferences';
import { expect, test } from '@playwright/test';
import {
  appState,
  appWith,
  emptyStatus,
  pausedStatus,
  statusOf,
} from '../../support/mocked-main/fixtures.ts';
import { MockedApp } from '../../support/mocked-main/mocked-app.ts';

const connection = { host: '127.0.0.1', port: 4002, expect: 'paper', clientId: null } as const;

let mocked: MockedApp;
test.beforeAll(async () => {
  mocked = await MockedApp.launch();
});
test.beforeEach(async () => {
  await mocked.open(statusOf('ready', Date.now()), appState());
  await mocked.push('page:open', 'settings');
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
    { connection: { ...connection, port: 7497 } },
  ]);
});

test('a host applies when its field is left', async () => {
  const host = mocked.page.getByRole('textbox', { name: 'Host' });
  await host.fill('gateway.lan');
  await host.blur();
  expect(await mocked.asked('preferences:change')).toEqual([
    { connection: { ...connection, host: 'gateway.lan' } },
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
    { connection: { ...connection, clientId: 12 } },
  ]);
});

test('live carries its note', async () => {
  const { page } = mocked;
  await mocked.push('app:changed', appWith({ connection: { ...connection, expect: 'live' } }));
  await expect(page.getByText('The test sends no orders and no account requests.')).toBeVisible();
});

test('every notification has a switch of its own', async () => {
  const { page } = mocked;
  await expect(page.getByRole('switch')).toHaveCount(7);
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
  await mocked.push('app:changed', appWith({ notifications, theme: 'dark' }));
  await page.getByRole('button', { name: 'Restore defaults' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await mocked.asked('preferences:change')).toEqual([
    { notifications: DEFAULT_PREFERENCES.notifications, theme: 'system' },
    { notifications, theme: 'dark' },
  ]);
});

test('a removed connection can be taken back', async () => {
  const { page } = mocked;
  await mocked.answer('preferences:change', appWith({ connection: null }));
  await page.getByRole('button', { name: 'Remove connection' }).click();
  await expect(page.getByText('No connection is set up')).toBeVisible();
  await mocked.answer('preferences:change', appState());
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('textbox', { name: 'Host' })).toHaveValue('127.0.0.1');
  expect(await mocked.asked('preferences:change')).toEqual([{ connection: null }, { connection }]);
});

test('watching stops and starts', async () => {
  const { page } = mocked;
  await page.getByRole('button', { name: 'Stop watching' }).click();
  await mocked.push('status:changed', pausedStatus(Date.now()));
  await page.getByRole('button', { name: 'Resume watching' }).click();
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

test('with no connection the way back is one click', async () => {
  const { page } = mocked;
  await mocked.push('status:changed', emptyStatus(Date.now()));
  await mocked.push('app:changed', appWith({ connection: null }));
  await page.getByRole('button', { name: 'Set up a connection' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Which connection do you use?');
});
