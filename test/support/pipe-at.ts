import { execFileSync, spawn } from 'node:child_process';

/** A pipe that nobody writes to. Whoever waits for it all the same is let go after two seconds. */
export function pipeAt(path: string): { release(): void } {
  execFileSync('mkfifo', [path]);
  const late = spawn('sh', ['-c', 'sleep 2; : > "$0"', path], { stdio: 'ignore', detached: true });
  return {
    release: () => {
      if (late.pid !== undefined && late.exitCode === null) process.kill(-late.pid, 'SIGKILL');
    },
  };
}

/** In ms. */
export function timeOf(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
