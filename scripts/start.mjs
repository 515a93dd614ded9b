// npm start: the app. Sets up what a fresh machine lacks: Electron's runtime, its system libraries, the build.
// npm run demo: the same beside a simulated Gateway, with a page that switches what it does.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ensureDesktop } from './ensure-desktop.mjs';
import { bin, ensureBuild, rootDir, run } from './lib/commands.mjs';

const require = createRequire(import.meta.url);
const demo = process.argv.includes('--demo');
const passed = process.argv.slice(2).filter((arg) => arg !== '--demo');

await ensureDesktop('runtime');
const built = await ensureBuild();
if (built !== 0) process.exit(built);

if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
  console.error('Gatelight needs a desktop: neither DISPLAY nor WAYLAND_DISPLAY is set.');
  console.error('On a machine without a screen, see it on a virtual one:');
  console.error(`  npm run desktop -- npm run ${demo ? 'demo' : 'start'}`);
  process.exit(1);
}

const env = { ...process.env };
// Chromium refuses to start as root with its sandbox on.
if (process.getuid?.() === 0) env.ELECTRON_DISABLE_SANDBOX = '1';
const simulator = demo ? await startSimulator(env) : null;

const code = await run(require('electron'), ['.', ...passed], { env });
simulator?.kill();
if (simulator) rmSync(env.GATELIGHT_DATA, { recursive: true, force: true });
process.exit(code);

/** A simulated Gateway on a free port, and a data folder of the demo's own that points at it. */
async function startSimulator(environment) {
  const dir = mkdtempSync(join(tmpdir(), 'gatelight-demo-'));
  const main = 'test/support/simulated-gateway/main.ts';
  const options = ['--port', '0', '--control', '0', '--data', dir, '--die-with-parent'];
  const child = spawn(bin('tsx'), [main, ...options], {
    cwd: rootDir,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const { port, control } = JSON.parse(line);
  environment.GATELIGHT_DATA = dir;
  console.log(`A simulated Gateway listens on port ${port}.`);
  console.log(`Switch what it does at http://127.0.0.1:${control}/`);
  return child;
}
