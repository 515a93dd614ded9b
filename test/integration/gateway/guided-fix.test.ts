import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GuidedFixes } from '../../../src-main/app/guided-fixes.ts';
import { composeCore } from '../../../src-main/compose-core.ts';
import type { GuidedFix } from '../../../src-main/contract/guided-fix.ts';
import { connectionKey } from '../../../src-main/contract/target.ts';
import { systemClock } from '../../../src-main/gateway/system-clock.ts';
import type { Monitors } from '../../../src-main/gateway/monitors.ts';
import { workerPath } from '../../support/built.ts';
import { FIX_SCENARIOS, type FixScenario, type Trouble } from '../../support/fix-scenarios.ts';
import { noOtherGateway } from '../../support/foreign-gateways.ts';
import { expectWithin, stopwatch, type Took } from '../../support/in-time.ts';
import { liveWorkers } from '../../support/live-workers.ts';
import { BASE } from '../../support/monitored.ts';
import { connectionTo } from '../../support/preferences.ts';
import { canAge } from '../../support/simulated-gateway/process-age.ts';
import { withDataDir } from '../../support/watching.ts';

beforeAll(noOtherGateway);
afterAll(() => expect(liveWorkers()).toBe(0));

/** The promise: so long after its cause is gone, a fix has ended by itself. */
const ENDS_WITHIN_MS = 20_000;
const FIRST_LOOKS_MS = 2500;

interface Desk {
  readonly monitors: Monitors;
  readonly fixes: GuidedFixes;
}

/** Monitors and guided fixes as the app joins them, without a window. */
async function withDesk(deed: (desk: Desk) => Promise<void>): Promise<void> {
  await withDataDir(async (dir) => {
    const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const monitors = composeCore(quiet, dir, workerPath).monitors(BASE);
    const fixes = new GuidedFixes({
      clock: systemClock,
      monitors,
      explains: () => null,
      onChange: () => undefined,
    });
    monitors.onStatus(() => {
      fixes.look();
    });
    try {
      await deed({ monitors, fixes });
    } finally {
      await monitors.dispose();
    }
  });
}

const keyOf = (port: number): string => connectionKey({ host: '127.0.0.1', port });

/** From the verdict to the end of its fix; answers the fix at its beginning and at its end. */
async function mend(
  { monitors, fixes }: Desk,
  { verdict, withinMs, ends }: FixScenario,
  trouble: Trouble,
): Promise<{ begun: GuidedFix; ended: GuidedFix; took: Took }> {
  const { port, befall } = trouble;
  const statusNow = () => monitors.statuses.find(({ target }) => target.port === port);
  const verdictNow = (): string | null => statusNow()?.verdict ?? null;
  const until = async (wanted: string, limitMs: number): Promise<void> => {
    const came = stopwatch();
    await expect.poll(verdictNow, { timeout: 30_000, interval: 50 }).toBe(wanted);
    expectWithin(came(), limitMs);
  };
  if (befall !== null) {
    await until('ready', 7000);
    befall();
  }
  await until(verdict, withinMs);
  fixes.open(keyOf(port));
  // Nobody mends anything before the test of the opening and the first looks around are over.
  await sleep(FIRST_LOOKS_MS);
  await expect.poll(() => statusNow()?.report?.evidence.process.outcome).not.toBe('not-checked');
  const begun = fixes.shown[keyOf(port)];
  if (begun === undefined) throw new Error(`No fix was opened for ${verdict}.`);

  const removed = stopwatch();
  const then = await trouble.remove();
  if (then.kind === 'accepted') expect(monitors.accepted(keyOf(port))).toBe(true);
  if (then.kind === 'watch') await monitors.watch([connectionTo({ port: then.port })]);
  fixes.look();
  const key = keyOf(then.kind === 'watch' ? then.port : port);
  await expect
    .poll(() => fixes.shown[key]?.outcome, { timeout: 2 * ENDS_WITHIN_MS, interval: 50 })
    .toMatchObject(ends);
  const ended = fixes.shown[key];
  if (ended === undefined) throw new Error('The ended fix is gone.');
  return { begun, ended, took: removed() };
}

function expectMended(
  { verdict, firstStep, ends }: FixScenario,
  { begun, ended, took }: Awaited<ReturnType<typeof mend>>,
): void {
  expect(begun).toMatchObject({ verdict, outcome: null });
  expect(begun.steps[0]).toMatchObject({ step: firstStep, state: 'now' });
  expect(begun.steps.filter(({ state }) => state === 'now')).toHaveLength(1);
  expect(begun.steps.at(-1)?.step).toBe('ask-for-help');
  expect(ended.outcome).toMatchObject({ ...ends, verdict: 'ready' });
  expectWithin(took, ENDS_WITHIN_MS);
}

const together = FIX_SCENARIOS.filter(({ alone }) => !alone);
const alone = FIX_SCENARIOS.filter((one) => one.alone && (!one.ages || canAge()));

describe('a guided fix is opened at its verdict, begins with the step that fits and ends by itself', () => {
  test('side by side, a fix per connection', { timeout: 120_000 }, async () => {
    const troubles = await Promise.all(together.map((one) => one.begin(BASE)));
    try {
      await withDesk(async (desk) => {
        await desk.monitors.watch(troubles.map(({ port }) => connectionTo({ port })));
        const ends = await Promise.allSettled(
          together.map(async (scenario, index) => {
            const mended = await mend(desk, scenario, troubles[index]!);
            expectMended(scenario, mended);
          }),
        );
        const failures = ends.flatMap((end, index) =>
          end.status === 'rejected' ? [`${together[index]?.name}: ${String(end.reason)}`] : [],
        );
        expect(failures).toEqual([]);
        for (const [index, { name }] of together.entries()) {
          expect.soft(await troubles[index]?.unansweredAtOnce(), name).toBeLessThanOrEqual(1);
        }
      });
    } finally {
      await Promise.all(troubles.map((trouble) => trouble.end()));
    }
  });

  test.each(alone)('$name', { timeout: 90_000 }, async (scenario) => {
    const trouble = await scenario.begin(BASE);
    try {
      await withDesk(async (desk) => {
        await desk.monitors.watch([connectionTo({ port: trouble.port })]);
        expectMended(scenario, await mend(desk, scenario, trouble));
        expect(await trouble.unansweredAtOnce()).toBeLessThanOrEqual(1);
      });
    } finally {
      await trouble.end();
    }
  });
});
