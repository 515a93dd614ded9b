import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { waitForTrayItem } from '../support/desktop/tray.ts';

const electron = createRequire(import.meta.url)('electron') as unknown as string;

export interface StartedApp {
  /** Spawn until the panel knows the tray item. */
  readonly toTrayMs: number;
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

export async function startApp(dir: string, env: NodeJS.ProcessEnv): Promise<StartedApp> {
  const startedAt = performance.now();
  const child = spawn(electron, [dir, '--hidden'], { env, stdio: 'ignore' });
  const exited = once(child, 'exit');
  await waitForTrayItem(child.pid ?? 0);
  return {
    toTrayMs: performance.now() - startedAt,
    child,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** Proportional memory of a process and all below it, MiB: shared pages are counted once. */
export function treePss(pid: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const stat = readText(`/proc/${name}/stat`);
    // After the name in brackets: state, parent.
    const parent = /\) \S (\d+)/.exec(stat)?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const below = (ancestor: number): number[] => [
    ancestor,
    ...[...parents].filter(([, parent]) => parent === ancestor).flatMap(([child]) => below(child)),
  ];
  const pss = (one: number): number =>
    Number(/^Pss:\s+(\d+) kB/m.exec(readText(`/proc/${one}/smaps_rollup`))?.[1] ?? 0);
  return below(pid).reduce((sum, one) => sum + pss(one), 0) / 1024;
}

/** Empty for a process that ended meanwhile. */
function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
