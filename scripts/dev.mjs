// npm run dev: the app with a dev server behind its window; changes of the page show at once.
import { ensureDesktop } from './ensure-desktop.mjs';
import { exportIcons } from './export-icons.mjs';
import { bin, run } from './lib/commands.mjs';

await ensureDesktop('runtime');
exportIcons();
const root = process.getuid?.() === 0;
const env = { ...process.env, ...(root && { ELECTRON_DISABLE_SANDBOX: '1' }) };
process.exit(
  await run(bin('electron-vite'), ['dev', '--sourcemap', ...(root ? ['--noSandbox'] : [])], {
    env,
  }),
);
