import { mkdirSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { useStage } from '../../support/app/stage.ts';

// What leaves the app, by the clipboard or in its log, names nobody.

const ACCOUNTS = ['DU7654321', 'DU1234567', 'DF4455667', 'U2233445'];

const stage = useStage();

test('the report is what the dialog shows, masked, and so is the log', async () => {
  const { gateway, app } = await stage.watching({ accounts: ACCOUNTS });
  const tray = await app.tray();
  await tray.becomes('degraded');
  const window = await app.openWindow();
  await expect(window.headline).toHaveText('These are paper and live accounts');
  // Names of farms and the like come from outside and may hold anything.
  gateway.farmDown(`farm-${ACCOUNTS[0]}-${app.home.dir}`);

  await window.button('Copy report').click();
  const shown = window.report.getByRole('region', { name: 'Report' });
  await expect(shown).toContainText('wrong-account');
  const text = (await shown.textContent()) ?? '';
  await window.report.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(window.report.getByRole('status')).toHaveText('Copied to the clipboard');
  const copied = await window.clipboard();

  expect(copied.trim()).toBe(text.trim());
  const lines = copied.trim().split('\n');
  expect(lines[0]).toBe('These are paper and live accounts (degraded: wrong-account)');
  expect(lines.length).toBeGreaterThanOrEqual(20);
  expect(lines.length).toBeLessThanOrEqual(40);
  expect(copied).toContain('Accounts: 4 (mixed); numbers are not kept');

  const name = new RegExp(`(?<![A-Za-z0-9])${userInfo().username}(?![A-Za-z0-9])`);
  for (const [what, said] of [
    ['report', copied],
    ['log', app.home.log()],
  ] as const) {
    for (const secret of [...ACCOUNTS, app.home.dir, hostname()]) {
      expect.soft(said, what).not.toContain(secret);
    }
    expect.soft(said, what).not.toMatch(name);
  }
});

test('a host elsewhere is masked', async () => {
  // Reserved for documentation: nobody has it (RFC 5737).
  const host = '192.0.2.7';
  const app = await stage.launch(stage.home().watch({ host, port: 4002 }));
  await (await app.tray()).becomes('down', 7000);
  const window = await app.openWindow();
  await expect(window.headline).toHaveText(`${host} can't be reached`);
  await window.button('Copy report').click();
  const shown = window.report.getByRole('region', { name: 'Report' });
  await expect(shown).toContainText("host-1 can't be reached");
  await expect(shown).not.toContainText(host);
  await window.report.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(window.report.getByRole('status')).toHaveText('Copied to the clipboard');
  expect(await window.clipboard()).not.toContain(host);
  expect(app.home.log()).not.toContain(host);
});

test('an error in the log does not tell where the home folder is', async () => {
  const gateway = await stage.gateway();
  const home = stage.home('usual').watch({ port: gateway.port });
  // In the way of the copy that is made before each change.
  mkdirSync(join(home.data, 'preferences.previous.json'));
  const app = await stage.launch(home);
  const window = await app.openWindow();
  await window.ask('preferences:change', { theme: 'dark' });
  await expect(window.banner("Changes can't be saved.")).toBeVisible();
  await expect.poll(() => home.log()).toContain('preferences could not be written');
  expect(home.log()).toContain('~/.config/Gatelight/preferences.previous.json');
  expect(home.log()).not.toContain(home.dir);
});
