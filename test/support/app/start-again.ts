import { spawn } from 'node:child_process';
import { once } from 'node:events';
import electronPath from 'electron';
import type { Home } from './home.ts';
import { environment, ROOT } from './running-app.ts';

/** Starts it once more and answers how that ended. */
export async function startAgain(
  home: Home,
  ...args: string[]
): Promise<{ code: unknown; said: string }> {
  // Outside Electron its package exports the path of the executable.
  const executable = electronPath as unknown as string;
  const child = spawn(executable, ['.', ...args], {
    cwd: ROOT,
    env: environment(home),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  child.stdout.on('data', (text) => (said += String(text)));
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(late);
  return { code, said };
}
