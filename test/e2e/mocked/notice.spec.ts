import { expect, test } from '@playwright/test';
import type { AppState, InsideNotice } from '$contract/app-state';
import { appState, appWith, live4001, statusOf } from '../../support/mocked-main/fixtures.ts';
import { MockedApp } from '../../support/mocked-main/mocked-app.ts';

// A notification that the app shows itself: in the window, and in a small one of its own.

const notice: InsideNotice = {
  connection: '127.0.0.1:4002',
  title: 'Gateway stopped',
  body: "Paper 4002 closed at 14:31. Your programs can't trade or get data.",
  buttons: [
    { text: 'I closed it', action: 'closed-by-user' },
    { text: 'Snooze 15 min', action: 'snooze-15' },
  ],
};
const told = (theme: AppState['preferences']['theme'] = 'system'): AppState => ({
  ...appWith({ theme }),
  inside: notice,
});

let mocked: MockedApp;
test.beforeAll(async () => {
  mocked = await MockedApp.launch();
});
test.afterEach(() => {
  expect(mocked.complaints).toEqual([]);
});
test.afterAll(() => mocked.close());

test.describe('in the window', () => {
  test('stands at the top of every page that does not say it already, until it is answered', async () => {
    const { page } = mocked;
    await mocked.open(statusOf('not-running', Date.now()), told());
    const inside = page.getByRole('alert').getByRole('region', { name: 'Notification' });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText("Gateway isn't running");
    await expect(inside).toBeHidden();
    await mocked.openPage('settings');
    await expect(inside).toContainText(notice.body);
    await inside.getByRole('button', { name: 'Snooze 15 min' }).click();
    await inside.getByRole('button', { name: 'Dismiss notification' }).click();
    expect(await mocked.asked('notice:act')).toEqual([{ action: 'snooze-15' }]);
    expect(await mocked.asked('notice:dismiss')).toHaveLength(1);
    await mocked.push('app:changed', appState());
    await expect(inside).toBeHidden();
  });

  test('about another connection stands on the overview too', async () => {
    const { page } = mocked;
    const shown = statusOf('ready', Date.now(), { target: live4001 });
    await mocked.open([shown, statusOf('not-running', Date.now())], told());
    await mocked.openPage('overview', '127.0.0.1:4001');
    await expect(page.getByRole('region', { name: 'Notification' })).toContainText(notice.body);
  });

  test('is plain news once the problem is over', async () => {
    await mocked.open(statusOf('ready', Date.now()), told());
    await mocked.openPage('settings');
    const news = mocked.page.getByRole('status').getByRole('region', { name: 'Notification' });
    await expect(news).toBeVisible();
  });
});

/** The longest there is. */
const long: InsideNotice = {
  ...notice,
  title: "Gateway isn't answering",
  body:
    "Gatelight's test got no answer on Paper 4002 for 8 s; other programs will probably time out too. " +
    'Look for a dialog in Gateway.',
};

test.describe('in a small window of its own', () => {
  test.beforeAll(() => mocked.resize(380, 170));
  test.afterAll(() => mocked.resize(960, 760));

  for (const theme of ['light', 'dark'] as const) {
    test(`says the same, whole, in the ${theme} theme`, async () => {
      const { page } = mocked;
      await mocked.open(statusOf('not-running', Date.now()), told(theme), '#alert');
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(notice.title);
      await expect(page.getByRole('navigation')).toHaveCount(0);
      await mocked.push('app:changed', { ...told(theme), inside: long });
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(long.title);
      const card = page.getByRole('alert');
      const hidden = await card.evaluate((box) => box.scrollHeight - box.clientHeight);
      expect(hidden).toBe(0);
    });
  }

  test('a click on the text does what the first button does', async () => {
    const { page } = mocked;
    await mocked.open(statusOf('not-running', Date.now()), told(), '#alert');
    await page.getByText(notice.body).click();
    await page.getByRole('button', { name: 'Snooze 15 min' }).click();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    expect(await mocked.asked('notice:act')).toEqual([
      { action: 'closed-by-user' },
      { action: 'snooze-15' },
    ]);
    expect(await mocked.asked('notice:dismiss')).toHaveLength(1);
  });

  test('is empty once there is nothing to tell', async () => {
    const { page } = mocked;
    await mocked.open(statusOf('not-running', Date.now()), told(), '#alert');
    await mocked.push('app:changed', appState());
    await expect(page.locator('main')).toHaveText('');
  });
});
