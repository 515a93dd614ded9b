import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Verdict } from '$contract/verdict';
import type { AppWindow } from '../app/app-window.ts';
import { Home } from '../app/home.ts';
import { RunningApp } from '../app/running-app.ts';
import { displayedCount } from '../desktop/notifications.ts';
import { findColour } from '../desktop/pixels.ts';
import { clickAt } from '../desktop/pointer.ts';
import { poll } from '../desktop/poll.ts';
import { readScreen } from '../desktop/screen.ts';
import { minimise } from '../desktop/x-windows.ts';
import { preferencesWith } from '../preferences.ts';
import { startGatewayProcess } from '../simulated-gateway/gateway-process.ts';
import { canAge } from '../simulated-gateway/process-age.ts';
import { startStandIn } from '../simulated-gateway/stand-in-process.ts';
import { save } from './save.ts';
import { smallPng } from './small-png.ts';

// The whole app against a Gateway, on a desktop with a tray: for the README.

const PORT = 4002;
const GATEWAY_WINDOW = 'IB Gateway';
const RUNS_S = 1800;
const LIMIT_MS = 20_000;
/** How long a silence is when its picture is taken: past the notification. */
const SILENT_MS = 12_000;
/** Of the light while it waits, on a panel of unknown colour. */
const AMBER = '#BC7A00';
const MENU_MS = 800;

type Theme = 'light' | 'dark';
interface Ends {
  stop: () => Promise<unknown>;
}

/** With a window of its own, and silent; it has had time to start, where that can be made up. */
async function silentGateway(): Promise<Ends> {
  const standIn = await startStandIn({ port: PORT, windows: { title: GATEWAY_WINDOW } });
  if (canAge()) await standIn.age(RUNS_S);
  return standIn;
}

export async function takeFromApp(docs: string): Promise<void> {
  const folder = join(docs, 'app');
  mkdirSync(folder, { recursive: true });
  for (const theme of ['light', 'dark'] as const) {
    const to = (name: string): string => join(folder, `${name}-${theme}.png`);
    await withWindow(
      () => startGatewayProcess({ port: PORT }),
      theme,
      'ready',
      (window) => save(window.page, to('overview-ready')),
    );
    await withWindow(silentGateway, theme, 'silent', async (window) => {
      await wait(SILENT_MS);
      await save(window.page, to('overview-silent'));
      await window.button('Fix step by step').click();
      await window.page.getByRole('region', { name: 'Steps' }).waitFor();
      await save(window.page, to('guided-fix'));
    });
  }
}

/** On a screen just large enough for the panel with its notification, and then the menu. */
export async function takeTray(docs: string): Promise<void> {
  const folder = join(docs, 'app');
  mkdirSync(folder, { recursive: true });
  await withApp(silentGateway, 'light', async (app) => {
    await (await app.tray()).becomes('waiting', LIMIT_MS);
    await minimise(GATEWAY_WINDOW);
    const light = await poll('light on the panel', LIMIT_MS, () => findColour(readScreen(), AMBER));
    await clickAt(light.x + light.width / 2, light.y + light.height / 2, 'right');
    await wait(MENU_MS);
    await poll('notification', LIMIT_MS, async () => (await displayedCount()) === 1 || undefined);
    await wait(MENU_MS);
    writeFileSync(join(folder, 'tray.png'), smallPng(readScreen()));
  });
}

async function withWindow(
  gateway: () => Promise<Ends>,
  theme: Theme,
  verdict: Verdict,
  take: (window: AppWindow) => Promise<void>,
): Promise<void> {
  await withApp(gateway, theme, async (app) => {
    const window = await app.openWindow();
    await window.page.setViewportSize({ width: 960, height: 760 });
    await poll(verdict, LIMIT_MS, async () =>
      (await window.status()).verdict === verdict ? true : undefined,
    );
    await take(window);
  });
}

async function withApp(
  gateway: () => Promise<Ends>,
  theme: Theme,
  take: (app: RunningApp) => Promise<void>,
): Promise<void> {
  const started = await gateway();
  const preferences = { ...preferencesWith({ port: PORT }), theme };
  const home = new Home().writePreferences(JSON.stringify(preferences));
  try {
    const app = await RunningApp.launch(home);
    try {
      await take(app);
    } finally {
      await app.stop();
    }
  } finally {
    await started.stop();
    home.remove();
  }
}
