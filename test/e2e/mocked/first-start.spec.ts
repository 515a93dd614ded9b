import { expect, test } from '@playwright/test';
import {
  appState,
  appWith,
  emptyStatus,
  testingStatus,
  usualPorts,
} from '../../support/mocked-main/fixtures.ts';
import { MockedApp } from '../../support/mocked-main/mocked-app.ts';

let mocked: MockedApp;
test.beforeAll(async () => {
  mocked = await MockedApp.launch();
});
test.beforeEach(() => mocked.open(emptyStatus(Date.now()), appWith({ connection: null })));
test.afterEach(() => {
  expect(mocked.complaints).toEqual([]);
});
test.afterAll(() => mocked.close());

test('shows what was found on the usual ports, without connecting', async () => {
  const { page } = mocked;
  const choices = page.getByRole('radio');
  await expect(choices).toHaveCount(5);
  await expect(page.getByRole('radio', { name: /IB Gateway, paper Port open/ })).toBeChecked();
  await expect(page.getByRole('radio', { name: /IB Gateway, live Nothing/ })).toBeVisible();
  await expect(page.getByText('Used by nginx')).toBeVisible();
  expect(await mocked.asked('test:run')).toEqual([]);
  expect(await mocked.asked('preferences:change')).toEqual([]);
});

test('one click saves the connection, which starts the first test', async () => {
  const { page } = mocked;
  await page.getByRole('button', { name: 'Test this connection' }).click();
  const connection = { host: '127.0.0.1', port: 4002, expect: 'paper', clientId: null };
  expect(await mocked.asked('preferences:change')).toEqual([{ connection }]);
  await mocked.push('app:changed', appState());
  await mocked.push('status:changed', testingStatus(Date.now(), 100));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Checking…');
  await expect(page.getByRole('heading', { name: 'Connection test' })).toBeVisible();
});

test('a live port carries the promise about live accounts', async () => {
  const { page } = mocked;
  await expect(page.getByText('This is a live account.')).toBeHidden();
  await page.getByRole('radio', { name: /IB Gateway, live/ }).check();
  await expect(page.getByText('The test sends no orders and no account requests.')).toBeVisible();
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
  const connection = { host: '192.0.2.7', port: 4100, expect: 'live', clientId: null };
  await expect.poll(() => mocked.asked('preferences:change')).toEqual([{ connection }]);
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
