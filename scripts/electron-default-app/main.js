// Stand-in for Electron's own default_app, for runtimes that come without one:
// `electron [switches] path/to/app [app arguments]`. Understands what the `electron` command,
// electron-vite and Playwright (`-r loader`) pass, and nothing more.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { app } from 'electron';

const require = createRequire(import.meta.url);
const args = process.argv.slice(1);

function quit(text, code) {
  (code === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  process.exit(code);
}

let entry;
while (args.length > 0 && entry === undefined) {
  const arg = args.shift();
  if (arg === '--version' || arg === '-v') quit(`v${process.versions.electron}`, 0);
  if (arg === '--abi' || arg === '-a') quit(process.versions.modules, 0);
  if (arg === '-r' || arg === '--require') require(resolve(args.shift() ?? ''));
  else if (!arg.startsWith('-')) entry = arg;
}
if (entry === undefined) quit('usage: electron path/to/app', 1);

Object.defineProperty(process, 'defaultApp', { enumerable: true, value: true });
const target = resolve(entry.startsWith('file:') ? fileURLToPath(entry) : entry);
const manifest = resolve(target, 'package.json');
if (existsSync(manifest)) {
  const { name, productName, version, desktopName } = JSON.parse(readFileSync(manifest, 'utf8'));
  if (version) app.setVersion(version);
  if (productName ?? name) app.name = productName ?? name;
  app.setDesktopName(desktopName ?? `${app.name}.desktop`);
  app.setAppPath(target);
}

try {
  // Awaited, as the original does: an app that waits for `ready` at its top level must hang here too.
  await import(pathToFileURL(require.resolve(target)).href);
} catch (error) {
  quit(`App threw an error during load\n${error?.stack ?? error}`, 1);
}
