#!/usr/bin/env node
// Stands in for fpm, which electron-builder otherwise downloads: understands only what the builder passes
// for `-t deb`, and leaves the work to dpkg-deb. Compresses with gzip: xz takes minutes for what is only
// to be tried.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const FLAGS = new Set(['--force', '--debug']);
const SCRIPTS = {
  'after-install': 'postinst',
  'after-remove': 'postrm',
  'before-install': 'preinst',
  'before-remove': 'prerm',
};

const options = {};
const depends = [];
const recommends = [];
const mappings = [];
const args = process.argv.slice(2).filter((arg) => !FLAGS.has(arg));
while (args.length > 0) {
  const arg = args.shift();
  if (arg === '-d') depends.push(args.shift());
  else if (arg === '--deb-recommends') recommends.push(args.shift());
  else if (arg.startsWith('-')) options[arg.replace(/^-+/, '')] = args.shift();
  else mappings.push(arg); // source=/target
}
if (options.t !== 'deb') throw new Error(`only deb can be built here, not ${options.t}`);

const root = mkdtempSync(join(tmpdir(), 'deb-'));
try {
  for (const mapping of mappings) {
    const [from, to] = mapping.split(/=(?=\/)/);
    const target = join(root, to);
    mkdirSync(from.endsWith('/') ? target : dirname(target), { recursive: true });
    cpSync(from, target, { recursive: true, verbatimSymlinks: true });
  }
  const kibibytes = execFileSync('du', ['-sk', root], { encoding: 'utf8' }).split(/\s/)[0];
  const control = join(root, 'DEBIAN');
  mkdirSync(control);
  writeFileSync(join(control, 'control'), controlFile(kibibytes));
  for (const [option, name] of Object.entries(SCRIPTS)) {
    if (!options[option]) continue;
    copyFileSync(options[option], join(control, name));
    chmodSync(join(control, name), 0o755);
  }
  chmodSync(root, 0o755);
  const output = options.p ?? options.package;
  execFileSync('dpkg-deb', ['--build', '--root-owner-group', '-Zgzip', '-z1', root, output], {
    stdio: 'inherit',
  });
} finally {
  rmSync(root, { recursive: true });
}

function controlFile(kibibytes) {
  const [summary, ...rest] = (options.description ?? options.name)
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const fields = {
    Package: options.name,
    Version: options.version,
    Architecture: options.architecture,
    Maintainer: options.maintainer,
    'Installed-Size': kibibytes,
    Depends: depends.join(', '),
    Recommends: recommends.join(', '),
    Section: options.category,
    Priority: 'optional',
    Homepage: options.url,
    Description: [summary, ...rest.map((line) => ` ${line}`)].join('\n'),
  };
  const lines = Object.entries(fields).filter(([, value]) => value);
  return lines.map(([name, value]) => `${name}: ${value}\n`).join('');
}
