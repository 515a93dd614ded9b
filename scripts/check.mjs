// npm run check: types (also against Electron 33), the page, lint with the walls, formatting.
import { CHECKS } from './lib/checks.mjs';
import { run } from './lib/commands.mjs';

let failed = 0;
for (const { name, program, args } of CHECKS) {
  const code = await run(program, args);
  console.log(`${code === 0 ? '✓' : '✗'} ${name}`);
  if (code !== 0) failed += 1;
}
process.exit(failed > 0 ? 1 : 0);
