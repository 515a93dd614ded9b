import { expect, test } from 'vitest';
import { full } from '../../support/full.ts';
import { chanceOf } from '../../support/virtual/chance.ts';
import type { VirtualDesk } from '../../support/virtual/virtual-desk.ts';
import { HOUR, inZone, MINUTE, SECOND, week } from '../../support/virtual/week.ts';

inZone('America/New_York');

const DAY = 24 * HOUR;
const PORTS = [4002, 4001];
const CONNECTIONS = [{ port: 4002 }, { port: 4001, expect: 'live' as const }];

type Chance = (limit: number) => number;

/** What may happen to a Gateway, and how it ends. */
const TROUBLES: readonly ((desk: VirtualDesk, port: number, chance: Chance) => Promise<void>)[] = [
  async (desk, port, chance) => {
    desk.gatewayAt(port).restart(chance(20 * MINUTE), chance(5 * MINUTE));
    await desk.clock.advance(30 * MINUTE);
  },
  async (desk, port, chance) => {
    desk.gatewayAt(port).hasDialog = true;
    if (chance(2) === 0) desk.gatewayAt(port).dropAll();
    await desk.clock.advance(chance(HOUR));
    desk.gatewayAt(port).accept();
    desk.monitors.accepted(`127.0.0.1:${port}`);
  },
  async (desk, port, chance) => {
    desk.gatewayAt(port).isFrozen = true;
    await desk.clock.advance(chance(5 * MINUTE));
    desk.gatewayAt(port).thaw();
  },
  async (desk, port, chance) => {
    desk.gatewayAt(port).loseLink();
    await desk.clock.advance(chance(40 * MINUTE));
    desk.gatewayAt(port).restoreLink();
  },
  async (desk, port, chance) => {
    desk.gatewayAt(port).farmDown('usfarm');
    await desk.clock.advance(chance(10 * MINUTE));
    desk.gatewayAt(port).farmUp('usfarm');
  },
  async (desk, port, chance) => {
    for (let time = chance(30); time >= 0; time -= 1) {
      desk.gatewayAt(port).dropAll();
      await desk.clock.advance(chance(2 * MINUTE));
    }
  },
  (desk, _port, chance) => desk.sleep(chance(10 * HOUR), chance(2) === 0),
  async (desk, _port, chance) => {
    desk.clock.setWallClock(desk.clock.now() + (chance(2) * 4 - 2) * HOUR);
    await desk.clock.advance(MINUTE);
  },
  async (desk, port) => {
    desk.gatewayAt(port).stop();
    await desk.clock.advance(30 * SECOND);
    desk.monitors.closedByUser(`127.0.0.1:${port}`);
    await desk.clock.advance(2 * HOUR);
    desk.gatewayAt(port).run();
  },
  async (desk, _port, chance) => {
    await desk.monitors.pause('forever');
    await desk.clock.advance(chance(2 * HOUR));
    desk.monitors.resume();
  },
];

const seeds = Array.from({ length: full ? 16 : 2 }, (_, seed) => seed);

test.each(seeds)('week %i of any troubles ends ready, told of quietly', async (seed) => {
  const chance = chanceOf(seed);
  const desk = await week(
    '2026-11-22T12:00',
    async (all) => {
      const endMs = all.clock.monotonicMs() + (full ? 5 : 1) * DAY;
      while (all.clock.monotonicMs() < endMs) {
        await all.clock.advance(chance(4 * HOUR));
        const port = PORTS[chance(PORTS.length)] ?? 4002;
        await TROUBLES[chance(TROUBLES.length)]?.(all, port, chance);
      }
      await all.clock.advance(HOUR);
      expect(all.monitors.statuses.map(({ verdict }) => verdict)).toEqual(['ready', 'ready']);
      // What is on show then is good news, or nothing.
      expect(all.onShow.filter((event) => event !== 'ready-again')).toEqual([]);
    },
    CONNECTIONS,
  );
  for (const { port } of CONNECTIONS) {
    const shown = desk.told.filter(
      ({ connection, content }) => content !== null && connection.endsWith(`:${port}`),
    );
    // Where the wall clock was set meanwhile, another hour began.
    const isWithin = (ms: number): boolean => ms >= 0 && ms < HOUR;
    for (const { at, atMs } of shown) {
      const within = shown.filter((one) => isWithin(one.atMs - atMs) && isWithin(one.at - at));
      expect(within.length).toBeLessThanOrEqual(6);
    }
    const { openedMs } = desk.gatewayAt(port).record;
    for (const atMs of openedMs.filter((_, index) => index % 10 === 0)) {
      const within = openedMs.filter((one) => one >= atMs && one < atMs + HOUR);
      expect(within.length).toBeLessThanOrEqual(120);
    }
  }
});
