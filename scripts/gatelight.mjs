// The command line in a checkout, on plain Node: npm run -s gatelight -- check --port 4002
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuild, rootDir } from './lib/commands.mjs';

const entry = join(rootDir, 'out', 'main', 'cli.js');
if (!existsSync(entry)) {
  const code = await ensureBuild();
  if (code !== 0) process.exit(3);
}
await import(pathToFileURL(entry).href);
