import { expect, test, type Locator } from '@playwright/test';
import type { AppWindow } from '../../support/app/app-window.ts';
import { startAgain } from '../../support/app/start-again.ts';
import { useStage } from '../../support/app/stage.ts';
import { pressKeys } from '../../support/desktop/pointer.ts';
import { startSimulatedGateway } from '../../support/simulated-gateway/simulated-gateway.ts';

// The whole of it with the keyboard alone, from an empty home folder to the end, by real key events.

const stage = useStage();
/** However long a page is, nobody presses Tab more often. */
const MOST_STOPS = 30;

/** What shows where the focus is: the control itself, or the label that is drawn in its place. */
interface Stop {
  readonly what: string;
  readonly isSeen: boolean;
}

function stopOf(window: AppWindow): Promise<Stop> {
  return window.page.evaluate(() => {
    const focused = document.activeElement;
    const shown = [focused, focused?.closest('label')].some((each) => {
      if (each == null) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(each);
      return outlineStyle === 'solid' && parseFloat(outlineWidth) >= 2;
    });
    const box = focused?.getBoundingClientRect();
    const isOnPage = box !== undefined && box.bottom > 0 && box.top < innerHeight && box.width > 0;
    const named = focused?.closest('label') ?? focused;
    return { what: named?.textContent.trim() ?? 'nothing', isSeen: shown && isOnPage };
  });
}

/** Tab until the focus is there; wherever it comes by, it can be seen. */
async function tabTo(window: AppWindow, aim: Locator, key = 'Tab'): Promise<void> {
  await expect(aim).toBeVisible();
  const stops: string[] = [];
  while (stops.length < MOST_STOPS) {
    await pressKeys(key);
    await expect.poll(() => stopOf(window)).toMatchObject({ isSeen: true });
    if (await aim.evaluate((each) => each === document.activeElement)) return;
    stops.push((await stopOf(window)).what);
  }
  throw new Error(`no way to ${String(aim)}, only to ${stops.join(', ')}`);
}

test('from the first run to the end without a mouse', async () => {
  const gateway = await startSimulatedGateway({ port: 4002, behaviour: { handshake: 'silent' } });
  stage.later(() => gateway.stop());
  const app = await stage.launch(stage.home(), { atLogin: false });
  const window = await app.window();
  await app.windowBecomes('shown');
  const { page, headline } = window;
  const heading = (name: string): Locator => page.getByRole('heading', { name, level: 2 });
  const radio = (name: RegExp): Locator => page.getByRole('radio', { name });
  await expect.poll(() => page.evaluate(() => document.hasFocus())).toBe(true);

  // First run.
  await expect(headline).toHaveText('Which connection do you use?');
  // Another program than Gateway holds the port here, so none is preset.
  await tabTo(window, radio(/IB Gateway, live/));
  await pressKeys('Down');
  await expect(radio(/IB Gateway, paper/)).toBeFocused();
  await tabTo(window, radio(/Stay connected/));
  await pressKeys('space');
  await tabTo(window, window.button('Test this connection'));
  expect(gateway.record.connectionsOpened).toBe(0);
  await pressKeys('Return');
  await expect(headline).toHaveText("Gateway isn't answering new programs", { timeout: 8000 });
  await tabTo(window, window.button('Later'));
  await pressKeys('Return');
  await expect(headline).toHaveText('How should Gatelight reach you?');
  await tabTo(window, window.button('Done'));
  await pressKeys('Return');
  await expect(headline).toHaveText("Gateway isn't answering new programs");

  // The guided fix.
  await pressKeys('ctrl+2');
  await expect(headline).toHaveText('Diagnostics');
  await tabTo(window, window.button('Fix step by step'));
  await pressKeys('Return');
  await expect(heading('Accept the dialog')).toBeFocused();
  const steps = page.getByRole('region', { name: 'Steps' });
  await tabTo(window, steps.getByRole('button', { name: /Finish signing in/ }), 'shift+Tab');
  await pressKeys('Return');
  await expect(heading('Finish signing in')).toBeFocused();
  await tabTo(window, steps.getByRole('button', { name: /Accept the dialog/ }), 'shift+Tab');
  await pressKeys('Return');
  await expect(heading('Accept the dialog')).toBeFocused();
  await tabTo(window, window.button('There is no dialog'));
  await pressKeys('Return');
  await expect(heading('Finish signing in')).toBeVisible();

  // What lies above the pages.
  await pressKeys('F1');
  const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(keys).toBeVisible();
  expect(await stopOf(window)).toMatchObject({ isSeen: true });
  await pressKeys('Escape');
  await expect(keys).toBeHidden();
  await pressKeys('ctrl+1');
  await expect(headline).toHaveText("Gateway isn't answering");
  await tabTo(window, window.button('Snooze notifications'), 'shift+Tab');
  await pressKeys('Return');
  await expect(page.getByRole('menuitem', { name: '15 minutes' })).toBeFocused();
  await pressKeys('Down');
  await expect(page.getByRole('menuitem', { name: '1 hour' })).toBeFocused();
  expect(await stopOf(window)).toMatchObject({ isSeen: true });
  await pressKeys('Return');
  await expect(window.button(/Snoozed until/)).toBeFocused();
  await pressKeys('ctrl+shift+c');
  await expect(window.report).toBeVisible();
  await pressKeys('Escape');
  await expect(window.report).toBeHidden();

  // Settings.
  await pressKeys('ctrl+6');
  await expect(headline).toHaveText('Settings');
  await tabTo(window, window.button('Notifications'));
  await pressKeys('Return');
  const sound = page.getByRole('switch', { name: 'Sound' });
  await tabTo(window, sound);
  await expect(sound).not.toBeChecked();
  await pressKeys('space');
  await expect(sound).toBeChecked();
  await tabTo(window, window.button('Restore defaults'));
  await pressKeys('Return');
  await expect(sound).not.toBeChecked();
  await tabTo(window, window.button('Undo'));
  await pressKeys('Return');
  await expect(sound).toBeChecked();

  // Away, back, and the end.
  await pressKeys('ctrl+w');
  await app.windowBecomes('hidden');
  expect(await startAgain(app.home)).toEqual({ code: 0, said: '' });
  await app.windowBecomes('shown');
  await expect.poll(() => page.evaluate(() => document.hasFocus())).toBe(true);
  await pressKeys('ctrl+q');
  expect(await app.ended()).toBe(0);
});
