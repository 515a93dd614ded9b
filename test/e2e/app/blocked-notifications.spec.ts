import { expect, test } from '@playwright/test';
import type { RunningApp } from '../../support/app/running-app.ts';
import { useStage } from '../../support/app/stage.ts';
import { startOddDaemon, type OddDaemon, type Oddity } from '../../support/desktop/odd-daemon.ts';
import { poll } from '../../support/desktop/poll.ts';
import {
  hasNotificationDaemon,
  killNotificationDaemon,
  startNotificationDaemon,
} from '../../support/desktop/services.ts';
import type { SimulatedGateway } from '../../support/simulated-gateway/simulated-gateway.ts';

// Nobody shows notifications, or who should refuses or hangs: the app shows them itself and says so.

const BLOCKED = 'Your system blocks notifications';
const SHOW_LIMIT_MS = 3000;

const stage = useStage();
let oddDaemon: OddDaemon | null;
test.beforeEach(async () => {
  oddDaemon = null;
  await killNotificationDaemon();
  // Undone with the stage, which tidies up on the desktop's own daemon.
  stage.later(async () => {
    await oddDaemon?.stop();
    if (!(await hasNotificationDaemon())) await startNotificationDaemon();
  });
});

async function give(oddity: Oddity): Promise<void> {
  oddDaemon = await startOddDaemon(oddity);
}

const alertAppears = (app: RunningApp, limitMs: number) =>
  poll('alert', limitMs, async () => {
    const state = await app.alertState();
    return state?.isVisible ? state : undefined;
  });
const alertGoes = (app: RunningApp) =>
  poll('end of the alert', 3000, async () =>
    (await app.alertState()) === null ? true : undefined,
  );
const disclaimer = (): Promise<{ gateway: SimulatedGateway; app: RunningApp }> =>
  stage.watching({ behaviour: { handshake: 'disclaimer' } });

for (const [name, arrange] of [
  ['is missing', () => Promise.resolve()],
  ['refuses', () => give('refuses')],
  ['hangs', () => give('silent')],
] as const) {
  test(`the notification service ${name}: an alert of the app's own, a line in the menu`, async () => {
    await arrange();
    const { app, gateway } = await disclaimer();
    const tray = await app.tray();
    await tray.becomes('waiting');
    const began = performance.now();
    expect(await alertAppears(app, SHOW_LIMIT_MS + 4000)).toEqual({
      isVisible: true,
      isFocused: false,
      isOnTop: true,
    });
    // Nothing waited for the service: the light, the menu and the alert came at their times.
    expect(performance.now() - began).toBeLessThan(SHOW_LIMIT_MS + 2500);
    const alert = await app.alert();
    const { inside, notificationsBlocked } = await alert.state();
    expect(inside?.title).toBe('Accept the paper disclaimer');
    expect(inside?.connection).toBe(`127.0.0.1:${gateway.port}`);
    expect(notificationsBlocked).toBe(true);
    await expect(alert.page.getByText('Accept the paper disclaimer')).toBeVisible();
    await expect.poll(() => tray.menu()).toContain(BLOCKED);

    await alert.clickAway('Snooze 15 min');
    await alertGoes(app);
    await expect.poll(async () => (await tray.menu()).join()).toContain('Resume notifications');
    expect(await app.windowState()).toBe('none');
  });
}

test('its first button opens the window, where the banner is', async () => {
  const { app } = await disclaimer();
  await alertAppears(app, SHOW_LIMIT_MS + 8000);
  await (await app.alert()).clickAway('Fix it');
  await alertGoes(app);
  await app.windowBecomes('shown');
  const window = await app.window();
  await expect(window.banner(`${BLOCKED}.`)).toBeVisible();
});

test('it goes with its cause; the line stays until a notification gets through', async () => {
  const notices = await stage.notices();
  const { app, gateway } = await disclaimer();
  const tray = await app.tray();
  await alertAppears(app, SHOW_LIMIT_MS + 8000);
  gateway.set({ handshake: 'normal' });
  await tray.click('Test connection');
  await tray.becomes('ready');
  await alertGoes(app);
  expect(await tray.menu()).toContain(BLOCKED);

  // "Ready again" is the next to be told.
  await startNotificationDaemon();
  await notices.waitForSent(({ summary }) => summary === 'Gateway is ready again', 20_000);
  await expect.poll(() => tray.menu()).not.toContain(BLOCKED);
});

test('while the window is looked at it shows the notice itself', async () => {
  const { app, gateway } = await stage.watching();
  const tray = await app.tray();
  await tray.becomes('ready');
  const window = await app.openWindow();
  await app.inMain(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.focus();
  });
  await poll('focus', 3000, () =>
    app.inMain(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() !== null || undefined),
  );
  gateway.set({ handshake: 'disclaimer' });
  gateway.dropAll('fin');
  await poll('notice inside', 8000, async () => (await window.state()).inside ?? undefined);
  // The overview says it in full already; every other page shows the notice.
  await expect(window.headline).toHaveText('Accept the paper trading disclaimer');
  await window.openPage('Settings');
  await expect(window.page.getByText('Accept the paper disclaimer').first()).toBeVisible();
  expect(await app.alertState()).toBeNull();
  expect((await window.state()).notificationsBlocked).toBe(false);
});
