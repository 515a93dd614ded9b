import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { isatty } from 'node:tty';
import type { TestReport } from '../contract/test-report.ts';
import { headline } from '../contract/verdict-words.ts';
import { exitCode, isProven } from '../domain/need.ts';
import { askedTarget } from './asked-target.ts';
import { answerText, type CheckDeps } from './check.ts';
import type { RunOptions } from './check-options.ts';
import { findOut } from './find-out.ts';

export interface RunDeps extends Omit<CheckDeps, 'signal' | 'onNews'> {
  /** To stderr: stdout is COMMAND's. */
  readonly complain: (text: string) => void;
}

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
const PASSED_ON = [...ENDING, 'SIGUSR1', 'SIGUSR2'] as const;
/** A terminal sends these to COMMAND itself; twice would cut its cleaning up short. */
const FROM_TERMINAL: ReadonlySet<NodeJS.Signals> = new Set(['SIGINT', 'SIGQUIT']);
const TELL_MS = 30_000;
const NOT_EXECUTABLE = 126;
const NOT_FOUND = 127;

/**
 * `gatelight run`: waits until the need is proven, then starts COMMAND and ends as it does. Nothing
 * of ours is open by then. An interruption before means that COMMAND is never started.
 */
export async function run(options: RunOptions, deps: RunDeps): Promise<number> {
  const interrupted = new AbortController();
  let interruptedBy: NodeJS.Signals | undefined;
  let child: ChildProcess | null = null;
  const hasTerminal = [0, 1, 2].some((fd) => isatty(fd));
  const onSignal = (signal: NodeJS.Signals): void => {
    if (child !== null) {
      if (!hasTerminal || !FROM_TERMINAL.has(signal)) child.kill(signal);
    } else if (ENDING.some((one) => one === signal)) {
      interruptedBy ??= signal;
      interrupted.abort();
    }
  };
  for (const signal of PASSED_ON) process.on(signal, onSignal);
  try {
    const answer = await waitFor(options, deps, interrupted.signal);
    if (interruptedBy !== undefined) {
      deps.complain('gatelight: interrupted; the command was not started.\n');
      return 128 + constants.signals[interruptedBy];
    }
    if (!isProven(answer.report, options.check.need)) {
      const tell = options.check.json ? deps.print : deps.complain;
      tell(answerText(answer, options.check.json));
      deps.complain('gatelight: not ready in time; the command was not started.\n');
      return exitCode(answer.report, options.check.need);
    }
    return await endOf(options.command, deps.complain, (started) => (child = started));
  } finally {
    for (const signal of PASSED_ON) process.off(signal, onSignal);
  }
}

async function waitFor(
  { check }: RunOptions,
  deps: RunDeps,
  signal: AbortSignal,
): ReturnType<typeof findOut> {
  const startedMs = performance.now();
  let newest: TestReport | null = null;
  const telling = setInterval(() => {
    const waitedS = Math.round((performance.now() - startedMs) / 1000);
    deps.complain(`gatelight: waiting, ${waitedS} of ${check.waitMs / 1000} s: ${why(newest)}\n`);
  }, TELL_MS);
  try {
    return await findOut(askedTarget(check, deps.connection), check, {
      core: deps.core,
      clientIdBase: deps.clientIdBase,
      signal,
      onNews: (report) => {
        // A test that has only begun knows less than the one before it.
        if (report.verdict !== null || newest === null) newest = report;
      },
    });
  } finally {
    clearInterval(telling);
  }
}

function why(report: TestReport | null): string {
  if (report?.verdict == null) return 'checking…';
  const { target, details, clientId, startedAt, at, state, verdict } = report;
  const words = headline(verdict, { target, details, clientId, since: startedAt, now: at });
  return `${words} (${state}: ${verdict})`;
}

/** Starts the user's own program, without a shell between, and answers what its end means as a code. */
function endOf(
  [program, ...args]: RunOptions['command'],
  complain: (text: string) => void,
  onStarted: (child: ChildProcess) => void,
): Promise<number> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      const isMissing = error.code === 'ENOENT';
      complain(`gatelight: ${program}: ${isMissing ? 'not found' : 'can not be started'}\n`);
      resolve(isMissing ? NOT_FOUND : NOT_EXECUTABLE);
    };
    try {
      const child = spawn(program, args, { stdio: 'inherit', shell: false });
      onStarted(child);
      child.once('error', failed);
      child.once('exit', (code, signal) => {
        resolve(signal === null ? (code ?? NOT_EXECUTABLE) : 128 + constants.signals[signal]);
      });
    } catch (error) {
      failed(error as NodeJS.ErrnoException);
    }
  });
}
