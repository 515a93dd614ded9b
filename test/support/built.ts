import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Files of the build, which `npm test` brings up to date before anything else. */
function built(name: string): string {
  const path = fileURLToPath(new URL(`../../out/main/${name}`, import.meta.url));
  if (!existsSync(path)) throw new Error(`${path} is missing: run "npm run build" first.`);
  return path;
}

export const cliPath = built('cli.js');
export const workerPath = built('probe-worker.js');
export const compareWorkerPath = built('compare-worker.js');
