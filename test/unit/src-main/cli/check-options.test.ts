import { describe, expect, test } from 'vitest';
import {
  checkOptions,
  runOptions,
  statusOptions,
  watchOptions,
  type CheckOptions,
} from '../../../../src-main/cli/check-options.ts';
import { UsageError } from '../../../../src-main/cli/usage.ts';

const DEFAULTS: CheckOptions = {
  host: null,
  port: null,
  clientId: null,
  expect: null,
  need: 'data',
  waitMs: 0,
  timeoutMs: 20_000,
  fresh: false,
  json: false,
};

test.each<[string, Partial<CheckOptions>]>([
  ['', {}],
  ['--host ::1 --port 7497', { host: '::1', port: 7497 }],
  ['--host=gateway.example', { host: 'gateway.example' }],
  ['--client-id 2147483647', { clientId: 2_147_483_647 }],
  ['--expect live', { expect: 'live' }],
  ['--need session', { need: 'session' }],
  ['--need link', { need: 'link' }],
  ['--wait 300 --timeout 0.5', { waitMs: 300_000, timeoutMs: 500 }],
  ['--wait 0', { waitMs: 0 }],
  ['--timeout 86400', { timeoutMs: 86_400_000 }],
  ['--json --fresh', { json: true, fresh: true }],
])('check %s', (line, expected) => {
  expect(checkOptions(line.split(' ').filter((word) => word !== ''))).toEqual({
    ...DEFAULTS,
    ...expected,
  });
});

describe('security 16: wrong usage is refused', () => {
  test.each([
    ['--host', 'http://127.0.0.1'],
    ['--host', '127.0.0.1:4002'],
    ['--host', ''],
    ['--port', '0'],
    ['--port', '65536'],
    ['--port', '4002x'],
    ['--port', '0x1F'],
    ['--port', '4e3'],
    ['--port', ' 4002'],
    ['--port', ''],
    ['--client-id', '0'],
    ['--client-id', '999'],
    ['--client-id', '2147483648'],
    ['--client-id', '-1'],
    ['--expect', 'both'],
    ['--need', 'everything'],
    ['--need', 'toString'],
    ['--wait', '-1'],
    ['--wait', '86401'],
    ['--wait', '1e3'],
    ['--wait', 'Infinity'],
    ['--timeout', '0'],
    ['--timeout', '0.09'],
    ['--timeout', 'NaN'],
    ['--port'],
    ['--json=yes'],
    ['--unknown'],
    ['-x'],
    ['4002'],
    ['--', '4002'],
  ])('%s %s', (...args) => {
    expect(() => checkOptions(args)).toThrow(UsageError);
  });

  test('and says what would be right', () => {
    expect(() => checkOptions(['--port', '70000'])).toThrow('1 to 65535: 70000');
    expect(() => checkOptions(['--need', 'x'])).toThrow('--need takes session, link, data: x');
  });
});

describe('run', () => {
  test('waits five minutes unless told otherwise', () => {
    expect(runOptions(['--', 'ls'])).toEqual({
      check: { ...DEFAULTS, waitMs: 300_000 },
      command: ['ls'],
    });
    expect(runOptions(['--wait', '0', '--', 'ls']).check.waitMs).toBe(0);
  });

  test('reads nothing after the first --', () => {
    const command = ['ls', '--json', '--', '--wait=x', '', '-'];
    expect(runOptions(['--json', '--', ...command])).toMatchObject({
      check: { json: true, waitMs: 300_000 },
      command,
    });
  });

  test.each([
    [[]],
    [['--']],
    [['--', '']],
    [['ls']],
    [['--wait', '--', 'ls']],
    [['--x', '--', 'ls']],
  ])('%j is wrong usage', (args) => {
    expect(() => runOptions(args)).toThrow(UsageError);
  });
});

test('watch takes the same, and heartbeats', () => {
  expect(watchOptions([])).toEqual({ ...DEFAULTS, heartbeats: false });
  expect(watchOptions(['--heartbeats', '--port', '4001'])).toMatchObject({
    heartbeats: true,
    port: 4001,
  });
  expect(() => checkOptions(['--heartbeats'])).toThrow(UsageError);
});

test('status takes --json alone', () => {
  expect([statusOptions([]), statusOptions(['--json'])]).toEqual([{ json: false }, { json: true }]);
  expect(() => statusOptions(['--port', '4002'])).toThrow(UsageError);
});
