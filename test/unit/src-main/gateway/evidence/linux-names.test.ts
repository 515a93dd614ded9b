import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { linuxMachine } from '../../../../../src-main/gateway/evidence/linux.ts';
import { readStart } from '../../../../../src-main/gateway/evidence/read-start.ts';

vi.mock(import('../../../../../src-main/gateway/evidence/read-start.ts'), async (original) => {
  const real = await original();
  return { ...real, readStart: vi.fn(real.readStart) };
});

let procDir: string;
beforeEach(() => {
  procDir = mkdtempSync(join(tmpdir(), 'proc-'));
});
afterEach(() => {
  vi.mocked(readStart).mockClear();
  rmSync(procDir, { recursive: true });
});

/** A process that holds these sockets. */
function running(pid: number, inodes: readonly number[]): string {
  const dir = join(procDir, `${pid}`);
  mkdirSync(join(dir, 'fd'), { recursive: true });
  for (const inode of inodes) symlinkSync(`socket:[${inode}]`, join(dir, 'fd', `${inode}`));
  writeFileSync(join(dir, 'comm'), 'python\n');
  writeFileSync(join(dir, 'cmdline'), 'python\0/srv/bot.py\0');
  return dir;
}
const inodes = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => from + index);

test(
  'security 32: very many connections of one program: its name is read once, and not all are looked for',
  { timeout: 20_000 },
  async () => {
    const own = inodes(1, 1000);
    running(42, own);
    const names = await linuxMachine(procDir).programsOf(own.map(String));
    expect(names?.size).toBe(200);
    expect(names?.get('1')).toEqual({ program: 'python', script: 'bot.py', pid: 42 });
    expect(readStart).toHaveBeenCalledTimes(2);
  },
);

test(
  'security 32: a program whose command line hangs whoever reads it',
  { timeout: 30_000 },
  async () => {
    const cmdline = join(running(42, [1, 2]), 'cmdline');
    rmSync(cmdline);
    execFileSync('mkfifo', [cmdline]);
    const machine = linuxMachine(procDir);
    const start = performance.now();
    // Not known, rather than waited for: neither at once nor ever again.
    for (let look = 0; look < 6; look += 1) {
      expect(await machine.programsOf(['1', '2'])).toBeNull();
    }
    expect(performance.now() - start).toBeLessThan(4500);
    // The threads that read files are not used up.
    expect(await readFile(join(procDir, '42', 'comm'), 'utf8')).toBe('python\n');
    // Lets go of the reader, with or without a promise of more.
    closeSync(openSync(cmdline, constants.O_RDWR | constants.O_NONBLOCK));
    expect(readFileSync(join(procDir, '42', 'comm'), 'utf8')).toBe('python\n');
  },
);

test('who asks while others are named is told in turn', async () => {
  running(42, [1]);
  running(43, [2]);
  running(44, [3]);
  const machine = linuxMachine(procDir);
  const told = await Promise.all(['1', '2', '3'].map((inode) => machine.programsOf([inode])));
  expect(told.map((names) => [...(names?.values() ?? [])].map(({ pid }) => pid))).toEqual([
    [42],
    [43],
    [44],
  ]);
});
