import { expect, test } from '@playwright/test';
import {
  appState,
  appWith,
  testingStatus,
  usualPorts,
} from '../../support/mocked-main/fixtures.ts';
import { connectionTo } from '../../support/preferences.ts';
import { MockedApp } from '../../support/mocked-main/mocked-app.ts';

let mocked: MockedApp;
test.beforeAll(async () => {
  mocked = await MockedApp.launch();
});
test.beforeEach(() => mocked.open([], appWith({ connections: [] })));
test.afterEach(() => {
  expect(mocked.complaints).toEqual([]);
});
test.afterAll(() => mocked.close());

test('shows what was found on the usual ports, without connecting', async () => {
  const { page } = mocked;
  const choices = page.getByRole('radio');
  await expect(choices).toHaveCount(8);
  await expect(page.getByRole('radio', { name: /IB Gateway, paper Port open/ })).toBeChecked();
  await expect(page.getByRole('radio', { name: /IB Gateway, live Nothing/ })).toBeVisible();
  await expect(page.getByText('Used by nginx')).toBeVisible();
  expect(await mocked.asked('test:run')).toEqual([]);
  expect(await mocked.asked('preferences:change')).toEqual([]);
});

test('one click saves the connection, which starts the first test', async () => {
  const { page } = mocked;
  await page.getByRole('button', { name: 'Test this connection' }).click();
  expect(await mocked.asked('preferences:change')).toEqual([
    { connections: [connectionTo({ port: 4002 })] },
  ]);
  await mocked.push('app:changed', appState());
  await mocked.pushStatus(testingStatus(Date.now(), 100));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Checking…');
  await expect(page.getByRole('heading', { name: 'Connection test' })).toBeVisible();
});

test('a live account: nothing is tested before somebody chose how it is watched', async () => {
  const { page } = mocked;
  const go = page.getByRole('button', { name: 'Test this connection' });
  await expect(page.getByText('This is a live account.')).toBeHidden();
  await page.getByRole('radio', { name: /^Look only/ }).check();
  await page.getByRole('radio', { name: /IB Gateway, live/ }).check();
  await expect(page.getByText('The test sends no orders and no account requests.')).toBeVisible();
  await expect(page.locator('.pill', { hasText: 'Live' })).toBeVisible();
  // What was chosen for paper is not carried over.
  await expect(page.getByRole('radiogroup').getByRole('radio', { checked: true })).toHaveCount(0);
  await expect(go).toHaveAttribute('aria-disabled', 'true');
  await expect(go).toHaveAccessibleDescription('Choose how this live account is watched first.');
  await go.click({ force: true });
  expect(await mocked.asked('preferences:change')).toEqual([]);

  await page.getByRole('radio', { name: /^Spot checks/ }).check();
  await go.click();
  const live = connectionTo({ port: 4001, expect: 'live', mode: 'spot-checks' });
  expect(await mocked.asked('preferences:change')).toEqual([{ connections: [live] }]);
});

test('where only a live port listens nothing is preselected', async () => {
  const { page } = mocked;
  await mocked.answer(
    'ports:list',
    usualPorts.map((each) => ({ ...each, listening: each.port === 4001 })),
  );
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(page.getByText('Port open')).toHaveCount(1);
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
  const go = page.getByRole('button', { name: 'Test this connection' });
  await expect(go).toHaveAccessibleDescription('Choose a connection first.');
});

test('a port that is usually live presets no account', async () => {
  const { page } = mocked;
  await page.getByRole('radio', { name: /Something else/ }).check();
  await page.getByRole('textbox', { name: 'Port' }).fill('7496');
  const go = page.getByRole('button', { name: 'Test this connection' });
  await expect(go).toHaveAccessibleDescription('Choose paper or live first.');
});

test('something else: host and port are checked before anything is saved', async () => {
  const { page } = mocked;
  await page.getByRole('radio', { name: /Something else/ }).check();
  await page.getByRole('textbox', { name: 'Host' }).fill('http://gateway');
  await page.getByRole('button', { name: 'Test this connection' }).click();
  await expect(page.getByText('without http://')).toBeVisible();
  await expect(page.getByText('from 1 to 65535')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Port' })).toHaveAttribute('aria-invalid', 'true');
  expect(await mocked.asked('preferences:change')).toEqual([]);

  await page.getByRole('textbox', { name: 'Host' }).fill('192.0.2.7');
  await page.getByRole('textbox', { name: 'Port' }).fill('4100');
  await page.getByRole('radio', { name: 'Live', exact: true }).check();
  await page.getByRole('textbox', { name: 'Port' }).press('Enter');
  expect(await mocked.asked('preferences:change')).toEqual([]);
  await page.getByRole('radio', { name: /^Look only/ }).check();
  await page.getByRole('textbox', { name: 'Port' }).press('Enter');
  const other = { host: '192.0.2.7', port: 4100, expect: 'live', mode: 'look-only' } as const;
  await expect
    .poll(() => mocked.asked('preferences:change'))
    .toEqual([{ connections: [connectionTo(other)] }]);
});

test('looking again finds what was started meanwhile', async () => {
  const { page } = mocked;
  await mocked.answer(
    'ports:list',
    usualPorts.map((each) => ({ ...each, listening: true, owner: { kind: 'unknown' } })),
  );
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(page.getByText('Port open')).toHaveCount(4);
});
