import { expect, test } from '@playwright/test';
import { startAgain } from '../../support/app/start-again.ts';
import { useStage } from '../../support/app/stage.ts';

// One instance. Whatever a second start is given, it opens the first one's window and no more.

const stage = useStage();

test('a second start ends at once and the window of the first opens', async () => {
  const { app, gateway } = await stage.watching();
  await (await app.tray()).becomes('ready');
  expect(await app.windowState()).toBe('none');

  expect(await startAgain(app.home)).toEqual({ code: 0, said: '' });
  await app.windowBecomes('shown');
  const window = await app.window();
  await expect(window.headline).toHaveText('Ready for your API clients');

  expect(await startAgain(app.home, '--page=settings')).toEqual({ code: 0, said: '' });
  await expect(window.headline).toHaveText('Settings');
  expect(gateway.record.connectionsOpened).toBe(1);
});

test('of its arguments only a known page counts', async () => {
  const { app, gateway } = await stage.watching();
  await (await app.tray()).becomes('ready');
  const before = app.home.preferences();
  const hostile = [
    '--page=../../x',
    '--page=javascript:alert(1)',
    '--page=Settings',
    '--page',
    'settings',
    '--connection=evil.example:1',
    '--inspect=0.0.0.0:9229',
    '--load-extension=/tmp',
    'gatelight://page/../../etc/passwd',
    'https://evil.example/',
    '/etc/passwd',
    '; touch /tmp/x',
    '\u0000',
  ].filter((arg) => !arg.includes('\u0000'));

  expect((await startAgain(app.home, ...hostile)).code).toBe(0);
  await app.windowBecomes('shown');
  const window = await app.window();
  await expect(window.headline).toHaveText('Ready for your API clients');
  expect(window.page.url()).toBe('gatelight://page/index.html');
  expect(app.electron.windows()).toHaveLength(1);
  expect(gateway.record.connectionsOpened).toBe(1);
  expect(app.home.preferences()).toEqual(before);
});
