import { expect, test } from '@playwright/test';
import { displayedCount, invokeAction } from '../../support/desktop/notifications.ts';
import { poll } from '../../support/desktop/poll.ts';
import {
  activeBecomes,
  activeTitle,
  bringForward,
  comesToScreen,
  minimise,
  windowTitled,
} from '../../support/desktop/x-windows.ts';
import { useStage } from '../../support/app/stage.ts';
import { menuOf } from '../../support/app/tray.ts';

// A silent Gateway whose question lies behind another program's window.

const MAIN = 'IB Gateway';
const QUESTION = 'Accept incoming connection?';
const OTHER = 'A chart that lies above';

const stage = useStage();

test('the question is told and brought forward: from the menu, and by a click on what was told', async () => {
  const notices = await stage.notices();
  await stage.standIn({ product: 'tws', windows: { title: OTHER } });
  // Gateway comes while the app already watches: one that just starts is busy with itself, and may
  // have its first look at the windows too late to say anything.
  const port = await stage.closedPort();
  const app = await stage.launch(stage.home().watch({ port }));
  const tray = await app.tray();
  await expect.poll(() => tray.tooltip()).toBe('Gatelight: Gateway is starting');
  await stage.standIn({ port, windows: { title: MAIN, onHello: QUESTION } });
  await bringForward(OTHER);
  await tray.click('Test connection');
  await tray.becomes('waiting', 12_000);
  await windowTitled(QUESTION);
  expect(await activeTitle()).toBe(OTHER);

  const lines = [/^Gateway silent since /, `Paper, 127.0.0.1:${port} (disabled)`];
  expect(await tray.menu()).toEqual(
    menuOf(lines, { help: ['Show Gateway', 'Fix step by step…'] }).map(matching),
  );
  await tray.click('Show Gateway');
  await activeBecomes(QUESTION);
  expect(await app.windowState()).toBe('none');

  await bringForward(OTHER);
  const told = await notices.waitForSent(() => true, 12_000);
  expect(told.summary).toBe("Gateway isn't answering");
  expect(told.body).not.toContain(QUESTION);
  await poll('notification on the screen', 3000, async () =>
    (await displayedCount()) === 1 ? true : undefined,
  );
  await invokeAction();
  await activeBecomes(QUESTION);
  expect(await app.windowState()).toBe('none');

  const window = await app.openWindow();
  await expect(window.headline).toHaveText('Gateway is waiting for you');
  await expect(
    window.page.getByText(`A window opened in Gateway just then: "${QUESTION}".`),
  ).toBeVisible();
});

test('a minimised Gateway comes back', async () => {
  const gateway = await stage.standIn({ port: 0, windows: { title: MAIN } });
  const app = await stage.launch(stage.home().watch({ port: gateway.port ?? 0 }));
  const tray = await app.tray();
  await tray.becomes('waiting', 12_000);
  await minimise(MAIN);
  await tray.click('Show Gateway');
  await activeBecomes(MAIN);
  await comesToScreen(MAIN);
});

test('where there is no window to show, ours opens with the way to do it by hand', async () => {
  const gateway = await stage.standIn({ port: 0 });
  const app = await stage.launch(stage.home().watch({ port: gateway.port ?? 0 }));
  const tray = await app.tray();
  await tray.becomes('waiting', 12_000);
  await tray.click('Show Gateway');
  await app.windowBecomes('shown');
  const window = await app.window();
  await expect(window.page.getByText("Gateway isn't answering new programs").first()).toBeVisible();
});

/** As `toEqual` wants it. */
function matching(text: string | RegExp): unknown {
  return typeof text === 'string' ? text : expect.stringMatching(text);
}
