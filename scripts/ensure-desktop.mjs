// Makes sure that the system packages are there, on two levels:
//
//   runtime   the libraries that Electron needs to start
//   test      also a virtual screen, a session bus, a panel with a tray, a notification daemon,
//             and Python for the programs that the client watch is to name
//
// What is missing is found by looking for libraries, programs and fonts, which works on any Linux; only
// the names to install are Debian's. As root with apt they are installed, otherwise the command is shown.
import { execFile, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { ensureElectron } from './ensure-electron.mjs';
import { isProgram, say, withProgress } from './lib/progress.mjs';

const run = promisify(execFile);

/** The shared libraries that Electron is linked with, by the Debian package that brings each. */
const LIBRARY_PACKAGES = {
  'libX11.so.6': 'libx11-6',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXext.so.6': 'libxext6',
  'libXfixes.so.3': 'libxfixes3',
  'libXrandr.so.2': 'libxrandr2',
  'libasound.so.2': 'libasound2',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libatspi.so.0': 'libatspi2.0-0',
  'libcairo.so.2': 'libcairo2',
  'libcups.so.2': 'libcups2',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libdrm.so.2': 'libdrm2',
  'libexpat.so.1': 'libexpat1',
  'libgbm.so.1': 'libgbm1',
  'libgio-2.0.so.0': 'libglib2.0-0',
  'libglib-2.0.so.0': 'libglib2.0-0',
  'libgobject-2.0.so.0': 'libglib2.0-0',
  'libgtk-3.so.0': 'libgtk-3-0',
  'libnspr4.so': 'libnspr4',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libsmime3.so': 'libnss3',
  'libudev.so.1': 'libudev1',
  'libxcb.so.1': 'libxcb1',
  'libxkbcommon.so.0': 'libxkbcommon0',
};

/** Opened by name while running, so `ldd` does not list it. Without it there are no notifications. */
const NOTIFY = { file: 'libnotify.so.4', package: 'libnotify4' };
const LIBRARY_DIRS = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
];

const TEST_PROGRAMS = {
  Xvfb: 'xvfb',
  'dbus-daemon': 'dbus-daemon',
  'xfce4-panel': 'xfce4-panel',
  dunst: 'dunst',
  openbox: 'openbox',
  xdotool: 'xdotool',
  'fc-match': 'fontconfig',
  gdbus: 'libglib2.0-bin',
  python3: 'python3',
  // Tests of failing disks make their own, and files that nobody may write.
  mount: 'mount',
  chattr: 'e2fsprogs',
};

/** The test desktop shows its pages in these two; the paths are those of Debian's packages. */
const TEST_FILES = {
  '/usr/share/fonts/opentype/inter': 'fonts-inter',
  '/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf': 'fonts-dejavu-core',
};

/**
 * @param {'runtime' | 'test'} level
 * @returns {Promise<string[]>} the packages that were missing and are there now
 */
export async function ensureDesktop(level) {
  if (process.platform !== 'linux') return [];
  const { executable } = await ensureElectron();
  const missing = missingPackages(level, executable);
  if (missing.length === 0) return [];
  await install(missing);
  const still = missingPackages(level, executable);
  if (still.length > 0)
    throw new Error(`Still missing after the installation: ${still.join(', ')}`);
  return missing;
}

function missingPackages(level, executable) {
  const missing = missingLibraries(executable);
  if (!LIBRARY_DIRS.some((dir) => existsSync(join(dir, NOTIFY.file)))) missing.push(NOTIFY.package);
  if (level === 'test') {
    const onPath = (name) =>
      (process.env.PATH ?? '').split(delimiter).some((dir) => runnable(join(dir, name)));
    for (const [name, source] of Object.entries(TEST_PROGRAMS))
      if (!onPath(name)) missing.push(source);
    for (const [path, source] of Object.entries(TEST_FILES))
      if (!existsSync(path)) missing.push(source);
  }
  return [...new Set(missing)];
}

function missingLibraries(executable) {
  const { stdout, error } = spawnSync('ldd', [executable], { encoding: 'utf8' });
  if (error) throw new Error(`ldd cannot be run: ${error.message}`);
  return [...stdout.matchAll(/^\s*(\S+) => not found$/gm)].map(([, library]) => {
    const source = LIBRARY_PACKAGES[library];
    if (!source) throw new Error(`Electron lacks ${library}, and no package is known for it`);
    return source;
  });
}

function runnable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function install(packages) {
  const apt = runnable('/usr/bin/apt-get');
  if (!apt || process.getuid?.() !== 0) {
    const command = apt
      ? 'sudo apt-get install --no-install-recommends'
      : 'install, by their Debian names,';
    throw new Error(`System packages are missing. Please run:\n  ${command} ${packages.join(' ')}`);
  }
  await withProgress(`Installing system packages: ${packages.join(' ')}`, async () => {
    const names = await Promise.all(packages.map(currentName));
    const attempt = async () => {
      // A failed refresh is not the end: the lists at hand may do, and if not the installation says why.
      await aptGet('update').catch(() => undefined);
      await aptGet('install', '-y', '--no-install-recommends', ...names);
    };
    // Mirrors change under one's feet, so the whole thing is worth a second try.
    await attempt().catch((error) => {
      say(`${error.message}\n  once more`);
      return attempt();
    });
  });
}

/** Newer Debian and Ubuntu renamed many libraries when `time_t` grew to 64 bits. */
async function currentName(name) {
  const renamed = `${name}t64`;
  const known = await run('apt-cache', ['show', renamed]).catch(() => undefined);
  return known ? renamed : name;
}

async function aptGet(...args) {
  try {
    await run('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      maxBuffer: 64 << 20,
    });
  } catch (error) {
    const lastWords = `${error.stdout}${error.stderr}`.trim().split('\n').slice(-8).join('\n');
    throw new Error(`apt-get ${args[0]} failed:\n${lastWords}`, { cause: error });
  }
}

if (isProgram(import.meta.url)) {
  const [level = 'runtime'] = process.argv.slice(2);
  if (level !== 'runtime' && level !== 'test') {
    say('usage: node scripts/ensure-desktop.mjs runtime|test');
    process.exitCode = 2;
  } else {
    try {
      const added = await ensureDesktop(level);
      say(`The ${level} packages are in place${added.length > 0 ? ` (${added.length} new)` : ''}.`);
    } catch (error) {
      say(error.message);
      process.exitCode = 1;
    }
  }
}
