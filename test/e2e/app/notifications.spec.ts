import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { TIME } from '../../support/app/clock-time.ts';
import {
  displayedCount,
  invokeAction,
  type NotificationWatch,
  type SentNotification,
} from '../../support/desktop/notifications.ts';
import { poll } from '../../support/desktop/poll.ts';
import {
  hasNotificationDaemon,
  killNotificationDaemon,
  startNotificationDaemon,
} from '../../support/desktop/services.ts';
import { connectionTo } from '../../support/preferences.ts';
import { useStage } from '../../support/app/stage.ts';
import { badBytes } from '../../support/simulated-gateway/bad-bytes.ts';

// When a problem is told, and what becomes of it. The silent Gateway has a file of its own.

const CONFIRM_MS = 5000;

const stage = useStage();
let notices: NotificationWatch;
test.beforeEach(async () => {
  notices = await stage.notices();
});
test.afterEach(async () => {
  if (!(await hasNotificationDaemon())) await startNotificationDaemon();
});

const withdrawn = ({ id }: SentNotification) =>
  poll('withdrawal', 3000, () =>
    notices.events.find((event) => event.kind === 'withdrawn' && event.id === id),
  );
const summaries = (): string[] => notices.sent().map(({ summary }) => summary);

test('Gateway stopped: told once it was seen twice, withdrawn when it is back', async () => {
  const { gateway, app } = await stage.watching();
  const tray = await app.tray();
  await tray.becomes('ready');
  await gateway.stopListening();
  gateway.dropAll('fin');
  const stoppedAt = Date.now();
  await tray.becomes('down');

  const told = await notices.waitForSent(() => true, 12_000);
  expect(told.summary).toBe('Gateway stopped');
  expect(told.body).toMatch(
    new RegExp(
      `^Paper ${gateway.port} closed at ${TIME}\\. Your programs can't trade or get data\\.$`,
    ),
  );
  expect(told.at - stoppedAt).toBeGreaterThanOrEqual(CONFIRM_MS);
  expect(told.at - stoppedAt).toBeLessThan(CONFIRM_MS + 4000);

  await gateway.listenAgain();
  await tray.becomes('ready');
  await withdrawn(told);
  expect(summaries()).toEqual(['Gateway stopped']);
});

test('a drop of two seconds is never told', async () => {
  const { gateway, app } = await stage.watching();
  const tray = await app.tray();
  await tray.becomes('ready');
  await gateway.restartIn(2000);
  await tray.becomes('ready', 20_000);
  expect(summaries()).toEqual([]);
});

test('no API behind the port: told at the second look, five seconds or more after the first', async () => {
  const handshake = { kind: 'bytes', chunks: [badBytes['http-400']] } as const;
  const { gateway, app } = await stage.watching({ behaviour: { handshake } });
  const tray = await app.tray();
  await tray.becomes('down');
  const firstAt = gateway.record.last.opened.at;
  const testAgain = async (): Promise<void> => {
    const before = gateway.record.connectionsOpened;
    await tray.click('Test connection');
    await gateway.record.waitFor(
      ({ connections }) => connections.length > before && connections.at(-1)?.ended !== undefined,
    );
  };
  await testAgain();
  await sleep(firstAt + CONFIRM_MS + 200 - Date.now());
  expect(summaries()).toEqual([]);
  await testAgain();
  const told = await notices.waitForSent(() => true);
  expect(told.summary).toBe(`Port ${gateway.port} is not Gateway's API`);
  expect(told.body).toBe('Something else answers there: a web server.');
  expect(summaries()).toHaveLength(1);
});

test('a click on it opens the window', async () => {
  const { app } = await stage.watching({ behaviour: { handshake: 'disclaimer' } });
  await notices.waitForSent(({ summary }) => summary === 'Accept the paper disclaimer');
  await poll('notification on the screen', 3000, async () =>
    (await displayedCount()) === 1 ? true : undefined,
  );
  expect(await app.windowState()).toBe('none');
  await invokeAction();
  await app.windowBecomes('shown');
});

test('while snoozed nothing is told; what is on the screen goes', async () => {
  const { gateway, app } = await stage.watching({ behaviour: { handshake: 'disclaimer' } });
  const tray = await app.tray();
  const told = await notices.waitForSent(() => true);
  await tray.becomes('waiting');
  await tray.click('Snooze notifications', '15 minutes');
  await withdrawn(told);
  gateway.set({ handshake: 'normal' });
  await tray.click('Test connection');
  await tray.becomes('ready');
  expect(summaries()).toHaveLength(1);
});

test('another connection: what was told of the old one goes at once', async () => {
  const { app } = await stage.watching({ behaviour: { handshake: 'disclaimer' } });
  const told = await notices.waitForSent(() => true);
  const window = await app.openWindow();
  // Nothing is told of a port that was never seen open, so nothing takes the old notification's place.
  await window.watch(connectionTo({ port: await stage.closedPort() }));
  await withdrawn(told);
  await expect(window.headline).toHaveText("Gateway isn't running");
  expect(summaries()).toHaveLength(1);
});

test('refused by the system: a lasting banner, until one gets through', async () => {
  const { app } = await stage.watching();
  const window = await app.openWindow('Settings…');
  await killNotificationDaemon();
  const banner = window.banner('Your system blocks notifications.');
  await window.button('Notifications').click();
  const heading = window.page.getByRole('region', { name: 'Notifications', exact: true });
  await heading.getByRole('button', { name: 'Send a test' }).click();
  await expect(banner).toBeVisible();
  await startNotificationDaemon();
  await banner.getByRole('button', { name: 'Send a test' }).click();
  await notices.waitForSent(({ summary }) => summary === 'Gatelight reaches you');
  await expect(banner).toBeHidden();
});
