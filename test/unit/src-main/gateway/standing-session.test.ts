import { expect, test } from 'vitest';
import type { Observation, Sight } from '../../../../src-main/contract/observation.ts';
import { LIMITS } from '../../../../src-main/domain/limits.ts';
import type { SessionFacts } from '../../../../src-main/domain/session-facts.ts';
import { startFreshTest, type FreshTest } from '../../../../src-main/gateway/fresh-test.ts';
import { keepSession } from '../../../../src-main/gateway/standing-session.ts';
import { BEGAN_AT, evidence, ID, paper4002 } from '../../../support/builders.ts';
import { VirtualClock } from '../../../support/virtual/virtual-clock.ts';

const CLOCK: readonly Sight[] = [
  { kind: 'clock-asked' },
  { kind: 'clock-answered', serverTimeS: BEGAN_AT / 1000, localTimeMs: BEGAN_AT },
];
const STARTS_WELL: readonly Sight[] = [
  { kind: 'connecting' },
  { kind: 'connected' },
  { kind: 'version', serverVersion: 193, connectionTime: '20261122 14:31:00 CET' },
  { kind: 'next-valid-id' },
  { kind: 'managed-accounts', count: 1, accountKind: 'paper' },
  ...CLOCK,
  { kind: 'code', code: 2104, farm: 'usfarm' },
];

/** A test that starts well, and the way in which its connection sees more. */
function testOn(clock: VirtualClock): { run: FreshTest; see: (...sights: Sight[]) => void } {
  let hear = (_: Observation): void => undefined;
  const see = (...sights: Sight[]): void => {
    for (const sight of sights) {
      hear({ ...sight, atMs: clock.monotonicMs(), bytesSent: 17, bytesReceived: 0 });
    }
  };
  const run = startFreshTest(paper4002, [ID, ID + 3], {
    clock,
    openConnection: ({ clientId, onObservation }) => {
      hear = onObservation;
      return {
        clientId,
        askClock: () => {
          see(...CLOCK);
        },
        relax: () => undefined,
        close: () => Promise.resolve(),
      };
    },
    gatherEvidence: () => Promise.resolve(evidence()),
  });
  see(...STARTS_WELL);
  return { run, see };
}

function kept(run: FreshTest, clock: VirtualClock): () => readonly string[] | undefined {
  const told: SessionFacts[] = [];
  keepSession(run.handOver()!, clock, [], {
    onTold: (session) => told.push(session),
    onDropped: () => undefined,
  });
  return () => told.at(-1)?.farms;
}

const LOST: Sight = { kind: 'code', code: 2103, farm: 'usfarm' };

test('a farm lost after the test settled counts after 30 s, though the session was kept later', async () => {
  const clock = new VirtualClock(BEGAN_AT);
  const { run, see } = testOn(clock);
  // This thread had no processor when the time was over.
  await clock.sleep(LIMITS.upstreamSettle + 20);
  see(LOST);
  expect((await run.finished).verdict).toBe('ready');
  const farms = kept(run, clock);
  expect(farms()).toEqual([]);
  await clock.advance(LIMITS.farmDown - 1000);
  expect(farms()).toEqual([]);
  await clock.advance(1000 + 1);
  expect(farms()).toEqual(['usfarm']);
});

test('a farm that the test still met counts at once', async () => {
  const clock = new VirtualClock(BEGAN_AT);
  const { run, see } = testOn(clock);
  await clock.sleep(LIMITS.upstreamSettle - 20);
  see(LOST);
  await clock.advance(LIMITS.upstream);
  expect((await run.finished).verdict).toBe('farm-down');
  expect(kept(run, clock)()).toEqual(['usfarm']);
});
