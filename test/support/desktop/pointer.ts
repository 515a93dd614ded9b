import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

// Mouse and keyboard on the virtual screen, for the few tests that must click what a person clicks.

const run = promisify(execFile);
const BUTTONS = { left: '1', middle: '2', right: '3' };

export async function clickAt(
  x: number,
  y: number,
  button: keyof typeof BUTTONS = 'left',
): Promise<void> {
  await run('xdotool', ['mousemove', String(x), String(y), 'click', BUTTONS[button]]);
}

/** Keys by their X names: `Down`, `Return`, `Escape`, `ctrl+q`. */
export async function pressKeys(...keys: string[]): Promise<void> {
  await run('xdotool', ['key', '--delay', '40', ...keys]);
}
