import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { FolderState } from '$contract/jts/settings-state';
import type { AppWindow } from '../../support/app/app-window.ts';
import { TIME } from '../../support/app/clock-time.ts';
import type { Home } from '../../support/app/home.ts';
import { ROOT } from '../../support/app/running-app.ts';
import { useStage } from '../../support/app/stage.ts';
import { displayedCount, invokeAction } from '../../support/desktop/notifications.ts';
import { poll } from '../../support/desktop/poll.ts';
import { connectionTo, preferencesWith } from '../../support/preferences.ts';
import {
  startGatewayProcess,
  type GatewayProcess,
} from '../../support/simulated-gateway/gateway-process.ts';

// From a file that changes on disk to tray, page and notification, and back to the bytes from before.

const CLEAN = readFileSync(join(ROOT, 'test/fixtures/jts/clean-gateway.ini'), 'utf8');
const LOST = CLEAN.replace(/^TrustedIPs=.*$/m, 'TrustedIPs=');

const stage = useStage();

/** `~/Jts/jts.ini` of this home. */
function settingsOf(home: Home): {
  readonly dir: string;
  write(text: string): void;
  read(): string;
} {
  const dir = join(home.dir, 'Jts');
  mkdirSync(dir, { recursive: true });
  const path = join(dir, 'jts.ini');
  return {
    dir,
    write: (text) => {
      writeFileSync(path, text);
    },
    read: () => readFileSync(path, 'utf8'),
  };
}

async function gatewayOn(dir: string): Promise<GatewayProcess> {
  const gateway = await startGatewayProcess({ configDir: dir });
  stage.later(() => gateway.stop());
  return gateway;
}

async function folder(window: AppWindow): Promise<FolderState> {
  const answer = await window.ask('settings:get');
  const [first] = answer.ok ? (answer.value.folders ?? []) : [];
  if (first === undefined) throw new Error('no settings folder');
  return first;
}

/** Lost trusted addresses beside a Gateway that was seen working with them. */
async function withLostAddresses(notifications: Record<string, boolean> = {}, isHidden = false) {
  const home = stage.home();
  const settings = settingsOf(home);
  settings.write(CLEAN);
  const gateway = await gatewayOn(settings.dir);
  const preferences = preferencesWith(connectionTo({ port: gateway.port }));
  home.writePreferences(
    JSON.stringify({
      ...preferences,
      notifications: { ...preferences.notifications, ...notifications },
    }),
  );
  const app = await stage.launch(home);
  const tray = await app.tray();
  await tray.becomes('ready', 15_000);
  const window = await app.openWindow();
  await expect
    .poll(async () => (await folder(window)).lastGood, { timeout: 15_000 })
    .not.toBeNull();
  if (isHidden) await hide(window);
  settings.write(LOST);
  await expect
    .poll(async () => (await folder(window)).changes?.settings, { timeout: 3000 })
    .toEqual(['Trusted addresses']);
  return { app, tray, window, gateway, settings };
}

/** Nobody looks at it. */
const hide = (window: AppWindow): Promise<void> =>
  window.app.inMain(({ BrowserWindow }) => {
    for (const one of BrowserWindow.getAllWindows()) one.hide();
  });

/** On the text: what its first button does. */
async function clickNotice(): Promise<void> {
  await poll('notification on the screen', 3000, async () =>
    (await displayedCount()) > 0 ? true : undefined,
  );
  await invokeAction();
}

const restoreButton = (window: AppWindow) =>
  window.page.getByRole('button', { name: /^Restore Last good/ });

test('an edit on disk shows in tray, side bar and page, with its meaning', async () => {
  const { tray, window } = await withLostAddresses();
  await poll('review entry', 5000, async () =>
    (await tray.menu()).includes('Review 1 change…') ? true : undefined,
  );
  expect((await tray.menu()).join('\n')).toMatch(
    new RegExp(`Back up settings — last: today ${TIME}`),
  );
  await tray.click('Review 1 change…');
  await expect(window.headline).toHaveText('Configuration');
  await expect(window.page.getByRole('main')).toContainText('Trusted addresses');
  await expect(
    window.page.getByRole('navigation').getByRole('button', { name: /Configuration/ }),
  ).toContainText('1');
  const answer = await window.ask('settings:get');
  const text = JSON.stringify(answer);
  for (const secret of [window.app.home.dir, window.app.home.data, '/tmp']) {
    expect(text).not.toContain(secret);
  }
});

test('one click backs up; the same again is no second backup', async () => {
  const { tray, window } = await withLostAddresses();
  const before = (await folder(window)).backups.count;
  await window.page.keyboard.press('Control+b');
  await expect(window.page.locator('.toast')).toContainText(/Already backed up|Backed up/);
  await poll('back-up entry', 5000, async () =>
    (await tray.menu()).some((line) => line.startsWith('Back up settings')) ? true : undefined,
  );
  expect((await folder(window)).backups.count).toBe(before);
});

test('restored from the page with Gateway stopped, and taken back by the toast, by keyboard', async () => {
  const { window, gateway, settings } = await withLostAddresses();
  await gateway.stop();
  await expect
    .poll(async () => (await folder(window)).use.state, { timeout: 15_000 })
    .toBe('closed');
  const { page } = window;
  await page.keyboard.press('Control+4');
  await expect(window.headline).toHaveText('Backups');
  await restoreButton(window).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Trusted addresses');
  const restore = dialog.getByRole('button', { name: 'Restore', exact: true });
  await restore.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.toast')).toContainText('Restored', { timeout: 15_000 });
  expect(settings.read()).toBe(CLEAN);

  await page.locator('.toast').getByRole('button', { name: 'Undo' }).focus();
  await page.keyboard.press('Enter');
  const undo = page.getByRole('dialog').getByRole('button', { name: 'Undo', exact: true });
  await undo.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => settings.read(), { timeout: 15_000 }).toBe(LOST);
});

test('with Gateway running it waits, and is done and told when it closes', async () => {
  const notices = await stage.notices();
  const { window, gateway, settings } = await withLostAddresses();
  await window.page.keyboard.press('Control+4');
  await restoreButton(window).click();
  await window.page
    .getByRole('dialog')
    .getByRole('button', { name: 'Restore when Gateway closes' })
    .click();
  await expect.poll(async () => (await folder(window)).queued?.isLastGood).toBe(true);
  await window.openPage('Overview');
  await expect(window.page.getByRole('main')).toContainText(/Waiting for Gateway to close/i);
  expect(settings.read()).toBe(LOST);
  await hide(window);
  await gateway.stop();
  const told = await notices.waitForSent(({ summary }) => summary === 'Settings restored', 20_000);
  expect(told.body).toBe('“Last good” is in place.');
  expect(settings.read()).toBe(CLEAN);

  // "Undo" is a restore like any other: it is looked at first.
  await clickNotice();
  await expect(window.page.getByRole('dialog')).toContainText('Trusted addresses');
  expect(settings.read()).toBe(CLEAN);
});

test('a change is told where somebody asked for it; a click compares it with what was there before', async () => {
  const notices = await stage.notices();
  const { window, settings } = await withLostAddresses({ 'settings-changed': true }, true);
  const told = await notices.waitForSent(
    ({ summary }) => summary === 'Gateway settings changed',
    8000,
  );
  expect(told.body).toBe('Trusted addresses. Backed up.');
  await clickNotice();
  await expect(window.headline).toHaveText('Configuration');
  await expect(window.page.getByRole('main')).toContainText('Trusted addresses');
  expect(settings.read()).toBe(LOST);
});
