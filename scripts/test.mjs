// npm test: every kind of test, with small seeded counts. npm run test:full: the full counts and durations.
// Sets up what a fresh machine lacks, runs each step whatever became of the others, and ends with one line.
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ensureDesktop } from './ensure-desktop.mjs';
import { ensureElectron } from './ensure-electron.mjs';
import { CHECKS, ESLINT } from './lib/checks.mjs';
import { bin, ensureBuild, rootDir, run } from './lib/commands.mjs';
import { inLane, lanesWork } from './lib/lanes.mjs';

const full = process.argv.includes('--full');
const results = join(rootDir, 'test-results');
const env = { ...process.env, GATELIGHT_TEST_FULL: full ? '1' : '' };
const SESSION = 'test/support/desktop/session.sh';
/** Screens of the lanes; people's own have small numbers. */
const FIRST_DISPLAY = 70;

const { version, standIn, pinned } = await ensureElectron();
await ensureDesktop('test');
console.log(
  `Node ${process.version}, Electron ${version}${standIn ? ` (stands in for ${pinned})` : ''}`,
);

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const totals = { passed: 0, failed: 0, skipped: 0 };
const lines = [];
/** What failed, by name: with steps that run at once its own output is far from the end. */
const failures = [];

const built = await ensureBuild();
if (built !== 0) process.exit(built);

// Longest first, so that the lanes end at about the same time, however fast the machine is.
const steps = [
  playwright('app'),
  vitest('integration'),
  playwright('mocked'),
  vitest('settings'),
  vitest('monitor'),
  check(ESLINT),
  vitest('unit'),
  vitest('desktop', SESSION),
  ...CHECKS.filter((one) => one !== ESLINT).map(check),
  vitest('packaging', SESSION),
];
// Most of the time is waiting, so that the lanes hardly ever want the processor at once.
const LANES = 3;
if (lanesWork()) {
  console.log(`${LANES} lanes at once, each with processes and network of its own`);
  await Promise.all(Array.from({ length: LANES }, (_none, lane) => takeSteps(lane)));
} else {
  await takeSteps(null);
}

console.log(`\n${[...lines, ...failures].join('\n')}`);
const seconds = Math.round(performance.now() / 1000);
console.log(`Node ${process.version}, Electron ${version}, ${seconds} s${full ? ', full' : ''}`);
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
console.log(`${totals.passed} passed, ${totals.failed} failed${skipped}`);
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);

/** Whatever nobody took yet. `lane`: null where there is only this one. */
async function takeSteps(lane) {
  for (let step = steps.shift(); step !== undefined; step = steps.shift()) await take(step, lane);
}

/** Output of steps that run at once would be a tangle: each is printed when it is over. */
async function take({ name, program, args, counts }, lane) {
  const started = performance.now();
  const hasLane = lane !== null;
  const command = hasLane ? inLane(program, args) : [program, args];
  if (hasLane) console.log(`… ${name}`);
  const log = join(results, `${name.replaceAll(' ', '-')}.log`);
  const own = { env: { ...env, GATELIGHT_DISPLAY: String(FIRST_DISPLAY + (lane ?? 0)) } };
  const code = await run(...command, hasLane ? { ...own, stdio: await into(log) } : { env });
  if (hasLane) process.stdout.write(readFileSync(log));
  const { passed, failed, skipped, names = [] } = counts(code);
  failures.push(...names.map((title) => `  failed: ${name}: ${title}`));
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
      names: (read?.testResults ?? []).flatMap(failedInFile),
    };
  };
  return wrapper
    ? { name: project, program: wrapper, args: [bin('vitest'), ...args], counts }
    : { name: project, program: bin('vitest'), args, counts };
}

function playwright(project) {
  const file = join(results, `playwright-${project}.json`);
  const counts = (code) => {
    const read = readJson(file);
    const stats = read?.stats;
    return {
      passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
      failed: Math.max(stats?.unexpected ?? 0, code === 0 ? 0 : 1),
      skipped: stats?.skipped ?? 0,
      names: (read?.suites ?? []).flatMap(failedInSuite),
    };
  };
  const args = [
    `PLAYWRIGHT_RESULTS=${file}`,
    bin('playwright'),
    'test',
    `--project=${project}`,
    `--output=${join(results, `playwright-${project}`)}`,
  ];
  return { name: `${project} pages`, program: SESSION, args: ['env', ...args], counts };
}

/** Of vitest's report: the tests of one file that failed, or the file that did not load. */
function failedInFile({ name, status, assertionResults }) {
  const titles = assertionResults
    .filter((test) => test.status === 'failed')
    .map((test) => test.fullName);
  const path = relative(rootDir, name);
  return titles.length === 0 && status === 'failed'
    ? [path]
    : titles.map((title) => `${path}: ${title}`);
}

/** Of Playwright's report: what failed in a file or a group of tests, and in those within. */
function failedInSuite({ file, specs = [], suites = [] }) {
  const titles = specs.filter((spec) => !spec.ok).map((spec) => `${file}: ${spec.title}`);
  return [...titles, ...suites.flatMap(failedInSuite)];
}

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
