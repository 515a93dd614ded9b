import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import electronPath from 'electron';
import { poll } from '../poll.ts';

export interface Fixture {
  pid: number;
  /** What the app has said so far. */
  said: string[];
  waitFor: (word: string) => Promise<string>;
  stop: () => Promise<void>;
}

export async function launchFixture(): Promise<Fixture> {
  // Outside Electron its package exports the path of the executable.
  const executable = electronPath as unknown as string;
  const child = spawn(executable, [import.meta.dirname], { stdio: ['ignore', 'pipe', 'ignore'] });
  const said: string[] = [];
  createInterface(child.stdout).on('line', (line) => said.push(line));
  await once(child, 'spawn');
  const fixture: Fixture = {
    pid: child.pid ?? 0,
    said,
    waitFor: (word) => poll(`"${word}"`, 10_000, () => said.find((line) => line === word)),
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill();
      await once(child, 'exit');
    },
  };
  await fixture.waitFor('ready');
  return fixture;
}
