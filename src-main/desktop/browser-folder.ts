import type { App } from 'electron';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Chromium keeps its lock and caches in a folder of ours; before `ready`. */
export function useBrowserFolder(app: Pick<App, 'setPath'>, dir: string): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  app.setPath('userData', dir);
  app.setPath('sessionData', join(dir, 'browser'));
}
