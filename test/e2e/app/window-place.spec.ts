import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { poll } from '../../support/desktop/poll.ts';
import type { Home } from '../../support/app/home.ts';
import type { RunningApp } from '../../support/app/running-app.ts';
import { useStage } from '../../support/app/stage.ts';
import { preferencesWith } from '../../support/preferences.ts';

// Where the window lies survives a start, as far as a screen still shows it.

interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const stage = useStage();

const placePath = (home: Home): string => join(home.data, 'window.json');
const bounds = (app: RunningApp): Promise<Bounds> =>
  app.inMain(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('no window');
    return window.getNormalBounds();
  });
const isMaximized = (app: RunningApp): Promise<boolean> =>
  app.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMaximized() ?? false);
const workArea = (app: RunningApp): Promise<Bounds> =>
  app.inMain(({ screen }) => screen.getPrimaryDisplay().workArea);

async function reaches(app: RunningApp, wanted: Bounds): Promise<void> {
  // Window managers round.
  const near = (one: number, other: number): boolean => Math.abs(one - other) <= 2;
  await poll(`a window at ${JSON.stringify(wanted)}`, 5000, async () => {
    const { x, y, width, height } = await bounds(app);
    const fits =
      near(x, wanted.x) &&
      near(y, wanted.y) &&
      near(width, wanted.width) &&
      near(height, wanted.height);
    return fits ? true : undefined;
  });
}

test('moved, quit, started again: the window is where it was', async () => {
  const gateway = await stage.gateway();
  const home = stage.home().watch({ port: gateway.port });
  const wanted = { x: 180, y: 90, width: 800, height: 600 };

  const first = await stage.launch(home);
  await first.openWindow();
  await first.windowBecomes('shown');
  await first.inMain(({ BrowserWindow }, to) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(to);
  }, wanted);
  await reaches(first, wanted);
  await first.stop();
  expect(statSync(placePath(home)).mode & 0o777).toBe(0o600);

  const second = await stage.launch(home);
  await second.openWindow();
  await second.windowBecomes('shown');
  await reaches(second, wanted);
  await second.inMain(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.maximize();
  });
  await poll('a maximised window', 5000, async () =>
    (await isMaximized(second)) ? true : undefined,
  );
  await second.stop();

  const third = await stage.launch(home);
  await third.openWindow();
  await poll('a maximised window', 5000, async () =>
    (await isMaximized(third)) ? true : undefined,
  );
  await reaches(third, wanted);
});

test.describe('a place that can not be used', () => {
  for (const [name, text] of [
    [
      'off every screen',
      '{"place":{"x":9000,"y":9000,"width":900,"height":600},"maximized":false}',
    ],
    [
      'half off the screen',
      '{"place":{"x":900,"y":500,"width":900,"height":600},"maximized":false}',
    ],
    ['damaged', '{"place":{"x":90'],
  ] as const) {
    test(name, async () => {
      const gateway = await stage.gateway();
      const home = stage.home().watch({ port: gateway.port });
      writeFileSync(placePath(home), text);
      const app = await stage.launch(home);
      await app.openWindow();
      await app.windowBecomes('shown');
      const area = await workArea(app);
      await poll('a window on the screen', 5000, async () => {
        const { x, y, width, height } = await bounds(app);
        const inside =
          x >= area.x &&
          y >= area.y &&
          x + width <= area.x + area.width &&
          y + height <= area.y + area.height;
        return inside ? true : undefined;
      });
    });
  }
});

test('closing quits, where somebody chose that; Esc only hides', async () => {
  const gateway = await stage.gateway();
  const home = stage.home();
  home.writePreferences(
    JSON.stringify(preferencesWith({ port: gateway.port }, { closing: 'quit' })),
  );
  const app = await stage.launch(home);
  const window = await app.openWindow();
  await app.windowBecomes('shown');
  await window.page.keyboard.press('Escape');
  await app.windowBecomes('hidden');
  await (await app.tray()).click('Open Gatelight');
  await app.windowBecomes('shown');
  await app.closeWindow();
  expect(await app.ended()).toBe(0);
});

test('the menu does what the keys do', async () => {
  const { app } = await stage.watching();
  const window = await app.openWindow();
  await (await app.tray()).becomes('ready');
  const choose = (label: string): Promise<void> =>
    app.inMain(({ Menu, BrowserWindow }, wanted) => {
      BrowserWindow.getAllWindows()[0]?.focus();
      const entries = Menu.getApplicationMenu()?.items.flatMap((one) => one.submenu?.items ?? []);
      entries?.find((one) => one.label === wanted)?.click();
    }, label);
  await choose('Diagnostics');
  await expect(window.headline).toHaveText('Diagnostics');
  await choose('Copy report…');
  await expect(window.report).toBeVisible();
  await window.page.keyboard.press('Escape');
  await choose('Keyboard shortcuts');
  await expect(window.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});
