import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

const mounted: string[] = [];

/** A disk of its own with room for so many bytes. Root only. */
export function mountSmallDisk(dir: string, bytes: number): void {
  mkdirSync(dir, { recursive: true });
  mount(dir, '-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', dir);
}

export function mountReadOnly(dir: string): void {
  mount(dir, '--bind', dir, dir);
  execFileSync('mount', ['-o', 'remount,ro,bind', dir]);
}

/** As a container gets a single file of its host. */
export function mountSingleFile(source: string, path: string): void {
  mount(path, '--bind', source, path);
}

function mount(at: string, ...args: readonly string[]): void {
  execFileSync('mount', args);
  mounted.push(at);
}

/** For `afterEach`. */
export function unmountAll(): void {
  for (const at of mounted.splice(0).reverse()) execFileSync('umount', [at]);
}

/** As a person without root's powers, whom permissions hold. */
export async function asNobody<Value>(work: () => Promise<Value>): Promise<Value> {
  const user = process.geteuid?.() ?? 0;
  const group = process.getegid?.() ?? 0;
  process.setegid?.(65534);
  process.seteuid?.(65534);
  try {
    return await work();
  } finally {
    process.seteuid?.(user);
    process.setegid?.(group);
  }
}
