import { afterEach, describe, expect, test } from 'vitest';
import type { Connection } from '../../../../src-main/contract/preferences.ts';
import { connectionTo } from '../../../support/preferences.ts';
import { VirtualDesk } from '../../../support/virtual/virtual-desk.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOLD = 600 * SECOND;
const PAPER = '127.0.0.1:4002';

let desk: VirtualDesk;
afterEach(async () => {
  expect(desk.gateway.record.maxUnansweredAtOnce).toBeLessThanOrEqual(1);
  expect(await desk.end()).toMatchObject({ open: 0, timers: 0 });
});

/** A desk at which trouble has been met before the connection is watched. */
async function deskWith(
  trouble: (gateway: VirtualDesk['gateway']) => void,
  connection: Partial<Connection> = {},
): Promise<void> {
  desk = new VirtualDesk('2026-11-23T10:00', [{ port: 4002, ...connection }]);
  trouble(desk.gateway);
  await desk.begin();
  await desk.clock.advance(SECOND);
}
const refuses = (gateway: VirtualDesk['gateway']): void => {
  gateway.refusal = 10141;
};
const openedNow = (): number => desk.gateway.record.openedMs.length;
/** How many connections are opened in this time. */
async function openedIn(ms: number): Promise<number> {
  const before = openedNow();
  await desk.clock.advance(ms);
  return openedNow() - before;
}

describe('an open guided fix', () => {
  test('tests at once and then every 15 s; closed, the ordinary pauses are back', async () => {
    await deskWith((gateway) => gateway.run());
    refuses(desk.gateway);
    desk.gateway.dropAll();
    await desk.clock.advance(15 * MINUTE);
    // By now tests are five minutes apart.
    expect(desk.monitors.statuses[0]?.verdict).toBe('disclaimer-pending');
    expect(await openedIn(4 * MINUTE)).toBeLessThanOrEqual(1);

    const before = openedNow();
    desk.monitors.fix(PAPER, true);
    expect(openedNow()).toBe(before + 1);
    // A test takes a moment, too.
    expect(await openedIn(5 * MINUTE)).toBe(19);
    desk.monitors.fix(PAPER, false);
    expect(await openedIn(299 * SECOND)).toBe(0);
    expect(await openedIn(2 * SECOND)).toBe(1);
  });

  test('opens no other connection while one waits, and takes up again 15 s after it is given up', async () => {
    await deskWith((gateway) => {
      gateway.hasDialog = true;
    });
    await desk.clock.advance(10 * SECOND);
    expect(desk.monitors.statuses[0]?.verdict).toBe('silent');
    desk.monitors.fix(PAPER, true);
    expect(await openedIn(HOLD - 12 * SECOND)).toBe(0);
    // Far more than the three that are met without a fix.
    expect(await openedIn(5 * (HOLD + 20 * SECOND))).toBeGreaterThanOrEqual(5);
    expect(desk.gateway.record.maxOpenAtOnce).toBe(1);
    desk.monitors.fix(PAPER, false);
    await desk.clock.advance(HOLD);
    expect(await openedIn(60 * MINUTE)).toBe(0);
  });

  test('meets silence again that was given up for good', async () => {
    await deskWith((gateway) => {
      gateway.hasDialog = true;
    });
    await desk.clock.advance(60 * MINUTE);
    expect(openedNow()).toBe(3);
    desk.monitors.fix(PAPER, true);
    await desk.clock.advance(SECOND);
    expect(openedNow()).toBe(4);
  });

  test('leaves a mute session alone', async () => {
    await deskWith(() => undefined);
    desk.gateway.isFrozen = true;
    await desk.clock.advance(30 * SECOND);
    expect(desk.monitors.statuses[0]?.verdict).toBe('frozen');
    desk.monitors.fix(PAPER, true);
    expect(await openedIn(5 * MINUTE)).toBe(0);
    desk.gateway.thaw();
    await desk.clock.advance(SECOND);
    expect(desk.monitors.statuses[0]?.verdict).toBe('ready');
  });

  test('asks nothing of an open session that tells by itself', async () => {
    await deskWith(() => undefined);
    desk.gateway.isLinkLost = true;
    desk.gateway.notice(1100, null);
    expect(desk.monitors.statuses[0]?.verdict).toBe('cut-off');
    desk.monitors.fix(PAPER, true);
    expect(await openedIn(10 * MINUTE)).toBe(0);
    // Nor does closing it move the quarter of an hour.
    desk.monitors.fix(PAPER, false);
    expect(await openedIn(5 * MINUTE + SECOND)).toBe(1);
  });

  test('tests for it in spot checks, which keep no session', async () => {
    await deskWith(
      (gateway) => {
        gateway.isLinkLost = true;
      },
      { mode: 'spot-checks' },
    );
    await desk.clock.advance(10 * SECOND);
    expect(desk.monitors.statuses[0]?.verdict).toBe('cut-off');
    desk.monitors.fix(PAPER, true);
    expect(await openedIn(MINUTE)).toBeGreaterThanOrEqual(3);
  });

  test.each(['look-only', null] as const)('opens no connection in mode %s', async (mode) => {
    await deskWith((gateway) => gateway.stop(), { mode });
    expect(desk.monitors.statuses[0]?.verdict).toBe('not-running');
    desk.monitors.fix(PAPER, true);
    await desk.clock.advance(MINUTE);
    // It ends by looks.
    desk.gateway.run();
    await desk.clock.advance(20 * SECOND);
    expect(desk.monitors.statuses[0]?.verdict).toBe('not-tested');
    expect(openedNow()).toBe(0);
  });

  test.each<[string, () => Promise<unknown>, () => unknown]>([
    ['paused', () => desk.monitors.pause('forever'), () => desk.monitors.resume()],
    ['asleep', () => desk.monitors.suspend(), () => desk.monitors.wake()],
  ])('opens no connection while %s', async (_what, halt, goOn) => {
    await deskWith(refuses);
    await halt();
    desk.monitors.fix(PAPER, true);
    expect(await openedIn(5 * MINUTE)).toBe(0);
    goOn();
    expect(await openedIn(2 * MINUTE)).toBeGreaterThanOrEqual(4);
  });

  test('outlasts a change of its connection', async () => {
    await deskWith(refuses);
    desk.monitors.fix(PAPER, true);
    await desk.monitors.watch([connectionTo({ port: 4002, clientId: 7 })]);
    expect(await openedIn(5 * MINUTE)).toBeGreaterThanOrEqual(19);
    desk.monitors.fix(PAPER, false);
    await desk.monitors.watch([connectionTo({ port: 4002, clientId: 8 })]);
    expect(await openedIn(5 * MINUTE)).toBeLessThan(6);
  });
});

describe('processes and sockets', () => {
  test('are looked at every 5 s while a fix is open, though the test read them long ago', async () => {
    await deskWith((gateway) => {
      gateway.hasDialog = true;
    });
    await desk.clock.advance(10 * SECOND);
    const startedAt = (): number | undefined => {
      const process = desk.monitors.statuses[0]?.report?.evidence.process;
      return process?.outcome === 'found' ? process.processes[0]?.startedAt : undefined;
    };
    const before = startedAt();
    desk.gateway.startProcess();
    await desk.clock.advance(30 * SECOND);
    expect(startedAt()).toBe(before);
    desk.monitors.fix(PAPER, true);
    await desk.clock.advance(5 * SECOND);
    expect(startedAt()).toBeGreaterThan(before ?? NaN);
    expect(openedNow()).toBe(1);
  });

  test('are looked at when a session falls mute: its test looked when all was well', async () => {
    await deskWith(() => undefined);
    const before = desk.monitors.statuses[0]?.report?.evidence;
    desk.gateway.startProcess();
    desk.gateway.isFrozen = true;
    await desk.clock.advance(30 * SECOND);
    expect(desk.monitors.statuses[0]?.report?.evidence).not.toEqual(before);
  });
});
