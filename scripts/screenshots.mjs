// npm run screenshots: pictures of every page and state into docs/pictures/, some of them of the whole
// app against a simulated Gateway. `-- overview/silent`: only those whose path holds this.
import { ensureDesktop } from './ensure-desktop.mjs';
import { bin, ensureBuild, run } from './lib/commands.mjs';
import { middayZone } from './lib/midday.mjs';

await ensureDesktop('test');
const built = await ensureBuild();
if (built !== 0) process.exit(built);
const [only = ''] = process.argv.slice(2);
const session = 'test/support/desktop/session.sh';
const take = (what, size, zone) =>
  run(session, [bin('tsx'), 'test/support/screenshots/main.ts', what, only], {
    env: { ...process.env, TZ: zone, GATELIGHT_DESKTOP_SIZE: size },
  });
// The pages' time of day is the pictures' own, that of the app the real one.
const here = middayZone(new Date());
const failed =
  (await take('pages', '1280x800', 'America/New_York')) || (await take('app', '1280x800', here));
process.exit(failed || (only === '' ? await take('tray', '640x300', here) : 0));
