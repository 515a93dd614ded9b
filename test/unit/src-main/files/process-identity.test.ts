import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { isAlive, ownIdentity, parseStart } from '../../../../src-main/files/process-identity.ts';

/** No system gives out numbers so high. */
const NOBODY = 2 ** 31 - 1;

describe('a process', () => {
  test('that runs is alive, also without a start', () => {
    expect(isAlive(ownIdentity())).toBe(true);
    expect(isAlive({ pid: process.pid, start: null })).toBe(true);
    expect(isAlive({ pid: process.ppid, start: null })).toBe(true);
  });

  test('that is nobody is not', () => {
    expect(isAlive({ pid: NOBODY, start: null })).toBe(false);
    expect(isAlive({ pid: NOBODY, start: ownIdentity().start })).toBe(false);
  });

  test.runIf(process.platform === 'linux')('with a number given out again is another one', () => {
    expect(ownIdentity().start).toMatch(/^[0-9a-f-]{36} \d+$/);
    expect(isAlive({ pid: process.pid, start: 'earlier' })).toBe(false);
    expect(isAlive({ pid: process.ppid, start: ownIdentity().start })).toBe(false);
    expect(isAlive({ pid: 1, start: ownIdentity().start })).toBe(false);
  });

  test.runIf(process.platform === 'linux')(
    'that ended is dead though nobody asked how',
    async () => {
      // The shell goes on as `sleep`, which never asks about the child the shell had.
      const parent = spawn('/bin/sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 30'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const [line] = (await once(parent.stdout, 'data')) as [Buffer];
      const pid = Number(line.toString());
      await expect.poll(() => isAlive({ pid, start: null })).toBe(false);
      expect(() => process.kill(pid, 0)).not.toThrow();
      parent.kill('SIGKILL');
    },
  );
});

test.each([
  [
    'a plain one',
    '48211 (java) S 1 48211 48211 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 90 0 7654321 9',
    '7654321',
  ],
  [
    'a name with all it may hold',
    '7 (a) S (b) c) T 1 7 7 0 -1 4 1 2 3 4 5 6 7 8 20 0 1 0 42 9',
    '42',
  ],
  ['a zombie', '7 (x) Z 1 7 7 0 -1 4 1 2 3 4 5 6 7 8 20 0 1 0 42 9', 'ended'],
  ['cut short', '7 (x) S 1 7', null],
  ['nothing', '', null],
])('/proc/PID/stat: %s', (_name, stat, start) => {
  expect(parseStart(stat)).toBe(start);
});
