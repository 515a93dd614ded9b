// npm run screenshots: pictures of the real app against a simulated Gateway, into docs/.
import { ensureDesktop } from './ensure-desktop.mjs';
import { bin, ensureBuild, run } from './lib/commands.mjs';

await ensureDesktop('test');
const built = await ensureBuild();
if (built !== 0) process.exit(built);
const session = 'test/support/desktop/session.sh';
const take = (what, size) =>
  run(session, [bin('tsx'), 'test/support/screenshots/main.ts', what], {
    env: { ...process.env, GATELIGHT_DESKTOP_SIZE: size },
  });
process.exit((await take('pages', '1280x800')) || (await take('tray', '520x170')));
