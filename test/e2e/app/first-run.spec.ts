import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { WATCH_MODES } from '$contract/watch-modes';
import { family, outgoing } from '../../support/app/processes.ts';
import { FULL, useStage } from '../../support/app/stage.ts';
import { connectionTo } from '../../support/preferences.ts';
import { contactsIn } from '../../support/app/net-log.ts';
import {
  startSimulatedGateway,
  type SimulatedGateway,
  type SimulatorOptions,
} from '../../support/simulated-gateway/simulated-gateway.ts';

// From an empty home folder: asked before anything is contacted, then one click away from the first result.

const QUIET_MS = FULL ? 60_000 : 10_000;

const stage = useStage();

/** On a port that a Gateway with a paper account uses; another may run here, so the first free one. */
async function gatewayOnUsualPort(options: SimulatorOptions = {}): Promise<SimulatedGateway> {
  for (const port of [4002, 7497]) {
    const gateway = await startSimulatedGateway({ ...options, port }).catch(() => null);
    if (gateway === null) continue;
    stage.later(() => gateway.stop());
    return gateway;
  }
  throw new Error('ports 4002 and 7497 are both in use on this computer');
}

test('asks, contacts nobody until it is told to, and remembers the answer', async () => {
  test.setTimeout(QUIET_MS + 60_000);
  const gateway = await gatewayOnUsualPort();
  const { port, record } = gateway;
  const home = stage.home('usual');
  const netLog = join(home.dir, 'net-log.json');
  const app = await stage.launch(home, { args: [`--log-net-log=${netLog}`] });

  const window = await app.window();
  await app.windowBecomes('shown');
  await expect(window.headline).toHaveText('Which connection do you use?');
  // Four usual ports and another one. Some other program holds one of them, so none is preset.
  await expect(window.page.getByRole('radio')).toHaveCount(5);
  for (const usual of ['4001', '4002', '7496', '7497']) {
    await expect(window.page.getByText(`127.0.0.1:${usual}`)).toBeVisible();
  }

  // Every socket of every process of the app, again and again.
  const contacts = new Set<string>();
  const until = Date.now() + QUIET_MS;
  while (Date.now() < until) {
    for (const contact of outgoing(family(app.pid))) contacts.add(contact);
    await window.page.waitForTimeout(50);
  }
  expect([...contacts]).toEqual([]);
  expect(record.connectionsOpened).toBe(0);
  expect(await window.statuses()).toEqual([]);

  const begunAt = performance.now();
  await window.page.locator(`input[type=radio][value="${port}"]`).check();
  // And the modes.
  await expect(window.page.getByRole('radio')).toHaveCount(5 + WATCH_MODES.length);
  await window.button('Test this connection').click();
  await expect(window.headline).toHaveText('All good.');
  await expect(window.page.getByRole('list').first().getByRole('listitem')).toHaveCount(5);
  expect(record.connectionsOpened).toBe(1);
  const tray = await app.tray();
  expect(await tray.becomes('ready')).toEqual({ glyph: 'ready', hue: 'ok' });
  await window.button('Continue').click();
  await expect(window.headline).toHaveText('How should Gatelight reach you?');
  await window.page.getByLabel('Daily restart').fill('23:10');
  await window.button('Done').click();
  await expect(window.headline).toHaveText('Ready for your API clients');
  expect(performance.now() - begunAt).toBeLessThan(60_000);
  const connections = [connectionTo({ port, dailyRestart: '23:10' })];
  expect(home.preferences()).toMatchObject({ connections, firstRunDone: true });
  expect(record.connectionsOpened).toBe(1);

  await app.stop();
  // Chromium's own diary of the whole run: it never looked up a name or opened a connection.
  expect(contactsIn(readFileSync(netLog, 'utf8'))).toEqual([]);

  // The next start asks nothing and stays in the tray.
  const again = await stage.launch(home);
  await (await again.tray()).becomes('ready');
  expect(await again.windowState()).toBe('none');
});

test('skipped at once, it contacts nobody and does not ask again', async () => {
  const gateway = await gatewayOnUsualPort();
  const home = stage.home();
  const app = await stage.launch(home);
  const window = await app.window();
  await window.button('Skip setup').click();
  await expect(window.headline).toHaveText('Set up a connection');
  expect(home.preferences()).toMatchObject({ connections: [], firstRunDone: true });
  await app.stop();

  const again = await stage.launch(home);
  await again.windowBecomes('shown');
  await expect((await again.window()).headline).toHaveText('Set up a connection');
  expect(gateway.record.connectionsOpened).toBe(0);
});

test('every later step can be skipped as well, with a Gateway that does not answer', async () => {
  const gateway = await gatewayOnUsualPort({ behaviour: { handshake: 'silent' } });
  const home = stage.home();
  const app = await stage.launch(home);
  const window = await app.window();
  await window.page.locator(`input[type=radio][value="${gateway.port}"]`).check();
  await window.button('Test this connection').click();
  await expect(window.headline).toHaveText("Gateway isn't answering new programs");
  await window.button('Fix step by step').click();
  await expect(window.page.getByRole('navigation').first()).toBeVisible();
  await window.openPage('Overview');
  await window.button('Later').click();
  await window.button('Done').click();
  await expect(window.page.getByRole('navigation')).toBeVisible();
  // Held, not repeated.
  expect(gateway.record.connectionsOpened).toBe(1);
});

test('the test notification is the first that the system sees', async () => {
  const gateway = await gatewayOnUsualPort();
  const notices = await stage.notices();
  const app = await stage.launch(stage.home());
  const window = await app.window();
  await window.page.locator(`input[type=radio][value="${gateway.port}"]`).check();
  await window.button('Test this connection').click();
  await window.button('Continue').click();
  await expect(window.headline).toHaveText('How should Gatelight reach you?');
  expect(notices.sent()).toEqual([]);
  await window.button('Send a test').click();
  await expect.poll(() => notices.sent()).toHaveLength(1);
});
