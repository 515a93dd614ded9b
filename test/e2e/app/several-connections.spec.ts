import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { TIME } from '../../support/app/clock-time.ts';
import type { NotificationWatch } from '../../support/desktop/notifications.ts';
import { poll } from '../../support/desktop/poll.ts';
import type { RunningApp } from '../../support/app/running-app.ts';
import { useStage } from '../../support/app/stage.ts';
import { menuOf, type Tray } from '../../support/app/tray.ts';
import { connectionTo } from '../../support/preferences.ts';
import type { SimulatedGateway } from '../../support/simulated-gateway/simulated-gateway.ts';

// Paper and live in one app: one icon for the most urgent, one line each, and neither disturbs the other.

const stage = useStage();
let paper: SimulatedGateway;
let live: SimulatedGateway;
let notices: NotificationWatch;
let app: RunningApp;
let tray: Tray;

test.beforeEach(async () => {
  notices = await stage.notices();
  paper = await stage.gateway();
  live = await stage.gateway({ accounts: ['U1234567'] });
  app = await stage.launch(
    stage.home().watch({ port: paper.port }, { port: live.port, expect: 'live' }),
  );
  tray = await app.tray();
  await tray.becomes('ready');
  await expect.poll(() => tray.tooltip()).toContain('Gatelight: Ready. Live');
});

const line = (name: string, text: string): RegExp =>
  new RegExp(`^${name}: ${text} since ${TIME} \\(disabled\\)$`);
const matching = (text: string | RegExp): unknown =>
  typeof text === 'string' ? text : expect.stringMatching(text);
const names = (): [string, string] => [`Paper ${paper.port}`, `Live ${live.port}`];

test('the icon shows the most urgent, the menu a line and a test each', async () => {
  const [paperName, liveName] = names();
  const ready = 'Ready for your API clients';
  expect(await tray.menu()).toEqual(
    menuOf([line(liveName, ready), line(paperName, ready)], {
      tests: [paperName, liveName],
    }).map(matching),
  );

  paper.loseLink();
  expect(await tray.becomes('degraded')).toEqual({ glyph: 'degraded', hue: 'bad' });
  expect(await tray.tooltip()).toMatch(/^Gatelight: No link to IBKR since /);
  expect((await tray.menu()).slice(0, 2)).toEqual(
    [line(paperName, 'No link to IBKR'), line(liveName, ready)].map(matching),
  );

  live.freeze();
  expect(await tray.becomes('waiting', 20_000)).toEqual({ glyph: 'waiting', hue: 'warn' });
  expect((await tray.stateLine()).startsWith(`${liveName}: `)).toBe(true);
  const told = await notices.waitForSent(() => true);
  expect(told.body).toContain(liveName);
});

test('a test of one leaves the other alone', async () => {
  const [, liveName] = names();
  const before = paper.record.connectionsOpened;
  await tray.click('Test connection', liveName);
  await live.record.waitFor(({ connections }) => connections[1]?.ended !== undefined, 5000);
  expect(live.record.connections.map(({ ended }) => ended)).toEqual([undefined, 'client-fin']);
  expect(paper.record.connectionsOpened).toBe(before);
});

test('pause closes both and resume tests both', async () => {
  await tray.click('Pause monitoring');
  await tray.becomes('paused');
  for (const { record } of [paper, live]) {
    await record.waitFor(({ openNow }) => openNow === 0, 2000);
    expect(record.last.ended).toBe('client-fin');
  }
  await tray.click('Resume monitoring');
  await tray.becomes('ready');
  for (const { record } of [paper, live]) await record.waitFor(({ openNow }) => openNow === 1);
});

test('one that is taken away goes with FIN; the other keeps its session', async () => {
  const window = await app.openWindow();
  await window.watch(connectionTo({ port: paper.port }));
  await live.record.waitFor(({ openNow }) => openNow === 0, 2000);
  expect(live.record.last.ended).toBe('client-fin');
  await expect
    .poll(async () => (await window.statuses()).map(({ target }) => target.port))
    .toEqual([paper.port]);
  await poll('menu of one', 2000, async () =>
    (await tray.menu())[1] === `Paper, 127.0.0.1:${paper.port} (disabled)` ? true : undefined,
  );
  expect(paper.record.connectionsOpened).toBe(1);
  expect(paper.record.openNow).toBe(1);
});

test('a live account is not contacted before its mode is chosen: that is asked instead', async () => {
  const other = await stage.gateway({ accounts: ['U1234567'] });
  const home = stage
    .home()
    .watch({ port: paper.port }, { port: other.port, expect: 'live', mode: null });
  const app = await stage.launch(home);
  const second = await app.tray();
  await expect.poll(() => second.menu()).toContain(`  Live ${other.port}`);
  await sleep(3000);
  expect(other.record.connectionsOpened).toBe(0);
  await second.click('Test connection', `Live ${other.port}`);
  const window = await app.window();
  await expect(window.page.getByRole('heading', { level: 1 })).toHaveText('Settings');
  await sleep(1000);
  expect(other.record.connectionsOpened).toBe(0);
  await window.page.getByText('Look only').last().click();
  await expect.poll(() => app.home.preferences().connections[1]?.mode).toBe('look-only');
  // Look only: one test when somebody asks, closed again.
  await second.click('Test connection', `Live ${other.port}`);
  await other.record.waitFor(({ connections }) => connections[0]?.ended !== undefined, 6000);
  expect(other.record.connections.map(({ ended }) => ended)).toEqual(['client-fin']);
});
