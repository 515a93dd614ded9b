import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { TIME } from '../../support/app/clock-time.ts';
import {
  displayedCount,
  type NotificationWatch,
  type SentNotification,
} from '../../support/desktop/notifications.ts';
import { poll } from '../../support/desktop/poll.ts';
import type { RunningApp } from '../../support/app/running-app.ts';
import { FULL, useStage } from '../../support/app/stage.ts';
import { menuOf, type IconChange, type Tray } from '../../support/app/tray.ts';
import type { Behaviour } from '../../support/simulated-gateway/behaviour.ts';
import type { SimulatedGateway } from '../../support/simulated-gateway/simulated-gateway.ts';

// The case the app is made for, by the clocks of the Gateway and of the bus.

/** A busy machine may be this much later; the full run allows nothing. */
const SLACK_MS = FULL ? 0 : 1000;
const HOLD_MS = FULL ? 60_000 : 12_000;

interface Silence {
  gateway: SimulatedGateway;
  app: RunningApp;
  tray: Tray;
  /** Pictures after that of the start. */
  changes: () => IconChange[];
  told: () => SentNotification[];
  /** When the Gateway got the hello that it does not answer. */
  helloAt: number;
}

const stage = useStage('file');
let notices: NotificationWatch;
/** Accepting completes the connection that waits, or helps only those that come later. */
let completing: Silence;
let laterOnly: Silence;
/** The version is answered, the session never starts. */
let half: Silence;

async function begin(behaviour: Partial<Behaviour>): Promise<Silence> {
  const { gateway, app } = await stage.watching({ behaviour });
  const tray = await app.tray();
  const { changes, stop } = await tray.watchChanges();
  stage.later(stop);
  await gateway.record.waitFor(({ connections }) => connections[0]?.gotHello === true, 5000);
  return {
    gateway,
    app,
    tray,
    changes: () => changes.filter(({ glyph }) => glyph !== 'checking'),
    told: () => notices.sent().filter(({ body }) => body.includes(`Paper ${gateway.port} `)),
    helloAt: gateway.record.last.received[0]?.seen.at ?? NaN,
  };
}

// Side by side, since most of the time nothing happens.
test.beforeAll(async () => {
  notices = await stage.notices();
  [completing, laterOnly, half] = await Promise.all([
    begin({ handshake: 'silent' }),
    begin({ handshake: 'silent', dialogForm: 'later-connections' }),
    begin({ handshake: 'silent-before-session' }),
  ]);
});

test('"I clicked Accept" makes one fresh test where the waiting one stays mute', async () => {
  const { gateway, app, tray } = laterOnly;
  await tray.becomes('waiting', 7000);
  await saysSilent(laterOnly);
  const window = await app.openWindow();
  await expect(window.headline).toHaveText("Gateway isn't answering new programs");
  gateway.acceptDialog();

  const clickedAt = Date.now();
  await window.button('I clicked Accept').click();
  await expect(window.page.getByText('A new test starts in 5 seconds.')).toBeVisible();
  const connection = `127.0.0.1:${gateway.port}`;
  expect(await window.ask('test:accepted', { connection })).toEqual({
    ok: false,
    error: 'too-soon',
  });
  await expect(window.headline).toHaveText('Ready for your API clients', { timeout: 10_000 });
  const readyMs = Date.now() - clickedAt;

  expect(readyMs).toBeLessThan(10_000);
  const { record } = gateway;
  expect(record.connections.map(({ ended }) => ended)).toEqual(['client-fin', undefined]);
  expect(record.summary()).toMatchObject({ maxUnansweredAtOnce: 1, dialogsRaised: 1 });
  note({ readyMs });
  await app.stop();
});

test('the version but no session: shown and told after 10 s', async () => {
  const { app, tray, told } = half;
  await tray.becomes('waiting', 12_000);
  await saysSilent(half);
  expect((await poll('notification', 3000, () => told()[0])).summary).toBe(
    "Gateway isn't answering",
  );
  const window = await app.openWindow();
  await expect(window.headline).toHaveText('Gateway answered but starts no session');
  expect(told()).toHaveLength(1);
  await app.stop();
});

test('shown after 4 s, told after 8 s, once, on one connection; accepting turns it green', async () => {
  test.setTimeout(HOLD_MS + 60_000);
  const { gateway, helloAt } = completing;

  const waiting = await changeTo('waiting', 7000);
  const shownMs = waiting.at - helloAt;
  expect(shownMs).toBeGreaterThanOrEqual(3500);
  expect(shownMs).toBeLessThanOrEqual(4500 + SLACK_MS);

  const told = await poll('notification', 8000, () => completing.told()[0]);
  const toldMs = told.at - helloAt;
  expect(toldMs).toBeGreaterThanOrEqual(7000);
  expect(toldMs).toBeLessThanOrEqual(9000 + SLACK_MS);
  expect(told).toMatchObject({
    app: 'Gatelight',
    replacesId: 0,
    urgency: 'normal',
    summary: "Gateway isn't answering",
    body:
      `Gatelight's test got no answer on Paper ${gateway.port} for 8 s; ` +
      'other programs will probably time out too. Look for a dialog in Gateway.',
  });

  await stillOne(HOLD_MS);
  expect(await displayedCount()).toBe(1);

  const acceptedAt = Date.now();
  gateway.acceptDialog();
  const ready = await changeTo('ready', 5000);
  const readyMs = ready.at - acceptedAt;
  expect(readyMs).toBeLessThan(1000 + SLACK_MS);
  expect(gateway.record.last.sessionSent).toBeDefined();

  await poll('withdrawal', 5000, () =>
    notices.events.find((event) => event.kind === 'withdrawn' && event.id === told.id),
  );
  await poll('empty screen', 2000, async () => ((await displayedCount()) === 0 ? true : undefined));

  const again = await poll('news of the end', 15_000, () => completing.told()[1]);
  const againMs = again.at - ready.at;
  expect(againMs).toBeGreaterThanOrEqual(9500);
  expect(againMs).toBeLessThanOrEqual(11_000 + SLACK_MS);
  expect(again.summary).toBe('Gateway is ready again');
  expect(again.body).toMatch(new RegExp(`^Paper ${gateway.port} was away for \\d\\d seconds\\.$`));

  expect(completing.told()).toHaveLength(2);
  expect(completing.changes().map(({ glyph }) => glyph)).toEqual(['waiting', 'ready']);
  expect(gateway.record.connectionsOpened).toBe(1);
  note({ shownMs, toldMs, readyMs, againMs });
});

if (FULL) {
  test('however long it takes, it stays one connection and one notification', async () => {
    const holdMs = 590_000;
    test.setTimeout(holdMs + 60_000);
    completing = await begin({ handshake: 'silent' });
    await stillOne(holdMs);
    expect(completing.changes().map(({ glyph }) => glyph)).toEqual(['waiting']);
  });
}

/** What the icon tells of a silent Gateway. */
async function saysSilent({ gateway, tray }: Silence): Promise<void> {
  expect(await tray.look()).toEqual({ glyph: 'waiting', hue: 'warn' });
  const tooltip = new RegExp(`^Gatelight: Gateway silent since ${TIME}\\. Look for a dialog$`);
  await expect.poll(() => tray.tooltip()).toMatch(tooltip);
  const line = expect.stringMatching(new RegExp(`^Gateway silent since ${TIME} \\(disabled\\)$`));
  const menu = menuOf([`Paper, 127.0.0.1:${gateway.port} (disabled)`], {
    help: ['Fix step by step…'],
  });
  await expect.poll(() => tray.menu()).toEqual([line, ...menu]);
}

const changeTo = (glyph: string, timeoutMs: number): Promise<IconChange> =>
  poll(`${glyph} icon`, timeoutMs, () =>
    completing.changes().find((change) => change.glyph === glyph),
  );

/** Until so long after the hello. Nothing may happen, so there is nothing to wait for but the time. */
async function stillOne(afterMs: number): Promise<void> {
  const { gateway, helloAt, told } = completing;
  await sleep(Math.max(0, helloAt + afterMs - Date.now()));
  const alone = { connectionsOpened: 1, openNow: 1, dialogsRaised: 1 };
  expect(gateway.record.summary()).toMatchObject(alone);
  expect(told()).toHaveLength(1);
}

/** Figures for the report of the run. */
function note(figures: Readonly<Record<string, number>>): void {
  for (const [type, ms] of Object.entries(figures)) {
    test.info().annotations.push({ type, description: `${Math.round(ms)} ms` });
  }
}
