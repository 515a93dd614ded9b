import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { drawBase } from '../../../src-main/domain/client-ids.ts';
import { DEFAULT_PREFERENCES } from '../../../src-main/contract/preferences.ts';
import { cliPath } from '../../support/built.ts';
import { withGateway } from '../../support/manners.ts';
import { noOtherGateway } from '../../support/foreign-gateways.ts';
import { closedPort } from '../../support/ports.ts';
import { connectionTo } from '../../support/preferences.ts';
import { check, runCli, startCli } from '../../support/run-cli.ts';

const ALONE = [
  {
    command: 'check',
    has: ['--need', 'Exit codes: 0 proven'],
    lacks: ['--jts-dir', '--heartbeats'],
  },
  { command: 'watch', has: ['--host', '--heartbeats', '0 when int'], lacks: ['--need', '--yes'] },
  { command: 'status', has: ['3 without a monitor'], lacks: ['Options', '--port'] },
  { command: 'run', has: ['--wait', 'every 30 s', '126 not exec'], lacks: ['--jts-dir'] },
  { command: 'backup', has: ['--note T', '--jts-dir'], lacks: ['--yes', '--port'] },
  { command: 'backups', has: ['--verify', '"needsLook"'], lacks: ['--yes', '--port', '--note'] },
  { command: 'diff', has: ['--text', '1 changed (diff)'], lacks: ['--yes', '--note', '--port'] },
  { command: 'restore', has: ['--cancel', '--when-closed', '--yes'], lacks: ['--note', '--port'] },
];

describe.concurrent('wrong usage', () => {
  test.for<[string, readonly string[], RegExp]>([
    ['no command', [], /No command given/],
    ['an unknown command', ['frobnicate'], /Unknown command: frobnicate/],
    ['an option in place of a command', ['--port', '4002'], /Unknown command: --port/],
    ...['verify', 'explain'].map((command): [string, readonly string[], RegExp] => [
      command,
      [command],
      /not there yet/,
    ]),
    ['an unknown option', ['check', '--frob'], /--frob/],
    ['a value too many', ['check', '4002'], /4002/],
    ['a value where none belongs', ['check', '--json=yes'], /--json/],
    ['no value', ['check', '--port'], /--port/],
    ...['0', '65536', '4e3', ''].map((port): [string, readonly string[], RegExp] => [
      `port "${port}"`,
      ['check', `--port=${port}`],
      /--port takes a number from 1 to 65535/,
    ]),
    ...['http://127.0.0.1', '127.0.0.1:4002', '[::1]', ''].map(
      (host): [string, readonly string[], RegExp] => [
        `host "${host}"`,
        ['check', `--host=${host}`],
        /--host takes a name or an address/,
      ],
    ),
    ...['0', '999', '2147483648'].map((id): [string, readonly string[], RegExp] => [
      `client id "${id}"`,
      ['check', `--client-id=${id}`],
      /--client-id takes a number from 1 to 2147483647, not 999/,
    ]),
    ['a need that is none', ['check', '--need', 'orders'], /--need takes session, link, data/],
    ['an expectation that is none', ['check', '--expect', 'demo'], /--expect takes paper, live/],
    ['two words of diff too many', ['diff', 'a', 'b', 'c'], /Too much: c/],
    ['text and JSON at once', ['diff', '--text', '--json'], /exclude each other/],
    ['a restore of nothing', ['restore', '--yes'], /restore takes the id of a backup/],
    ['two things at once', ['backups', '--verify', '--export', 'x'], /exclude each other/],
    ['a note that is a book', ['backup', '--note', 'x'.repeat(201)], /at most 200 characters/],
    ['no folder', ['backups', '--jts-dir='], /--jts-dir takes a path/],
    ['no time at all', ['check', '--timeout', '0'], /--timeout takes seconds/],
    ['a time before now', ['check', '--wait=-5'], /--wait takes seconds/],
    ['a time beyond a day', ['check', '--wait', '86401'], /--wait takes seconds/],
    ['a time that is no number', ['check', '--timeout', 'soon'], /--timeout takes seconds/],
  ])('%s: exit code 64, stdout empty', async ([, args, message], { expect }) => {
    const { code, stdout, stderr } = await runCli(args);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^gatelight: .*\nSee "gatelight --help"\.\n$/s);
    expect(code).toBe(64);
  });
});

test.each([['help'], ['--help'], ['-h']])('%s: usage of all commands', async (...args) => {
  const { code, stdout, stderr } = await runCli(args);
  for (const { command } of ALONE) expect(stdout).toContain(`  gatelight ${command} `);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test.each(ALONE)('$command --help: its own part alone', async ({ command, has, lacks }) => {
  const after = command === 'run' ? ['--', 'ls'] : [];
  const { code, stdout, stderr } = await runCli([command, '--help', ...after]);
  const named = [...stdout.matchAll(/^ {2}gatelight (\w+)/gm)].map(([, name]) => name);
  expect(new Set(named)).toEqual(new Set([command]));
  for (const text of has) expect(stdout).toContain(text);
  for (const text of lacks) expect(stdout).not.toContain(text);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('a connection test loads nothing of the settings', () => {
  const dir = dirname(cliPath);
  const seen = new Set<string>();
  const load = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const text = readFileSync(join(dir, name), 'utf8');
    for (const [, next = ''] of text.matchAll(/\bfrom\s*["']\.\/([\w.-]+\.js)["']/g)) load(next);
  };
  load(basename(cliPath));
  expect(seen.size).toBeGreaterThan(2);
  expect([...seen].filter((name) => /settings|archive|compare/.test(name))).toEqual([]);
});

describe('what decides where it tests', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'gatelight-usage-'));
  const file = join(dataDir, 'preferences.json');
  afterAll(() => rmSync(dataDir, { recursive: true }));
  const setUp = (port: number): string =>
    JSON.stringify({
      ...DEFAULT_PREFERENCES,
      clientIdBase: drawBase(0.5),
      connections: [connectionTo({ port, expect: 'live' })],
    });

  test('the set-up connection and what is expected of it', async () => {
    await withGateway({}, async ({ port }) => {
      writeFileSync(file, setUp(port));
      const { json } = await check([], { dataDir });
      expect(json).toMatchObject({ target: { port, mode: 'live' }, verdict: 'wrong-account' });
    });
    expect(readdirSync(dataDir)).toEqual(['preferences.json', 'targets']);
  });

  test('a named port means: not the set-up connection', async () => {
    writeFileSync(file, setUp(await closedPort()));
    await withGateway({}, async ({ port }) => {
      const { json } = await check(['--port', `${port}`], { dataDir });
      expect(json).toMatchObject({ target: { port, mode: 'unknown' }, verdict: 'ready' });
    });
  });

  test('damaged preferences are told on stderr and left alone', async () => {
    writeFileSync(file, '{');
    await withGateway({}, async ({ port }) => {
      const { code, stderr } = await runCli(['check', '--port', `${port}`], { dataDir });
      expect(stderr).toMatch(/preferences can not be read/);
      expect(code).toBe(0);
    });
    expect(readdirSync(dataDir)).toEqual(['preferences.json', 'targets']);
  });

  test('neither the environment nor a .env of the working directory', async () => {
    const other = await closedPort();
    const lines = { IB_HOST: '127.0.0.1', IB_PORT: `${other}`, CLIENT_ID: '7', IB_CLIENT_ID: '7' };
    const cwd = mkdtempSync(join(tmpdir(), 'gatelight-cwd-'));
    writeFileSync(
      join(cwd, '.env'),
      Object.entries(lines)
        .map((one) => one.join('='))
        .join('\n'),
    );
    await withGateway({}, async ({ port, record }) => {
      const { json } = await check(['--port', `${port}`], { cwd, env: lines });
      expect(json).toMatchObject({ target: { port }, verdict: 'ready' });
      expect(record.last.clientId).toBe(json.clientId);
      expect(json.clientId).toBeGreaterThanOrEqual(900_000);
    });
    rmSync(cwd, { recursive: true });
  });

  test('--client-id is the one that connects', async () => {
    await withGateway({}, async ({ port, record }) => {
      const { json } = await check(['--port', `${port}`, '--client-id', '41']);
      expect([json.clientId, record.last.clientId]).toEqual([41, 41]);
    });
  });

  test('where nothing was, nothing but the target’s own files is made', async () => {
    const nowhere = join(dataDir, 'not', 'yet');
    await check(['--port', `${await closedPort()}`], { dataDir: nowhere });
    expect(readdirSync(nowhere)).toEqual(['targets']);
    expect(statSync(nowhere).mode & 0o777).toBe(0o700);
  });

  test('where nothing can be made, it tests all the same', async () => {
    await withGateway({}, async ({ port }) => {
      const { end, json } = await check(['--port', `${port}`], { dataDir: '/proc/no/such' });
      expect([json.verdict, end.code]).toEqual(['ready', 0]);
    });
  });
});

test('text for people: the verdict first, what to do, no account number', async () => {
  await withGateway({ accounts: ['DU1234567', 'U7654321'] }, async ({ port }) => {
    const { code, stdout, stderr } = await runCli(['check', '--port', `${port}`]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Ready for your API clients \(ready: ready\)\n/);
    expect(stdout).toContain('Accounts: 2 (mixed); numbers are not kept');
    expect(stdout).not.toMatch(/U\d{5,}/);
  });
});

test('a reader that has gone does not change the exit code', async () => {
  await noOtherGateway();
  const { child, ended } = startCli(['check', '--json', '--port', `${await closedPort()}`]);
  child.stdout?.destroy();
  const { code, stderr } = await ended;
  expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
});
