import { describe, expect, test } from 'vitest';
import { targetOf } from '../../../../src-main/contract/target.ts';
import { Surroundings } from '../../../../src-main/gateway/surroundings.ts';
import { evidenceOfProcesses } from '../../../support/builders.ts';
import { VirtualClock } from '../../../support/virtual/virtual-clock.ts';

/** A target's surroundings that a test changes, with what was looked at and heard. */
function watched(host = '127.0.0.1', lookMs = 2000) {
  const clock = new VirtualClock(Date.UTC(2026, 10, 24));
  const world = { listener: 'none', network: 'home', pids: [] as number[] };
  const looks = { sockets: [] as number[], processes: [] as number[], clients: [] as number[] };
  const next = { isFresh: false, isSoon: false };
  const heard: string[] = [];
  const heardFresh: boolean[] = [];
  const surroundings = new Surroundings(
    targetOf(host, 4002, 'paper'),
    {
      clock,
      lookMs,
      listenerFingerprint: () => {
        looks.sockets.push(clock.monotonicMs());
        return Promise.resolve(world.listener);
      },
      lookAtClients: (_target, isFresh) => {
        looks.clients.push(clock.monotonicMs());
        heardFresh.push(isFresh);
        return Promise.resolve([]);
      },
      networkFingerprint: () => world.network,
      gatherEvidence: () => {
        looks.processes.push(clock.monotonicMs());
        return Promise.resolve(evidenceOfProcesses(world.pids));
      },
    },
    {
      onClients: () => ({ ...next }),
      onLooked: () => undefined,
      onEvidence: () => undefined,
      onChanged: (what) => heard.push(what),
      onJumped: () => heard.push('jumped'),
    },
  );
  surroundings.start();
  return { clock, world, looks, heard, heardFresh, next, surroundings };
}

const between = (moments: readonly number[]): number[] =>
  moments.slice(1).map((moment, index) => moment - (moments[index] ?? 0));
const MINUTE = 60_000;

describe('manner 12: light checks', () => {
  test('the socket table every 2 s; every 15 s beside a session, at once when that is gone', async () => {
    const { clock, looks, surroundings } = watched();
    await clock.advance(20_000);
    expect(new Set(between(looks.sockets))).toEqual(new Set([2000]));
    surroundings.sessionStands = true;
    await clock.advance(5 * MINUTE);
    const before = looks.sockets.length;
    expect(before).toBeLessThanOrEqual(10 + 21);
    surroundings.sessionStands = false;
    await clock.advance(2000);
    expect(looks.sockets).toHaveLength(before + 1);
  });

  test('all targets look at the same moments', async () => {
    const [one, other] = [watched(), watched()];
    await other.clock.advance(777);
    other.surroundings.start();
    await one.clock.advance(10_000);
    await other.clock.advance(10_000);
    const marks = [...one.looks.sockets, ...other.looks.sockets].map((moment) => moment % 2000);
    expect(new Set(marks)).toEqual(new Set([0]));
  });

  test('the process list every 15 s for 10 min after a change, then every 60 s', async () => {
    const { clock, looks, world } = watched();
    await clock.advance(10 * MINUTE);
    // Looks come every two seconds: the first at or after 15 s is at 16 s.
    expect(Math.max(...between(looks.processes))).toBeLessThanOrEqual(16_000);
    await clock.advance(2 * MINUTE);
    const before = looks.processes.length;
    await clock.advance(10 * MINUTE);
    expect(looks.processes.length - before).toBeLessThanOrEqual(10);
    world.listener = 'somebody';
    const changedMs = clock.monotonicMs();
    await clock.advance(MINUTE);
    const since = looks.processes.filter((moment) => moment > changedMs);
    expect(since.length).toBeGreaterThanOrEqual(4);
  });

  test('half as often on battery, and never beside a session', async () => {
    const { clock, looks, surroundings } = watched();
    surroundings.onBattery = true;
    await clock.advance(9 * MINUTE);
    expect(Math.min(...between(looks.processes))).toBeGreaterThanOrEqual(30_000);
    surroundings.sessionStands = true;
    const before = looks.processes.length;
    await clock.advance(9 * MINUTE);
    expect(looks.processes).toHaveLength(before);
  });
});

describe('manner 12: who is connected', () => {
  test('is looked at every 2 s, beside a session too', async () => {
    const { clock, looks, surroundings } = watched();
    surroundings.sessionStands = true;
    await clock.advance(20_000);
    expect(looks.clients).toHaveLength(10);
  });

  test('the look says how the next one is to be: thorough while programs come and go', async () => {
    const { clock, heardFresh, next } = watched();
    next.isFresh = true;
    await clock.advance(4000);
    next.isFresh = false;
    await clock.advance(4000);
    expect(heardFresh).toEqual([false, true, true, false]);
  });

  test('where a tool must be started, every 15 s, and every 5 s while visits are recent', async () => {
    const { clock, looks, next } = watched('127.0.0.1', 15_000);
    await clock.advance(60_000);
    expect(looks.clients).toHaveLength(4);
    next.isSoon = true;
    await clock.advance(15_000 + 30_000);
    expect(looks.clients).toHaveLength(5 + 6);
    next.isSoon = false;
    // The one under way tells; the next was due by then.
    await clock.advance(10_000 + 20_000);
    expect(looks.clients).toHaveLength(11 + 2 + 2);
  });
});

describe('a change', () => {
  test('is another listener or another process; the first look is none', async () => {
    const { clock, heard, world } = watched();
    await clock.advance(MINUTE);
    expect(heard).toEqual([]);
    world.listener = 'somebody';
    await clock.advance(2000);
    expect(heard).toEqual(['listener']);
    world.pids = [4711];
    await clock.advance(16_000);
    expect(heard).toEqual(['listener', 'processes']);
  });

  test('that was not looked at while a session stood is none', async () => {
    const { clock, heard, surroundings, world } = watched();
    surroundings.sessionStands = true;
    await clock.advance(MINUTE);
    world.pids = [4711];
    surroundings.sessionStands = false;
    await clock.advance(4000);
    expect(heard).toEqual([]);
  });

  test('of the network matters for another computer only, which is never looked at', async () => {
    const [here, there] = [watched(), watched('192.0.2.7')];
    for (const { clock, world } of [here, there]) {
      await clock.advance(MINUTE);
      world.network = 'train';
      await clock.advance(16_000);
    }
    expect(here.heard).toEqual([]);
    expect(there.heard).toEqual(['network']);
    expect(there.looks).toEqual({ sockets: [], processes: [], clients: [] });
  });
});

describe('time that jumps', () => {
  test.each([
    ['the clock was set ahead', 3_600_000],
    ['the clock was set back', -3_600_000],
  ])('%s', async (_name, ms) => {
    const { clock, heard } = watched();
    await clock.advance(10_000);
    clock.setWallClock(clock.now() + ms);
    await clock.advance(10_000);
    expect(heard).toEqual(['jumped']);
  });

  test('a second or two is none', async () => {
    const { clock, heard } = watched();
    await clock.advance(10_000);
    clock.setWallClock(clock.now() + 2000);
    await clock.advance(10_000);
    expect(heard).toEqual([]);
  });

  test('this process stood still: 15 s are none, a minute is one', async () => {
    const { clock, heard } = watched();
    await clock.advance(10_000);
    await clock.sleep(15_000);
    await clock.advance(10_000);
    expect(heard).toEqual([]);
    await clock.sleep(MINUTE);
    await clock.advance(10_000);
    expect(heard).toEqual(['jumped']);
  });
});

test('once stopped nothing is looked at any more', async () => {
  const { clock, looks, surroundings } = watched();
  await clock.advance(5000);
  surroundings.stop();
  const before = looks.sockets.length;
  await clock.advance(MINUTE);
  expect(looks.sockets).toHaveLength(before);
  expect(clock.waiting).toBe(0);
});
