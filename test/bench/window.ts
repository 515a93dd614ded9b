import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { Home } from '../support/app/home.ts';
import { environment, RunningApp } from '../support/app/running-app.ts';
import { Tray } from '../support/app/tray.ts';
import { pressKeys } from '../support/desktop/pointer.ts';
import { startSimulatedGateway } from '../support/simulated-gateway/simulated-gateway.ts';
import { startApp, treePss } from './electron-app.ts';
import type { Comparison, Figure } from './figures.ts';

const RUNS = 7;
const PAGES = ['Diagnostics', 'Settings', 'Overview'];
/** Long enough for start-up work to be over. */
const SETTLE_MS = 2000;
const OPEN_MS = 3000;
/** A hidden window is destroyed after 60 s; what stays is looked at 30 s later. */
const AFTER_MS = 90_000;
const MEMORY_RUNS = 3;

/** From asking for the window to its first drawn content, and from one page to the next. */
export async function measureWindow(): Promise<Figure[]> {
  const gateway = await startSimulatedGateway();
  const coldOpen: number[] = [];
  const pageChange: number[] = [];
  // The first run warms the disk.
  for (let run = 0; run <= RUNS; run += 1) {
    const home = new Home().watch({ port: gateway.port });
    const app = await RunningApp.launch(home);
    await app.tray();
    await wait(SETTLE_MS);
    const askedAt = await app.inMain(({ app: main }) => {
      main.emit('activate');
      return Date.now();
    });
    const { page } = await app.window();
    await page.locator('h1').waitFor();
    if (run > 0) {
      coldOpen.push((await firstContentAt(page)) - askedAt);
      for (const name of PAGES) pageChange.push(await changeMs(page, name));
    }
    await app.stop();
    home.remove();
  }
  await gateway.stop();
  return [
    { what: 'window cold open', unit: 'ms', aim: 700, values: coldOpen },
    { what: 'page change', unit: 'ms', aim: 100, values: pageChange },
  ];
}

/** When the page first drew more than its background, epoch ms. */
function firstContentAt(page: Page): Promise<number> {
  return page.evaluate(async () => {
    for (;;) {
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      if (paint !== undefined) return performance.timeOrigin + paint.startTime;
      await new Promise(requestAnimationFrame);
    }
  });
}

/** From the click to the frame that shows the other page's heading. */
function changeMs(page: Page, name: string): Promise<number> {
  return page.evaluate(async (label) => {
    // No named function in here: the page lacks what the compiler adds to those.
    const before = document.querySelector('h1');
    const startedAt = performance.now();
    document.querySelector<HTMLElement>(`nav [aria-label="${label}"]`)?.click();
    let heading = before;
    while (heading === before || heading === null) {
      await new Promise(requestAnimationFrame);
      heading = document.querySelector('h1');
    }
    await new Promise(requestAnimationFrame);
    return performance.now() - startedAt;
  }, name);
}

/** Memory 30 s after the hidden window was destroyed, beside an empty tray app with the same past. */
export async function measureAfterWindow(): Promise<Comparison> {
  const gateway = await startSimulatedGateway();
  const memory = { ours: [] as number[], theirs: [] as number[] };
  for (let run = 0; run < MEMORY_RUNS; run += 1) {
    const home = new Home().watch({ port: gateway.port });
    const ours = await startApp('.', environment(home));
    await (await Tray.of(ours.child.pid ?? 0)).click('Open Gatelight');
    await wait(OPEN_MS);
    await pressKeys('ctrl+w');
    await wait(AFTER_MS);
    memory.ours.push(treePss(ours.child.pid ?? 0));
    await ours.stop();
    home.remove();

    const env = { ...process.env, EMPTY_WINDOW_MS: String(OPEN_MS) };
    const theirs = await startApp('test/bench/empty-app', env);
    await wait(OPEN_MS + AFTER_MS);
    memory.theirs.push(treePss(theirs.child.pid ?? 0));
    await theirs.stop();
  }
  await gateway.stop();
  return { what: 'PSS, 30 s after the window was destroyed', unit: 'MiB', aim: 1.15, ...memory };
}
