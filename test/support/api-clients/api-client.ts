import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Programs of a trader's that connect to the API port as processes of their own. */
const PROGRAMS = {
  python: { command: 'python3', script: 'runner.py', name: /^python3?(\.\d+)?$/ },
  node: { command: process.execPath, script: 'bot.mjs', name: /^node$/ },
} as const;
export type ProgramKind = keyof typeof PROGRAMS;

export const scriptOf = (kind: ProgramKind): string => PROGRAMS[kind].script;
export const programOf = (kind: ProgramKind): RegExp => PROGRAMS[kind].name;

export interface StartedClient {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly ended: Promise<void>;
}

/** Started, and connected. It leaves by itself after `seconds`. */
export async function startClient(
  kind: ProgramKind,
  port: number,
  seconds: number,
): Promise<StartedClient> {
  const { command, script } = PROGRAMS[kind];
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(command, [path, `${port}`, `${seconds}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit').then(() => undefined);
  await once(child.stdout, 'data');
  return { child, pid: child.pid ?? 0, ended };
}

/** It comes, is not answered in time and leaves, so many times; resolves at the end of the last. */
export async function tryAgain(
  kind: ProgramKind,
  port: number,
  seconds: number,
  times: number,
): Promise<{ readonly lastPid: number; readonly endedAt: number }> {
  let lastPid = 0;
  for (let time = 0; time < times; time += 1) {
    const client = await startClient(kind, port, seconds);
    lastPid = client.pid;
    await client.ended;
  }
  return { lastPid, endedAt: Date.now() };
}
