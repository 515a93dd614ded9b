// npm run screenshots: pictures of every page and state into docs/pictures/, some of them of the whole
// app against a simulated Gateway. `-- overview/silent`: only those whose path holds this.
import { ensureDesktop } from './ensure-desktop.mjs';
import { bin, ensureBuild, run } from './lib/commands.mjs';

await ensureDesktop('test');
const built = await ensureBuild();
if (built !== 0) process.exit(built);
const [only = ''] = process.argv.slice(2);
const session = 'test/support/desktop/session.sh';
const take = (what, size) =>
  run(session, [bin('tsx'), 'test/support/screenshots/main.ts', what, only], {
    // Somewhere with a time of day that fits the pictures' own.
    env: { ...process.env, TZ: 'America/New_York', GATELIGHT_DESKTOP_SIZE: size },
  });
process.exit(
  (await take('pages', '1280x800')) || (only === '' ? await take('tray', '640x300') : 0),
);
