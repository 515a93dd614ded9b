import { expect, test } from '@playwright/test';
import type { ConnectionStatus } from '$contract/connection-status';
import { appWith, live4001, reportOf, statusOf } from '../../support/mocked-main/fixtures.ts';
import { MockedApp } from '../../support/mocked-main/mocked-app.ts';
import { connectionTo } from '../../support/preferences.ts';

// Several connections on one page: one is on show, none goes unseen.

const both = appWith({
  connections: [connectionTo({ port: 4002 }), connectionTo({ port: 4001, expect: 'live' })],
});
const liveOf = (verdict: 'ready' | 'silent'): ConnectionStatus => {
  const report = reportOf(verdict, Date.now(), { target: live4001 });
  return statusOf(verdict, Date.now(), { target: live4001, report });
};

let mocked: MockedApp;
test.beforeAll(async () => {
  mocked = await MockedApp.launch();
});
test.afterEach(() => {
  expect(mocked.complaints).toEqual([]);
});
test.afterAll(() => mocked.close());

test('the most urgent one is on show at first, and stays while others change', async () => {
  const { page } = mocked;
  await mocked.open([statusOf('ready', Date.now()), liveOf('silent')], both);
  const banner = page.getByRole('banner');
  await expect(banner).toContainText('127.0.0.1:4001');
  await expect(banner).toContainText('Live');
  await mocked.pushStatus(statusOf('silent', Date.now()), liveOf('ready'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ready for your API clients');
  await expect(
    page.getByRole('button', { name: /\+1 other connection needs attention/ }),
  ).toBeVisible();
});

test('another is chosen by keyboard, and requests name it', async () => {
  const { page } = mocked;
  await mocked.open([statusOf('ready', Date.now()), liveOf('ready')], both);
  await page.getByRole('button', { name: /Connection on show/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitemradio', { checked: true })).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeHidden();
  await expect(page.getByRole('button', { name: /Connection on show.*4002/ })).toBeFocused();
  await page.keyboard.press('Control+r');
  await expect.poll(() => mocked.asked('test:run')).toEqual([{ connection: '127.0.0.1:4002' }]);
});

test('main opens the page of the one it names', async () => {
  const { page } = mocked;
  await mocked.open([liveOf('silent'), statusOf('ready', Date.now())], both);
  await mocked.openPage('overview', '127.0.0.1:4002');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ready for your API clients');
});

test('one connection alone is a label, no control', async () => {
  const { page } = mocked;
  await mocked.open(statusOf('ready', Date.now()), appWith({}));
  await expect(page.getByRole('banner')).toContainText('127.0.0.1:4002');
  await expect(page.getByRole('button', { name: /Connection on show/ })).toHaveCount(0);
});

test('with several, the narrow page still scrolls one way only', async () => {
  await mocked.open([liveOf('silent'), statusOf('wrong-account', Date.now())], both);
  for (const width of [640, 320]) {
    await mocked.resize(width, 520);
    expect(await mocked.sideways()).toBe(0);
    await mocked.page.getByRole('button', { name: /Connection on show/ }).click();
    expect(await mocked.sideways()).toBe(0);
    await mocked.page.keyboard.press('Escape');
  }
  await mocked.resize(960, 760);
});
