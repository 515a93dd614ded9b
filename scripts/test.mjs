// npm test: every kind of test, with small seeded counts. npm run test:full: the full counts and durations.
// Sets up what a fresh machine lacks, runs each step whatever became of the others, and ends with one line.
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDesktop } from './ensure-desktop.mjs';
import { ensureElectron } from './ensure-electron.mjs';
import { CHECKS } from './lib/checks.mjs';
import { bin, ensureBuild, rootDir, run } from './lib/commands.mjs';
import { inLane, lanesWork } from './lib/lanes.mjs';

const full = process.argv.includes('--full');
const results = join(rootDir, 'test-results');
const env = { ...process.env, GATELIGHT_TEST_FULL: full ? '1' : '' };
const SESSION = 'test/support/desktop/session.sh';

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

// What needs a screen, and what needs none: the two hardly ever want the processor at the same time.
const screenless = [...CHECKS.map(check), vitest('unit'), vitest('integration'), vitest('monitor')];
const onScreen = [vitest('packaging', SESSION), vitest('desktop', SESSION), playwright()];
if (lanesWork()) {
  console.log('Two lanes at once, each with processes and network of its own');
  await Promise.all([inTurn(screenless, true), inTurn(onScreen, true)]);
} else {
  await inTurn([...screenless, ...onScreen], false);
}

console.log(`\n${lines.join('\n')}`);
const seconds = Math.round(performance.now() / 1000);
console.log(`Node ${process.version}, Electron ${version}, ${seconds} s${full ? ', full' : ''}`);
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
console.log(`${totals.passed} passed, ${totals.failed} failed${skipped}`);
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);

async function inTurn(steps, hasLane) {
  for (const step of steps) await take(step, hasLane);
}

/** Output of steps that run at once would be a tangle: each is printed when it is over. */
async function take({ name, program, args, counts }, hasLane) {
  const started = performance.now();
  const command = hasLane ? inLane(program, args) : [program, args];
  if (hasLane) console.log(`… ${name}`);
  const log = join(results, `${name.replaceAll(' ', '-')}.log`);
  const code = await run(...command, { env, ...(hasLane && { stdio: await into(log) }) });
  if (hasLane) process.stdout.write(readFileSync(log));
  const { passed, failed, skipped } = counts(code);
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const line = `${failed > 0 ? '✗' : '✓'} ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped, ${seconds} s`;
  lines.push(line);
  if (hasLane) console.log(line);
}

async function into(file) {
  const stream = createWriteStream(file);
  await new Promise((resolve) => stream.once('open', resolve));
  return ['ignore', stream, stream];
}

/** Counts as one test. */
function check({ name, program, args }) {
  const counts = (code) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 });
  return { name, program, args, counts };
}

function vitest(project, wrapper) {
  const file = join(results, `${project}.json`);
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  const counts = (code) => {
    const read = readJson(file);
    return {
      passed: read?.numPassedTests ?? 0,
      // A file that does not load fails without a test of its own.
      failed: Math.max(read?.numFailedTests ?? 0, code === 0 ? 0 : 1),
      skipped: (read?.numPendingTests ?? 0) + (read?.numTodoTests ?? 0),
    };
  };
  return wrapper
    ? { name: project, program: wrapper, args: [bin('vitest'), ...args], counts }
    : { name: project, program: bin('vitest'), args, counts };
}

function playwright() {
  const counts = (code) => {
    const stats = readJson(join(results, 'playwright.json'))?.stats;
    return {
      passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
      failed: Math.max(stats?.unexpected ?? 0, code === 0 ? 0 : 1),
      skipped: stats?.skipped ?? 0,
    };
  };
  return { name: 'playwright', program: SESSION, args: [bin('playwright'), 'test'], counts };
}

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
