import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import type { RunningApp } from '../../support/app/running-app.ts';
import { FULL, useStage } from '../../support/app/stage.ts';
import type { Tray } from '../../support/app/tray.ts';
import type { SimulatedGateway } from '../../support/simulated-gateway/simulated-gateway.ts';

// The computer sleeps and wakes. The system's events are played; all that follows them is real.

const GRACE_MS = 30_000;
/** Timers of a busy machine. */
const LATE_MS = FULL ? 1500 : 4000;

const stage = useStage();
let gateway: SimulatedGateway;
let app: RunningApp;
let tray: Tray;

test.beforeEach(async () => {
  ({ gateway, app } = await stage.watching());
  tray = await app.tray();
  await tray.becomes('ready');
});

const suspend = (): Promise<void> =>
  app.inMain(({ powerMonitor }) => void powerMonitor.emit('suspend'));
const resume = (): Promise<void> =>
  app.inMain(({ powerMonitor }) => void powerMonitor.emit('resume'));

test('sockets close before the sleep; one fresh test 30 s after it, whatever happened meanwhile', async () => {
  const notices = await stage.notices();
  const { record } = gateway;
  await suspend();
  await record.waitFor(({ openNow }) => openNow === 0, 1000);
  expect(record.connections.map(({ ended }) => ended)).toEqual(['client-fin']);
  await tray.becomes('checking');

  // An outage that is over before anybody was awake to see it.
  await gateway.stopListening();
  await sleep(1000);
  await gateway.listenAgain();

  await resume();
  const wokeAt = Date.now();
  await sleep(GRACE_MS - 2000);
  expect(record.connectionsOpened).toBe(1);
  await record.waitFor(({ connectionsOpened }) => connectionsOpened === 2, 2000 + LATE_MS);
  const openedAt = record.last.opened.at;
  expect(openedAt - wokeAt).toBeGreaterThanOrEqual(GRACE_MS - 250);
  expect(openedAt - wokeAt).toBeLessThan(GRACE_MS + LATE_MS);
  expect(await tray.becomes('ready')).toEqual({ glyph: 'ready', hue: 'ok' });
  expect(record.connectionsOpened).toBe(2);
  expect(record.openNow).toBe(1);
  expect(notices.sent()).toEqual([]);
});

test('asleep it connects to nobody; who asks after waking is not kept waiting', async () => {
  const { record } = gateway;
  await suspend();
  await record.waitFor(({ openNow }) => openNow === 0, 1000);
  await sleep(4000);
  expect(record.connectionsOpened).toBe(1);
  await resume();
  await tray.click('Test connection');
  await tray.becomes('ready');
  expect(record.connectionsOpened).toBe(2);
});

test('a held test is given up with FIN as well', async () => {
  const other = await stage.gateway({ behaviour: { handshake: 'silent' } });
  const second = await stage.launch(stage.home().watch({ port: other.port }));
  await other.record.waitFor(({ dialogsRaised }) => dialogsRaised === 1, 10_000);
  await second.inMain(({ powerMonitor }) => void powerMonitor.emit('suspend'));
  await other.record.waitFor(({ openNow }) => openNow === 0, 1000);
  expect(other.record.connections.map(({ ended }) => ended)).toEqual(['client-fin']);
});
