import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { needsRoot } from '../root.ts';

const mounted: string[] = [];

/** A disk of its own with room for so many bytes, in memory. */
export function mountSmallDisk(dir: string, bytes: number): void {
  mkdirSync(dir, { recursive: true });
  mount(dir, '-t', 'tmpfs', '-o', `size=${bytes},mode=700`, 'gatelight-test', dir);
}

/** Nothing can be written into the folder from now on. */
export function mountReadOnly(dir: string): void {
  mount(dir, '--bind', dir, dir);
  run('mount', '-o', 'remount,ro,bind', dir);
}

/** As a container gets a single file of its host. */
export function mountSingleFile(source: string, path: string): void {
  mount(path, '--bind', source, path);
}

function mount(at: string, ...args: readonly string[]): void {
  run('mount', ...args);
  mounted.push(at);
}

/** Of this process, the last one first. For `afterEach`. */
export function unmountAll(): void {
  for (const at of mounted.splice(0).reverse()) run('umount', at);
}

/** Root writes wherever permissions say no, but not past this. The file system must know it (ext4 does). */
export function setImmutable(path: string, isImmutable: boolean): void {
  run('chattr', isImmutable ? '+i' : '-i', path);
}

function run(program: string, ...args: readonly string[]): void {
  needsRoot('makes disks of its own, or files that nobody can change');
  try {
    execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  } catch (error) {
    const { stderr = String(error) } = error as { stderr?: string };
    throw new Error(
      `This test needs "${[program, ...args].join(' ')}", which failed (${stderr.trim().split('\n', 1)[0]}). In a container root must be allowed to do that (CAP_SYS_ADMIN, for chattr CAP_LINUX_IMMUTABLE).`,
      { cause: error },
    );
  }
}
