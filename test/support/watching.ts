import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCli, type CheckJson, type CliEnd } from './run-cli.ts';

/** One line of `watch --json`. */
export type WatchLine = CheckJson & { readonly event?: 'heartbeat'; readonly roundTripMs?: number };

export interface Watching {
  readonly child: ChildProcess;
  readonly ended: Promise<CliEnd>;
  readonly lines: readonly WatchLine[];
  /** The first line, past or to come, for which this holds. */
  readonly until: (what: (line: WatchLine) => boolean, limitMs?: number) => Promise<WatchLine>;
}

/** Starts `watch --json` on a port, as a process of its own. */
export function startWatch(port: number, dataDir: string, args: readonly string[] = []): Watching {
  const { child, ended } = startCli(['watch', '--json', '--port', `${port}`, ...args], { dataDir });
  const lines: WatchLine[] = [];
  const listeners = new Set<() => void>();
  let rest = '';
  child.stdout?.on('data', (bytes: Buffer) => {
    const whole = `${rest}${bytes.toString()}`.split('\n');
    rest = whole.pop() ?? '';
    lines.push(...whole.map((line) => JSON.parse(line) as WatchLine));
    for (const listener of listeners) listener();
  });
  return {
    child,
    ended,
    lines,
    until: (what, limitMs = 10_000) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = lines.find(what);
          if (found === undefined) return;
          clearTimeout(timer);
          listeners.delete(look);
          resolve(found);
        };
        const timer = setTimeout(() => {
          listeners.delete(look);
          const seen = lines.map(({ state, verdict }) => `${state} ${verdict}`).join(', ');
          reject(new Error(`Not told within ${limitMs} ms: ${what.toString()}; told: ${seen}`));
        }, limitMs);
        listeners.add(look);
        look();
      }),
  };
}

/** A data folder of its own, removed afterwards. */
export async function withDataDir<Value>(deed: (dir: string) => Promise<Value>): Promise<Value> {
  const dir = mkdtempSync(join(tmpdir(), 'gatelight-data-'));
  try {
    return await deed(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
