import { expect, test } from '@playwright/test';
import { hasTrayHost, killTrayHost, startTrayHost } from '../../support/desktop/services.ts';
import { useStage } from '../../support/app/stage.ts';

// Desktops without a place for tray icons: the window is all there is.

const NOTE = /Your desktop shows no tray icons/;

const stage = useStage();
test.afterEach(async () => {
  if (!(await hasTrayHost())) await startTrayHost();
});

test('the tray goes away and comes back', async () => {
  const { app } = await stage.watching();
  const tray = await app.tray();
  await tray.becomes('ready');
  expect(await app.windowState()).toBe('none');

  await killTrayHost();
  await app.windowBecomes('shown', 6000);
  const window = await app.window();
  await window.openPage('Settings');
  await expect(window.page.getByText(NOTE)).toBeVisible();
  await app.closeWindow();
  await app.windowBecomes('minimised');

  await startTrayHost();
  await tray.findAgain();
  await expect(window.page.getByText(NOTE)).toBeHidden();
  expect(await tray.look()).toEqual({ glyph: 'ready', hue: 'ok' });
  await tray.click('Open Gatelight');
  await app.windowBecomes('shown');
  await app.closeWindow();
  await app.windowBecomes('hidden');
});

test('started without one, it opens its window', async () => {
  await killTrayHost();
  const { app } = await stage.watching();
  await app.windowBecomes('shown', 6000);
  const window = await app.window();
  await expect(window.headline).toHaveText('Ready for your API clients');
  await window.openPage('Settings');
  await expect(window.page.getByText(NOTE)).toBeVisible();
  await app.closeWindow();
  await app.windowBecomes('minimised');
});
