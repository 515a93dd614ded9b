import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { poll } from './poll.ts';

// The desktop's windows as its own tools see and move them.

const run = promisify(execFile);
const LIMIT_MS = 3000;

async function xdotool(...args: string[]): Promise<string> {
  return (await run('xdotool', args)).stdout.trim();
}

/** The window with this title, wherever it is; waits for it. */
export function windowTitled(title: string): Promise<string> {
  return poll(`window "${title}"`, LIMIT_MS, async () => (await search(title))[0]);
}

/** xdotool fails where it finds nothing. */
async function search(title: string, ...only: string[]): Promise<string[]> {
  const pattern = `^${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
  const found = await xdotool('search', ...only, '--name', pattern).catch(() => '');
  return found.split('\n').filter((id) => id !== '');
}

/** Title of the window that has the focus. */
export async function activeTitle(): Promise<string> {
  return xdotool('getactivewindow', 'getwindowname').catch(() => '');
}

export async function activeBecomes(title: string): Promise<void> {
  await poll(`"${title}" in front`, LIMIT_MS, async () =>
    (await activeTitle()) === title ? true : undefined,
  );
}

export async function bringForward(title: string): Promise<void> {
  await xdotool('windowactivate', await windowTitled(title));
  await activeBecomes(title);
}

export async function minimise(title: string): Promise<void> {
  await xdotool('windowminimize', await windowTitled(title));
  await poll('minimised window', LIMIT_MS, async () =>
    (await isOnScreen(title)) ? undefined : true,
  );
}

/** A window manager may give it the focus a moment before it draws it. */
export async function comesToScreen(title: string): Promise<void> {
  await poll(`"${title}" on the screen`, LIMIT_MS, async () =>
    (await isOnScreen(title)) ? true : undefined,
  );
}

async function isOnScreen(title: string): Promise<boolean> {
  return (await search(title, '--onlyvisible')).length > 0;
}

export async function sendToDesktop(title: string, desktop: number): Promise<void> {
  const id = await windowTitled(title);
  await xdotool('set_desktop_for_window', id, String(desktop));
  await poll('window elsewhere', LIMIT_MS, async () =>
    (await xdotool('get_desktop_for_window', id)) === String(desktop) ? true : undefined,
  );
}

export async function goToDesktop(desktop: number): Promise<void> {
  await xdotool('set_desktop', String(desktop));
  await poll('other desktop', LIMIT_MS, async () =>
    (await currentDesktop()) === desktop ? true : undefined,
  );
}

export async function currentDesktop(): Promise<number> {
  return Number(await xdotool('get_desktop'));
}
