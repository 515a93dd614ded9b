import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Home } from '../../support/app/home.ts';
import { firstPreferences, preferencesWith } from '../../support/preferences.ts';
import { useStage } from '../../support/app/stage.ts';
import { canAge as canMount } from '../../support/simulated-gateway/process-age.ts';

// The folder with the preferences: damaged, read-only, and who may read it.

const stage = useStage();
const isRoot = process.getuid?.() === 0;

for (const [name, text] of [
  ['no JSON', '{"schema": 1, "connection": {"host": "127.0'],
  ['a hostile host', JSON.stringify(preferencesWith({ port: 4002, host: 'http://127.0.0.1/' }))],
] as const) {
  test(`damaged preferences (${name}) are set aside and told once`, async () => {
    const home = stage.home().writePreferences(text);
    const app = await stage.launch(home);
    const window = await app.window();

    const banner = window.banner('Settings could not be read.');
    await expect(banner).toBeVisible();
    const aside = home.files().filter((file) => /^preferences\.damaged-\d+\.json$/.test(file));
    expect(aside).toHaveLength(1);
    await expect(banner).toContainText(`kept as ${aside[0]}; defaults are used.`);
    expect(readFileSync(join(home.data, aside[0] ?? ''), 'utf8')).toBe(text);
    expect(home.preferences()).toMatchObject({ schema: 4, connections: [], theme: 'system' });
    await expect(window.headline).toHaveText('Which connection do you use?');
    await app.stop();

    const next = await (await stage.launch(home)).window();
    await expect(next.headline).toHaveText('Which connection do you use?');
    await expect(next.banner('Settings could not be read.')).toBeHidden();
  });
}

test('preferences of the first versions are taken over, and kept as they were', async () => {
  const gateway = await stage.gateway();
  const first = JSON.stringify(firstPreferences({ port: gateway.port }, { theme: 'dark' }));
  const home = stage.home().writePreferences(first);
  const app = await stage.launch(home);
  await (await app.tray()).becomes('ready');
  expect(await app.windowState()).toBe('none');
  expect(home.preferences()).toMatchObject({
    schema: 4,
    clientIdBase: 912_340,
    connections: [{ port: gateway.port, expect: 'paper', mode: 'stay-connected' }],
    theme: 'dark',
  });
  expect(readFileSync(join(home.data, 'preferences.previous.json'), 'utf8')).toBe(first);
});

/** Nothing in it can be changed, as on a full or write-protected disk. */
function makeReadOnly(home: Home): void {
  if (!isRoot) {
    chmodSync(home.data, 0o500);
    stage.later(() => {
      chmodSync(home.data, 0o700);
    });
    return;
  }
  // Root may write anywhere but to a file system that is mounted read-only.
  execFileSync('mount', ['--bind', home.data, home.data]);
  stage.later(() => void execFileSync('umount', ['--lazy', home.data]));
  execFileSync('mount', ['-o', 'remount,bind,ro', home.data]);
}

test('a folder that cannot be written: it says so, runs, and keeps changes until it quits', async () => {
  test.skip(isRoot && !canMount(), 'root without the right to mount can write everywhere');
  const gateway = await stage.gateway();
  const home = stage.home().watch({ port: gateway.port });
  const before = readFileSync(home.preferencesPath, 'utf8');
  makeReadOnly(home);
  const app = await stage.launch(home);
  const tray = await app.tray();
  await tray.becomes('ready');

  const window = await app.openWindow();
  await expect(window.headline).toHaveText('Ready for your API clients');
  expect((await window.ask('preferences:change', { theme: 'dark' })).ok).toBe(true);
  await expect(window.page.locator('html[data-theme=dark]')).toHaveCount(1);
  await expect(window.banner("Changes can't be saved.")).toContainText('not writable (EROFS)');
  expect(readFileSync(home.preferencesPath, 'utf8')).toBe(before);
});

test('only its owner can read what it keeps', async () => {
  const gateway = await stage.gateway();
  const home = stage.home();
  mkdirSync(home.data, { mode: 0o755 });
  home.watch({ port: gateway.port });
  // Whatever the user's own habits: nothing is taken away by the mask of new files.
  const mask = process.umask(0);
  const app = await stage.launch(home).finally(() => process.umask(mask));
  await (await app.tray()).becomes('ready');
  const window = await app.openWindow();
  expect((await window.ask('preferences:change', { theme: 'dark' })).ok).toBe(true);
  await expect.poll(() => home.log()).toContain('ready');

  const modeOf = (path: string): string =>
    (statSync(join(home.data, path)).mode & 0o777).toString(8);
  expect(modeOf('.')).toBe('700');
  expect(modeOf('preferences.json')).toBe('600');
  expect(modeOf('preferences.previous.json')).toBe('600');
  expect(modeOf('logs')).toBe('700');
  expect(modeOf('logs/gatelight.log')).toBe('600');
});
