import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ConnectionStatus } from '$contract/connection-status';
import { Home } from '../app/home.ts';
import { preferencesWith } from '../preferences.ts';
import { ROOT, RunningApp } from '../app/running-app.ts';
import { screenshot } from '../desktop/screen.ts';
import { farms } from '../simulated-gateway/farms.ts';
import {
  startSimulatedGateway,
  type SimulatedGateway,
} from '../simulated-gateway/simulated-gateway.ts';
import { startStandIn } from '../simulated-gateway/stand-in-process.ts';

// Pictures for the README and for a look at every state, of the real app on a real desktop.

const DOCS = join(ROOT, 'docs');
const PORT = 4002;
/** How long a silence is when its picture is taken: past the notification. */
const SILENT_MS = 12_000;

interface Scene {
  readonly name: string;
  /** Brings Gateway into the state; answers what takes it away again. */
  readonly set: (gateway: SimulatedGateway) => Promise<() => Promise<unknown>>;
  readonly until: (status: ConnectionStatus) => boolean;
  readonly thenWaitMs?: number;
}

const nothing = (): Promise<void> => Promise.resolve();

const SCENES: readonly Scene[] = [
  {
    name: 'ready',
    set: (gateway) => {
      gateway.set({ handshake: 'normal', farms: farms.good });
      return Promise.resolve(nothing);
    },
    until: ({ verdict }) => verdict === 'ready',
  },
  {
    name: 'farm-down',
    set: (gateway) => {
      gateway.set({ handshake: 'normal', farms: farms.broken });
      return Promise.resolve(nothing);
    },
    until: ({ verdict }) => verdict === 'farm-down',
  },
  {
    name: 'silent',
    set: (gateway) => {
      gateway.set({ handshake: 'silent', farms: farms.good });
      return Promise.resolve(nothing);
    },
    until: ({ verdict }) => verdict === 'silent',
    thenWaitMs: SILENT_MS - 4000,
  },
  {
    name: 'sign-in-needed',
    set: async (gateway) => {
      await gateway.stopListening();
      const standIn = await startStandIn({ product: 'gateway' });
      await standIn.age(1800);
      return () => standIn.stop();
    },
    until: ({ verdict }) => verdict === 'sign-in-needed',
  },
  {
    name: 'not-running',
    set: async (gateway) => {
      await gateway.stopListening();
      return nothing;
    },
    until: ({ verdict }) => verdict === 'not-running',
  },
];

mkdirSync(DOCS, { recursive: true });
if (process.argv[2] === 'tray') {
  // On a screen just large enough for the panel and a notification.
  await withScene(scene('silent'), 'light', () => {
    screenshot(join(DOCS, 'tray-waiting.png'));
    return Promise.resolve();
  });
} else {
  for (const theme of ['light', 'dark'] as const) {
    for (const one of SCENES) await withScene(one, theme, (app) => takePage(app, one, theme));
    await takeFirstRun(theme);
  }
}

function scene(name: string): Scene {
  const found = SCENES.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no scene ${name}`);
  return found;
}

/** Starts the app with Gateway in the scene's state and waits until the light shows it. */
async function withScene(
  { set, until, thenWaitMs = 1500 }: Scene,
  theme: 'light' | 'dark',
  take: (app: RunningApp) => Promise<void>,
): Promise<void> {
  const gateway = await startSimulatedGateway({ port: PORT });
  const takeAway = await set(gateway);
  const preferences = { ...preferencesWith({ port: PORT }), theme };
  const home = new Home().writePreferences(JSON.stringify(preferences));
  const app = await RunningApp.launch(home);
  try {
    const window = await app.openWindow();
    await window.page.setViewportSize({ width: 960, height: 720 });
    while (!until(await window.status())) await wait(100);
    if (process.argv[2] === 'tray') await app.closeWindow();
    await wait(thenWaitMs);
    await take(app);
  } finally {
    await app.stop();
    await takeAway();
    await gateway.stop();
    home.remove();
  }
}

async function takePage(app: RunningApp, { name }: Scene, theme: string): Promise<void> {
  const window = await app.window();
  const save = (picture: string): Promise<unknown> =>
    window.page.screenshot({
      path: join(DOCS, `${picture}-${theme}.png`),
      animations: 'disabled',
    });
  await save(`overview-${name}`);
  if (name !== 'ready') return;
  await window.openPage('Settings');
  for (const page of ['General', 'Connections', 'Notifications', 'Privacy', 'Advanced']) {
    await window.button(page).click();
    await save(`settings-${page.toLowerCase()}`);
  }
}

/** From an empty data folder through its three screens. */
async function takeFirstRun(theme: 'light' | 'dark'): Promise<void> {
  const gateway = await startSimulatedGateway({ port: PORT });
  const home = new Home();
  const app = await RunningApp.launch(home);
  try {
    const window = await app.window();
    await window.page.setViewportSize({ width: 960, height: 720 });
    await window.ask('preferences:change', { theme });
    const save = async (screen: string): Promise<void> => {
      await wait(500);
      const path = join(DOCS, `first-run-${screen}-${theme}.png`);
      await window.page.screenshot({ path, animations: 'disabled' });
    };
    await save('connection');
    await window.page.locator(`input[type=radio][value="${PORT}"]`).check();
    await window.button('Test this connection').click();
    await window.button('Continue').waitFor();
    await save('result');
    await window.button('Continue').click();
    await save('reach');
  } finally {
    await app.stop();
    await gateway.stop();
    home.remove();
  }
}
