import { setTimeout as sleep } from 'node:timers/promises';
import type { ShowProblem } from '../../contract/show-gateway.ts';
import { windowsOf, windowToShow, type SeenWindow } from './seen-window.ts';
import type { XDisplay } from './x11-display.ts';
import { bareWindows, isManaged, isViewable, listWindows } from './x11-list.ts';

/** "From a pager": a person asked for it, so it is no theft of the focus (EWMH). */
const BY_PERSON = 2;
const POINTER_ROOT = 1;
/** On all desktops (EWMH). */
const EVERYWHERE = 0xffff_ffff;
const LOOK_MS = 30;
/** So long a way has to show what it did before the next one is tried. */
const WAY_MS = 600;

type Way = (display: XDisplay, window: number) => Promise<unknown>;

/** What a window manager is asked for, in this order, until it has happened. */
const MANAGED_WAYS: readonly Way[] = [
  activate,
  // One that stays on its desktop, or leaves minimised what is asked for.
  async (display, window) => {
    await goToDesktopOf(display, window);
    await map(display, window);
    await activate(display, window);
  },
];

const BARE_WAYS: readonly Way[] = [
  async (display, window) => {
    await map(display, window);
    await display.ask<null>((client, answer) => {
      client.RaiseWindow(window, answer);
    });
    await display.ask<null>((client, answer) => {
      client.SetInputFocus(window, POINTER_ROOT, answer);
    });
  },
];

/** Brings a window of these processes to the front and looks whether it is there. */
export async function showOnDisplay(
  display: XDisplay,
  pids: readonly number[],
): Promise<ShowProblem | null> {
  const windows = await listWindows(display);
  const own = windowsOf(windows, pids);
  const window = windowToShow(own);
  if (window === null) return 'no-window';
  const managed = await isManaged(display);
  const inFront = (): Promise<boolean> =>
    managed ? isActive(display, window, windows, own) : isOnTop(display, window.id);
  for (const way of managed ? MANAGED_WAYS : BARE_WAYS) {
    await way(display, window.id);
    if (await happens(inFront)) return null;
  }
  return 'failed';
}

async function happens(look: () => Promise<boolean>): Promise<boolean> {
  const endMs = performance.now() + WAY_MS;
  for (;;) {
    if (await look()) return true;
    if (performance.now() >= endMs) return false;
    await sleep(LOOK_MS);
  }
}

async function activate(display: XDisplay, window: number): Promise<void> {
  const data = [BY_PERSON, await display.serverTime(), 0, 0, 0];
  await display.tellManager(window, '_NET_ACTIVE_WINDOW', data);
}

async function goToDesktopOf(display: XDisplay, window: number): Promise<void> {
  const [desktop] = await display.numbers(window, '_NET_WM_DESKTOP');
  if (desktop === undefined || desktop === EVERYWHERE) return;
  const data = [desktop, await display.serverTime(), 0, 0, 0];
  await display.tellManager(display.root, '_NET_CURRENT_DESKTOP', data);
}

function map(display: XDisplay, window: number): Promise<null> {
  return display.ask<null>((client, answer) => {
    client.MapWindow(window, answer);
  });
}

/** It has the focus, or another window of its program has; or it lies above all others. */
async function isActive(
  display: XDisplay,
  { id }: SeenWindow,
  all: readonly SeenWindow[],
  own: readonly SeenWindow[],
): Promise<boolean> {
  if (!(await isViewable(display, id))) return false;
  const [active] = await display.numbers(display.root, '_NET_ACTIVE_WINDOW');
  if (own.some((one) => one.id === active)) return true;
  const fixed = new Set(all.filter(({ isFixture }) => isFixture).map((one) => one.id));
  const stack = await display.numbers(display.root, '_NET_CLIENT_LIST_STACKING');
  const above = stack.slice(stack.indexOf(id) + 1).filter((one) => !fixed.has(one));
  const seen = await Promise.all(above.map((one) => isViewable(display, one)));
  return stack.includes(id) && !seen.includes(true);
}

async function isOnTop(display: XDisplay, id: number): Promise<boolean> {
  return (await bareWindows(display)).at(-1) === id;
}
