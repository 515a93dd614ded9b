import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Preferences } from '$contract/preferences';
import { allGone, family } from '../../support/app/processes.ts';
import type { Home } from '../../support/app/home.ts';
import { useStage } from '../../support/app/stage.ts';
import { preferencesWith } from '../../support/preferences.ts';

// What General and Advanced promise, in the app itself.

const stage = useStage();

async function homeWith(change: Partial<Preferences>): Promise<Home> {
  const { port } = await stage.gateway();
  return stage.home().writePreferences(JSON.stringify(preferencesWith({ port }, change)));
}

test.describe('a start', () => {
  test('at login stays in the tray', async () => {
    const app = await stage.launch(await homeWith({}), { atLogin: true });
    await (await app.tray()).becomes('ready');
    expect(await app.windowState()).toBe('none');
  });

  test('at login shows the window where it shall not hide', async () => {
    const app = await stage.launch(await homeWith({ startHidden: false }), { atLogin: true });
    await app.windowBecomes('shown');
  });

  test('by a person shows the window', async () => {
    const app = await stage.launch(await homeWith({}), { atLogin: false });
    await app.windowBecomes('shown');
    await expect((await app.window()).headline).toHaveText('Ready for your API clients');
  });

  test('at login without a connection has something to ask', async () => {
    const app = await stage.launch(stage.home(), { atLogin: true });
    await app.windowBecomes('shown');
  });
});

test.describe('the close button', () => {
  test('quits where it is said to, and not before', async () => {
    const app = await stage.launch(await homeWith({}));
    const window = await app.openWindow();
    await app.closeWindow();
    await app.windowBecomes('hidden');

    await window.ask('preferences:change', { closing: 'quit' });
    // Out of the way is not closed.
    await window.ask('window:hide');
    expect(app.hasEnded).toBe(false);
    await app.openWindow();
    const pids = family(app.pid);
    await app.closeWindow();
    expect(await app.ended()).toBe(0);
    await allGone(pids, 1000);
  });
});

test('a detailed log tells each step, from the moment it is chosen, and names nobody', async () => {
  const home = await homeWith({});
  const app = await stage.launch(home);
  await (await app.tray()).becomes('ready');
  expect(home.log()).not.toContain('[debug]');
  const window = await app.openWindow();
  await window.openPage('Settings');
  await window.page.getByRole('button', { name: 'Advanced' }).click();
  await window.page.getByText('Detailed', { exact: true }).click();
  await expect.poll(() => home.preferences().logLevel).toBe('detailed');
  await window.button('Test connection').click();
  const steps = /\[debug\].*connection 1, Port \d+|\[debug\].*connection 1, Paper \d+/;
  await expect.poll(() => home.log()).toMatch(steps);
  await expect.poll(() => home.log()).toMatch(/test done: .*upstream passed/);
  expect(home.log()).not.toContain(home.dir);
  // Kept for the next start.
  const stored = readFileSync(join(home.data, 'preferences.json'), 'utf8');
  expect(JSON.parse(stored)).toMatchObject({ logLevel: 'detailed' });
});

test('start at login is not offered where the system could not start the app', async () => {
  const app = await stage.launch(await homeWith({}));
  const window = await app.openWindow('Settings…');
  await expect(window.page.getByText('Gatelight runs from a checkout here')).toBeVisible();
  await window.ask('preferences:change', { startAtLogin: true });
  expect((await window.state()).startAtLogin).toEqual({ possible: false, why: 'unpackaged' });
});
