import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cause } from '../../src-main/contract/diagnosis.ts';
import type { Note, StageReport } from '../../src-main/contract/test-report.ts';
import { cliPath } from './built.ts';

/** What `check --json` prints, as scripts see it. */
export interface CheckJson {
  readonly schema: number;
  readonly at: string;
  readonly target: {
    readonly host: string;
    readonly port: number;
    readonly product: string;
    readonly mode: string;
  };
  readonly state: string;
  readonly verdict: string | null;
  readonly headline: string;
  readonly stages: readonly StageReport[];
  readonly causes: readonly Cause[];
  readonly notes: readonly Note[];
  readonly serverVersion: number | null;
  readonly connectionTime: string | null;
  readonly accounts: { readonly count: number; readonly kind: string };
  readonly clientId: number;
  readonly clockSkewMs: number | null;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly joined: boolean;
}

export interface CliEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly tookMs: number;
}

export interface CliOptions {
  /** Default: a folder without preferences, so that nobody's own settings play a part. */
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** A program that starts the command line in its turn: its own name and arguments. */
  readonly under?: readonly [string, ...string[]];
}

export const bareDataDir = join(tmpdir(), 'gatelight-test-bare-data');

/** Starts the built command line as a process of its own. */
export function startCli(
  args: readonly string[],
  { dataDir = bareDataDir, env = {}, cwd = tmpdir(), under }: CliOptions = {},
): { readonly child: ChildProcess; readonly ended: Promise<CliEnd> } {
  const started = performance.now();
  const [program, ...rest] = [...(under ?? []), process.execPath, cliPath, ...args];
  const child = spawn(program, rest, {
    cwd,
    env: {
      PATH: process.env['PATH'],
      HOME: dataDir,
      LANG: 'C.UTF-8',
      GATELIGHT_DATA: dataDir,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
  child.stderr.on('data', (bytes: Buffer) => err.push(bytes));
  const ended = once(child, 'close').then((end): CliEnd => {
    const [code, signal] = end as [number | null, NodeJS.Signals | null];
    return {
      code,
      signal,
      stdout: Buffer.concat(out).toString(),
      stderr: Buffer.concat(err).toString(),
      tookMs: performance.now() - started,
    };
  });
  return { child, ended };
}

export function runCli(args: readonly string[], options?: CliOptions): Promise<CliEnd> {
  return startCli(args, options).ended;
}

/** One object and a newline on stdout, nothing else; throws where it is anything else. */
export function parseCheck({ stdout, stderr }: CliEnd): CheckJson {
  if (!/^\{.*\}\n$/.test(stdout)) throw new Error(`No single line of JSON: ${stdout}${stderr}`);
  return JSON.parse(stdout) as CheckJson;
}

/** Runs `check --json`; throws unless stdout holds one object, stderr nothing. */
export async function check(
  args: readonly string[],
  options?: CliOptions,
): Promise<{ readonly end: CliEnd; readonly json: CheckJson }> {
  const end = await runCli(['check', '--json', ...args], options);
  if (end.stderr !== '') throw new Error(`Unexpected on stderr: ${end.stderr}`);
  return { end, json: parseCheck(end) };
}
