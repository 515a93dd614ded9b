// npm run bench: our figures beside those of an empty tray app and of the bare API library, in one run.
import { ensureDesktop } from './ensure-desktop.mjs';
import { ensureElectron } from './ensure-electron.mjs';
import { bin, ensureBuild, run } from './lib/commands.mjs';

await ensureDesktop('test');
const { version } = await ensureElectron();
const built = await ensureBuild();
if (built !== 0) process.exit(built);
console.log(`Electron ${version}`);
// `npm run bench -- window`: one part alone.
const parts = process.argv.slice(2);
process.exit(
  await run('test/support/desktop/session.sh', [bin('tsx'), 'test/bench/main.ts', ...parts]),
);
