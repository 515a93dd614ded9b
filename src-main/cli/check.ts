import type { Core } from '../compose-core.ts';
import { checkJson } from '../contract/check-json.ts';
import type { Connection } from '../contract/preferences.ts';
import { isLocal, targetOf, type Target } from '../contract/target.ts';
import type { TestReport } from '../contract/test-report.ts';
import { drawOutside } from '../domain/client-ids.ts';
import { LIMITS } from '../domain/limits.ts';
import { exitCode, isProven, type ExitCode } from '../domain/need.ts';
import { afterTest, nextTestInMs, NO_TRIES } from '../domain/probe-schedule.ts';
import type { CheckOptions } from './check-options.ts';
import { reportText } from '../contract/report-text.ts';

export interface CheckDeps {
  readonly core: Core;
  /** The first set-up connection, or null. */
  readonly connection: Connection | null;
  /** First of the app's own client ids, or null where it never ran. */
  readonly clientIdBase: number | null;
  readonly print: (text: string) => void;
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
}

const DEFAULT = { host: '127.0.0.1', port: 4002 } as const;
const LOOK_MS = 1000;

/** `gatelight check`: tests until the need is proven or the time is over, prints, closes everything. */
export async function check(options: CheckOptions, deps: CheckDeps): Promise<ExitCode> {
  const target = targetFor(options, deps.connection);
  const report = await testUntilProven(target, options, deps);
  deps.print(options.json ? `${JSON.stringify(checkJson(report, false))}\n` : reportText(report));
  return exitCode(report, options.need);
}

function targetFor(options: CheckOptions, connection: Connection | null): Target {
  // Naming a host or a port means: not the set-up connection, nor what is expected of it.
  const setUp = options.host === null && options.port === null ? connection : null;
  return targetOf(
    options.host ?? setUp?.host ?? DEFAULT.host,
    options.port ?? setUp?.port ?? DEFAULT.port,
    options.expect ?? setUp?.expect ?? null,
  );
}

async function testUntilProven(
  target: Target,
  options: CheckOptions,
  deps: CheckDeps,
): Promise<TestReport> {
  const giveUpAt = performance.now() + options.waitMs;
  const first = options.clientId ?? drawOutside(deps.clientIdBase, Math.random());
  const second = drawOutside(deps.clientIdBase, Math.random());
  const ids = [first, second === first ? first + 1 : second] as const;

  let tries = NO_TRIES;
  for (;;) {
    const test = deps.core.freshTest(target, ids);
    // A silent connection is held rather than replaced: each new one could raise a dialog.
    const heldMs = Math.min(giveUpAt - performance.now(), LIMITS.hold);
    const limitMs = Math.max(options.timeoutMs, heldMs);
    const report = await endOf(test, limitMs, deps.signal);
    await test.stop();
    const leftMs = giveUpAt - performance.now();
    if (isProven(report, options.need) || leftMs <= 0 || deps.signal.aborted) return report;
    tries = afterTest(tries, report.verdict);
    const pauseMs = nextTestInMs(tries, report.verdict) ?? leftMs;
    const interrupted = await quiet(target, Math.min(pauseMs, leftMs), deps);
    if (interrupted) return report;
  }
}

type FreshTest = ReturnType<Core['freshTest']>;

async function endOf(test: FreshTest, limitMs: number, signal: AbortSignal): Promise<TestReport> {
  const over = new AbortController();
  const stop = AbortSignal.any([signal, over.signal]);
  const late = timeUp(limitMs, stop).then(() => test.conclude());
  const report = await Promise.race([test.finished, late]);
  over.abort();
  return report;
}

/** Waits between tests; a change of the listener ends the wait. True when interrupted. */
async function quiet(target: Target, ms: number, { core, signal }: CheckDeps): Promise<boolean> {
  const look = isLocal(target.host)
    ? (): Promise<string | null> => core.listenerFingerprint(target.port)
    : (): Promise<null> => Promise.resolve(null);
  const before = await look();
  const endAt = performance.now() + ms;
  while (performance.now() < endAt && !signal.aborted) {
    await timeUp(Math.min(LOOK_MS, endAt - performance.now()), signal);
    if ((await look()) !== before) break;
  }
  return signal.aborted;
}

/** Resolves after `ms` or when aborted, whichever is first. */
function timeUp(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, Math.max(0, ms));
    signal.addEventListener('abort', done);
  });
}
