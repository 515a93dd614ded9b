// Starts the tools that the scripts are made of.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const rootDir = fileURLToPath(new URL('../..', import.meta.url));

/** A program of node_modules. */
export const bin = (name) => join(rootDir, 'node_modules', '.bin', name);

/**
 * Runs a program in the project's folder and answers its exit code (128 + n for a signal).
 * Signals that reach this process are passed on, so that Ctrl+C ends both.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export async function run(program, args, options = {}) {
  const child = spawn(program, args, { cwd: rootDir, stdio: 'inherit', ...options });
  const pass = (signal) => child.kill(signal);
  process.on('SIGINT', pass);
  process.on('SIGTERM', pass);
  try {
    const [code, signal] = await once(child, 'close');
    return code ?? 128 + (signal === 'SIGINT' ? 2 : 15);
  } finally {
    process.off('SIGINT', pass);
    process.off('SIGTERM', pass);
  }
}

/** Builds pictures and code unless nothing changed since the last build. Progress goes to stderr. */
export async function ensureBuild() {
  if (isUpToDate()) return 0;
  console.error('Building Gatelight…');
  const toStderr = { stdio: ['ignore', 2, 2] };
  const icons = await run(process.execPath, ['scripts/export-icons.mjs'], toStderr);
  return icons || run(bin('electron-vite'), ['build', '--logLevel', 'warn'], toStderr);
}

const BUILT = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
const SOURCES = [
  'src-main',
  'src-renderer',
  'assets/tray/svg',
  'electron.vite.config.ts',
  'package-lock.json',
];

function isUpToDate() {
  if (!BUILT.every((file) => existsSync(join(rootDir, file)))) return false;
  const builtAt = Math.min(...BUILT.map((file) => statSync(join(rootDir, file)).mtimeMs));
  return SOURCES.every((source) => newest(join(rootDir, source)) < builtAt);
}

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  const inside = readdirSync(path).map((name) => newest(join(path, name)));
  return Math.max(stat.mtimeMs, ...inside);
}
