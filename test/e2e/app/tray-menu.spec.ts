import { expect, test } from '@playwright/test';
import { TIME } from '../../support/app/clock-time.ts';
import type { RunningApp } from '../../support/app/running-app.ts';
import { useStage } from '../../support/app/stage.ts';
import { menuOf, type Tray } from '../../support/app/tray.ts';
import type { SimulatedGateway } from '../../support/simulated-gateway/simulated-gateway.ts';

// Every entry of the menu, clicked over the session bus as a panel does.

const RESUME = new RegExp(`^Resume notifications \\(until ${TIME}\\)$`);

const stage = useStage();
let gateway: SimulatedGateway;
let app: RunningApp;
let tray: Tray;

test.beforeEach(async () => {
  ({ gateway, app } = await stage.watching());
  tray = await app.tray();
  await tray.becomes('ready');
});

test('starts hidden; Open and a click on the icon show the window, Settings its page', async () => {
  expect(await app.windowState()).toBe('none');
  const window = await app.openWindow('Settings…');
  await expect(window.headline).toHaveText('Settings');
  await app.windowBecomes('shown');

  await app.closeWindow();
  await app.windowBecomes('hidden');
  await tray.click('Open Gatelight');
  await app.windowBecomes('shown');

  await app.closeWindow();
  await app.windowBecomes('hidden');
  await tray.activate();
  await app.windowBecomes('shown');
  expect(app.electron.windows()).toHaveLength(1);
});

test('Test connection makes one more test beside the open session', async () => {
  const { record } = gateway;
  expect(record.connectionsOpened).toBe(1);
  await tray.click('Test connection');
  await record.waitFor(({ connections }) => connections[1]?.ended !== undefined, 5000);
  expect(record.connections.map(({ ended }) => ended)).toEqual([undefined, 'client-fin']);
  const ids = record.connections.map(({ clientId }) => clientId);
  expect(ids).toEqual([912_340, 912_341]);
  expect(await tray.look()).toEqual({ glyph: 'ready', hue: 'ok' });
});

test('Snooze holds notifications back until it is resumed', async () => {
  for (const length of ['15 minutes', '1 hour', 'Until tomorrow 9:00']) {
    await tray.click('Snooze notifications', length);
    await expect.poll(() => tray.menu()).toContainEqual(expect.stringMatching(RESUME));
    const entry = (await tray.menu()).find((line) => RESUME.test(line)) ?? '';
    if (length.startsWith('Until')) expect(entry).toMatch(/until 0?9:00( AM)?\)$/);
    await tray.click(entry);
    await expect.poll(() => tray.menu()).toContain('Snooze notifications');
  }
});

test('Pause closes everything and Resume tests afresh', async () => {
  const { record } = gateway;
  await tray.click('Pause monitoring');
  expect(await tray.becomes('paused')).toEqual({ glyph: 'paused', hue: 'idle' });
  await record.waitFor(({ openNow }) => openNow === 0);
  expect(record.last.ended).toBe('client-fin');
  expect(await tray.tooltip()).toBe('Gatelight: Paused');
  expect(await tray.menu()).toEqual(
    menuOf(['Paused (disabled)', `Paper, 127.0.0.1:${gateway.port} (disabled)`], { paused: true }),
  );
  const window = await app.openWindow();
  await expect(window.headline).toHaveText('Monitoring is paused');

  await tray.click('Resume monitoring');
  await expect(window.headline).toHaveText('Ready for your API clients');
  expect(await tray.becomes('ready')).toEqual({ glyph: 'ready', hue: 'ok' });
  expect(record.connectionsOpened).toBe(2);
});
