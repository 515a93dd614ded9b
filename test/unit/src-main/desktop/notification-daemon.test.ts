import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { daemonProblem } from '../../../../src-main/desktop/notification-daemon.ts';

// The program that asks is played by scripts; the real one is met in the tests on the desktop.

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'gatelight-unit-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

function program(script: string): string {
  const path = join(dir, 'gdbus');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}
const on = (script: string): Promise<string | null> => daemonProblem('linux', program(script));

test.each([
  ['answers', "echo \"('dunst', 'knopwob', '1', '1.2')\"", null],
  [
    'is missing',
    'echo "Error: GDBus.Error:org.freedesktop.DBus.Error.ServiceUnknown: no" >&2; exit 1',
    'no notification service runs',
  ],
  [
    'is slow',
    'echo "Error: Timeout was reached" >&2; exit 1',
    'the notification service does not answer',
  ],
])('a daemon that %s', async (_name, script, expected) => {
  expect(await on(script)).toBe(expected);
});

test('an asker that hangs itself is given up', async () => {
  const began = performance.now();
  expect(await on('exec sleep 20')).toBe('the notification service does not answer');
  expect(performance.now() - began).toBeLessThan(5000);
});

test('without the asker, or elsewhere, nobody can tell', async () => {
  expect(await daemonProblem('linux', join(dir, 'none'))).toBeNull();
  expect(await daemonProblem('win32', join(dir, 'none'))).toBeNull();
});
