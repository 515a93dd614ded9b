// npm run desktop -- COMMAND…: runs a command on a virtual desktop with a tray and notifications.
import { ensureDesktop } from './ensure-desktop.mjs';
import { run } from './lib/commands.mjs';

await ensureDesktop('test');
process.exit(await run('test/support/desktop/session.sh', process.argv.slice(2)));
