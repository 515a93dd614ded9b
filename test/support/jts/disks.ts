import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of its own, `bytes` large; or a folder that can be read only. */
export interface Disk {
  readonly dir: string;
  /** Nothing can be written to it from now on. */
  makeReadOnly(): void;
  remove(): void;
}

/** Needs root, or a namespace where this process is root; there is no way around: a test without it would prove nothing. */
export function smallDisk(bytes: number): Disk {
  const dir = mkdtempSync(join(tmpdir(), 'gatelight-disk-'));
  run('mount', ['-t', 'tmpfs', '-o', `size=${bytes},mode=700`, 'gatelight-test', dir]);
  return {
    dir,
    makeReadOnly: () => run('mount', ['-o', 'remount,ro', dir]),
    remove: () => {
      run('umount', ['-l', dir]);
      rmdirSync(dir);
    },
  };
}

/** Root writes wherever permissions say no, but not past this. The file system must know it (ext4 does). */
export function setImmutable(path: string, isImmutable: boolean): void {
  run('chattr', [isImmutable ? '+i' : '-i', path]);
}

function run(program: string, args: readonly string[]): void {
  try {
    execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  } catch (error) {
    const said = (error as { stderr?: string }).stderr ?? String(error);
    throw new Error(
      `${program} ${args.join(' ')} failed (${said.trim()}). This test makes a disk of its own: run it as root, or under "unshare --user --map-root-user --mount".`,
      { cause: error },
    );
  }
}
