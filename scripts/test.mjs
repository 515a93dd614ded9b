// npm test: every kind of test, with small seeded counts. npm run test:full: the full counts and durations.
// Sets up what a fresh machine lacks, runs each step whatever became of the others, and ends with one line.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDesktop } from './ensure-desktop.mjs';
import { ensureElectron } from './ensure-electron.mjs';
import { CHECKS } from './lib/checks.mjs';
import { bin, ensureBuild, rootDir, run } from './lib/commands.mjs';

const full = process.argv.includes('--full');
const results = join(rootDir, 'test-results');
const env = { ...process.env, GATELIGHT_TEST_FULL: full ? '1' : '' };

const { version, standIn, pinned } = await ensureElectron();
await ensureDesktop('test');
console.log(
  `Node ${process.version}, Electron ${version}${standIn ? ` (stands in for ${pinned})` : ''}`,
);

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const totals = { passed: 0, failed: 0, skipped: 0 };
const lines = [];

const built = await ensureBuild();
if (built !== 0) process.exit(built);

// ── Checks: each counts as one test ──────────────────────────────────────────────────────────────
for (const { name, program, args } of CHECKS) await check(name, program, args);

// ── Tests ────────────────────────────────────────────────────────────────────────────────────────
const session = 'test/support/desktop/session.sh';
await vitest('unit');
await vitest('integration');
await vitest('monitor');
await vitest('packaging', session);
await vitest('desktop', session);
await playwright();

console.log(`\n${lines.join('\n')}`);
const seconds = Math.round(performance.now() / 1000);
console.log(`Node ${process.version}, Electron ${version}, ${seconds} s${full ? ', full' : ''}`);
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
console.log(`${totals.passed} passed, ${totals.failed} failed${skipped}`);
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);

async function check(name, program, args) {
  const started = performance.now();
  const code = await run(program, args, { env });
  count(name, { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }, started);
}

async function vitest(project, wrapper) {
  const started = performance.now();
  const file = join(results, `${project}.json`);
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  const code = wrapper
    ? await run(wrapper, [bin('vitest'), ...args], { env })
    : await run(bin('vitest'), args, { env });
  const read = readJson(file);
  count(
    project,
    {
      passed: read?.numPassedTests ?? 0,
      // A file that does not load fails without a test of its own.
      failed: Math.max(read?.numFailedTests ?? 0, code === 0 ? 0 : 1),
      skipped: (read?.numPendingTests ?? 0) + (read?.numTodoTests ?? 0),
    },
    started,
  );
}

async function playwright() {
  const started = performance.now();
  const code = await run(session, [bin('playwright'), 'test'], { env });
  const stats = readJson(join(results, 'playwright.json'))?.stats;
  count(
    'playwright',
    {
      passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
      failed: Math.max(stats?.unexpected ?? 0, code === 0 ? 0 : 1),
      skipped: stats?.skipped ?? 0,
    },
    started,
  );
}

function count(name, { passed, failed, skipped }, started) {
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  lines.push(
    `${failed > 0 ? '✗' : '✓'} ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped, ${seconds} s`,
  );
}

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
