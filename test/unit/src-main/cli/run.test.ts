import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runOptions } from '../../../../src-main/cli/check-options.ts';
import { run, type RunDeps } from '../../../../src-main/cli/run.ts';
import { reportOf } from '../../../support/mocked-main/fixtures.ts';
import { voiceOfOne } from '../../../support/voice-of-one.ts';

type FreshTest = ReturnType<RunDeps['core']['freshTest']>;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A Gateway that stays silent: its one connection is held for as long as anybody waits. */
function silentCore(): RunDeps['core'] & { opened: number } {
  const core = {
    opened: 0,
    voice: () => voiceOfOne(),
    listenerFingerprint: () => Promise.resolve(null),
    freshTest: (_target: unknown, _ids: unknown, onReport?: (report: never) => void): FreshTest => {
      core.opened += 1;
      const report = (): ReturnType<typeof reportOf> => reportOf('silent', Date.now());
      setTimeout(() => onReport?.(report() as never), 4000);
      return {
        report,
        conclude: report,
        finished: new Promise(() => undefined),
        handOver: () => null,
        stop: () => Promise.resolve(),
      };
    },
  };
  return core;
}

test('says every 30 s why it waits, and starts nothing in the end', async () => {
  const said: string[] = [];
  const core = silentCore();
  const ended = run(runOptions(['--wait', '100', '--', '/no/such/command']), {
    core,
    connection: null,
    clientIdBase: null,
    print: (text) => said.push(`stdout: ${text}`),
    complain: (text) => said.push(text),
  });
  await vi.advanceTimersByTimeAsync(99_000);
  expect(said).toEqual(
    [30, 60, 90].map(
      (s) =>
        `gatelight: waiting, ${s} of 100 s: Gateway isn't answering new programs (waiting: silent)\n`,
    ),
  );
  await vi.advanceTimersByTimeAsync(2000);
  expect(await ended).toBe(1);
  expect(core.opened).toBe(1);
  expect(said.at(-1)).toBe('gatelight: not ready in time; the command was not started.\n');
  expect(said.join('')).not.toMatch(/stdout/);
  expect(vi.getTimerCount()).toBe(0);
});
