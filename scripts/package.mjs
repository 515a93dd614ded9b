// Packages what `npm run build` made. Arguments go to electron-builder; without any, the unpacked folder
// for this platform. Adds what is needed where the usual downloads are out of reach.
//
//   npm run package                      release/linux-unpacked, or the like
//   npm run package -- --linux deb       a package to install
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureElectron } from './ensure-electron.mjs';
import { exportIcons } from './export-icons.mjs';
import { isProgram, say } from './lib/progress.mjs';

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const rootDir = join(here, '..');

/**
 * @param {string[]} request arguments for electron-builder
 * @returns {Promise<number>} its exit code
 */
export async function packageApp(request) {
  if (!existsSync(join(rootDir, 'out', 'main', 'index.js'))) {
    throw new Error('There is nothing to package yet. Please run: npm run build');
  }
  exportIcons();
  const electron = await ensureElectron();
  const args = [...(request.length > 0 ? request : ['--dir']), '--publish', 'never'];
  const env = { ...process.env };
  if (electron.standIn) {
    say(`Packaging with Electron ${electron.version}, which stands in for ${electron.pinned}.`);
    say('This is for testing. Releases are built where the official download works.');
    args.push(`-c.electronDist=${relative(rootDir, electron.distDir)}`);
    args.push(`-c.electronVersion=${electron.version}`);
    Object.assign(env, localTools(request));
  }

  const cli = require.resolve('electron-builder/cli.js');
  const builder = spawn(process.execPath, [cli, ...args], { cwd: rootDir, env, stdio: 'inherit' });
  const [code] = await once(builder, 'close');
  return code ?? 1;
}

/**
 * The builder downloads its tools from where the runtime is downloaded too, and tries for most of a
 * minute. So say at once what cannot work, and put local programs in place of those that can be had.
 */
function localTools(request) {
  const foreign = request.filter((arg) => /^(--win|--windows|-w|--mac|--macos|-m)$/.test(arg));
  if (foreign.length > 0) throw new Error(`The stand-in runs on Linux only: ${foreign.join(' ')}`);

  const formats = new Set(request.filter((arg) => !arg.startsWith('-')));
  if (request.some((arg) => /^(--linux|-l)$/.test(arg)) && formats.size === 0) {
    for (const format of ['tar.gz', 'deb']) formats.add(format); // those of electron-builder.yml
  }
  const tools = {};
  if (['tar.gz', 'tar.xz', 'zip', '7z'].some((format) => formats.has(format))) {
    tools.ELECTRON_BUILDER_7ZIP_PATH = find('7za', 'p7zip-full', 'archives');
  }
  if (formats.has('deb')) {
    find('dpkg-deb', 'dpkg', 'a deb');
    tools.CUSTOM_FPM_PATH = join(here, 'lib', 'fpm-deb.mjs');
  }
  return tools;
}

function find(program, debianPackage, purpose) {
  const dirs = (process.env.PATH ?? '').split(delimiter);
  const path = dirs.map((dir) => join(dir, program)).find((file) => existsSync(file));
  if (path) return path;
  throw new Error(`${program} is needed for ${purpose} (apt-get install ${debianPackage})`);
}

if (isProgram(import.meta.url)) {
  try {
    process.exitCode = await packageApp(process.argv.slice(2));
  } catch (error) {
    say(error.message);
    process.exitCode = 1;
  }
}
