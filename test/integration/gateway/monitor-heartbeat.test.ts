import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import type { ConnectionStatus } from '../../../src-main/contract/connection-status.ts';
import { expectWithin, stopwatch } from '../../support/in-time.ts';
import { liveWorkers } from '../../support/live-workers.ts';
import { withMonitor } from '../../support/monitored.ts';

afterAll(() => expect(liveWorkers()).toBe(0));

/** The simulator may see one question so much later than it was asked, and the next one at once. */
const ON_ITS_WAY_MS = 500;
const verdicts = (statuses: readonly ConnectionStatus[]): (string | null)[] =>
  statuses
    .map(({ verdict }) => verdict)
    .filter((verdict, index, all) => index === 0 || verdict !== all[index - 1]);

describe.concurrent('an open session', { timeout: 60_000 }, () => {
  test('freezes: named at most 16 s after it, on the same connection; thaws by itself', async () => {
    await withMonitor({}, async ({ monitor, until, statuses, gateway }) => {
      await until('ready');
      // Anywhere between two questions.
      await sleep(3000);
      const answeredAt = monitor.status.sessionAnsweredAt ?? NaN;
      gateway.freeze();
      const frozen = await until('frozen', 30_000);
      expect(frozen.ms).toBeGreaterThan(6000);
      expectWithin(frozen, 16_000);
      expect(monitor.status).toMatchObject({ state: 'waiting', testingSince: null });
      const { muteSince } = monitor.status.report?.details ?? {};
      expectWithin({ ...frozen, ms: Math.abs((muteSince ?? NaN) - answeredAt) }, 100);
      // Whoever asks now joins the connection that waits.
      monitor.test();
      await sleep(500);
      expect(gateway.record.summary()).toMatchObject({ connectionsOpened: 1, openNow: 1 });
      gateway.thaw();
      expectWithin(await until('ready'), 1000);
      expect(verdicts(statuses)).toEqual([null, 'ready', 'frozen', 'ready']);
      expect(gateway.record.connectionsOpened).toBe(1);
    });
  });

  test('misses one answer: asked again at once, and nothing is said', async () => {
    await withMonitor({}, async ({ until, statuses, gateway }) => {
      await until('ready');
      gateway.set({ muteClock: { requests: 1 } });
      const asked = () => gateway.record.last.messages.filter(({ id }) => id === 49);
      const read = stopwatch();
      await gateway.record.waitFor(() => asked().length === 4, 35_000);
      // At 0, 9, again at 12 and then at 21 s.
      const at = asked().map(({ seen }) => seen.monoMs);
      const [toSecond, toAgain, toNext] = at.slice(1).map((ms, index) => ms - at[index]!);
      expect(toSecond).toBeGreaterThan(9000 - ON_ITS_WAY_MS);
      expect(toAgain).toBeGreaterThan(3000 - ON_ITS_WAY_MS);
      expectWithin({ ...read(), ms: toAgain! }, 3500);
      expect(toNext).toBeGreaterThan(9000 - ON_ITS_WAY_MS);
      expect(verdicts(statuses)).toEqual([null, 'ready']);
    });
  });

  test('answers: told every 9 s, with the round trip', async () => {
    await withMonitor({}, async ({ monitor, until, statuses }) => {
      await until('ready');
      const read = stopwatch();
      await sleep(19_000);
      const answers = new Set(statuses.map(({ sessionAnsweredAt }) => sessionAnsweredAt));
      expect([...answers].filter((at) => at !== null).length).toBeGreaterThanOrEqual(3);
      const { sessionAnsweredAt, roundTripMs } = monitor.status;
      expectWithin({ ...read(), ms: Date.now() - (sessionAnsweredAt ?? 0) }, 9000 + 500);
      expectWithin({ ...read(), ms: roundTripMs ?? NaN }, 500);
    });
  });

  test('lives while new handshakes hang: the next fresh test names it; accepting ends it', async () => {
    await withMonitor({}, async ({ monitor, until, gateway }) => {
      await until('ready');
      gateway.set({ handshake: 'silent' });
      await sleep(20);
      monitor.test();
      const blocked = await until('new-clients-blocked');
      expect(blocked.ms).toBeGreaterThan(3900);
      expectWithin(blocked, 4500);
      expect(monitor.status).toMatchObject({ state: 'degraded' });
      expect(monitor.status.report).toMatchObject({
        phase: 'held',
        details: { blockedBy: 'silent' },
      });
      // The session is asked all the while.
      const read = stopwatch();
      await sleep(9500);
      expect(monitor.status.verdict).toBe('new-clients-blocked');
      const { sessionAnsweredAt } = monitor.status;
      expectWithin({ ...read(), ms: Date.now() - (sessionAnsweredAt ?? 0) }, 9500);
      gateway.acceptDialog();
      expectWithin(await until('ready'), 1000);
      await gateway.record.waitFor(({ openNow }) => openNow === 1);
      expect(monitor.status.acceptedByHand).toBe(true);
      expect(gateway.record.connectionsOpened).toBe(2);
    });
  });

  test('and the fresh test held beside it end together: tested again', async () => {
    await withMonitor({}, async ({ monitor, until, gateway }) => {
      await until('ready');
      gateway.set({ handshake: 'silent' });
      await sleep(20);
      monitor.test();
      await until('new-clients-blocked');
      const { record } = gateway;
      gateway.set({ handshake: 'normal' });
      // Whichever end is seen first: at once, or after the pause that a failure is given.
      gateway.dropAll('fin');
      await until('ready', 30_000);
      expect(record.openNow).toBe(1);
    });
  });

  test('clocks that come to differ are told, and told to agree again', async () => {
    await withMonitor({}, async ({ monitor, until, gateway }) => {
      await until('ready');
      gateway.set({ clockSkewSeconds: 60 });
      expectWithin(await until('clock-skew'), 10_500);
      expect(monitor.status.report?.details.skewMs).toBeGreaterThan(55_000);
      gateway.set({ clockSkewSeconds: 0 });
      expectWithin(await until('ready'), 10_500);
    });
  });

  test('notices: codes that stand are noted, and gone when they are over', async ({ expect }) => {
    await withMonitor({}, async ({ monitor, until, gateway }) => {
      await until('ready');
      const codes = (): (number | null)[] =>
        monitor.status.report?.notes.map(({ code }) => code) ?? [];
      gateway.sendCode(2105, 'HMDS data farm connection is broken:ushmds');
      gateway.sendCode(2157, 'Sec-def data farm connection is broken:secdefil');
      gateway.sendCode(1300, 'TWS socket port has been reset');
      await expect.poll(codes).toEqual([2105, 2157, 1300]);
      expect(monitor.status.verdict).toBe('ready');
      gateway.sendCode(2106, 'HMDS data farm connection is OK:ushmds');
      gateway.sendCode(2158, 'Sec-def data farm connection is OK:secdefil');
      await expect.poll(codes).toEqual([1300]);
      gateway.loseLink();
      gateway.restoreLink(true);
      await expect.poll(codes).toEqual([1300, 1101]);
    });
  });

  test('a farm that the user ignores is never counted, and counts again when it is not', async () => {
    const connection = { ignoredFarms: ['usfarm'] };
    await withMonitor({ connection }, async ({ monitor, until, gateway }) => {
      gateway.farmDown();
      await until('ready');
      gateway.dropAll('fin');
      expectWithin(await until('session-lost'), 1000);
      expectWithin(await until('ready'), 5000);
      monitor.configure({ ...monitor.connection, ignoredFarms: [] });
      expectWithin(await until('farm-down'), 1000);
      monitor.configure({ ...monitor.connection, ignoredFarms: ['usfarm'] });
      expectWithin(await until('ready'), 1000);
      expect(gateway.record.connectionsOpened).toBe(2);
    });
  });
});
