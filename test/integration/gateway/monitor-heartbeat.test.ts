import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import type { ConnectionStatus } from '../../../src-main/contract/connection-status.ts';
import { full } from '../../support/full.ts';
import { liveWorkers } from '../../support/live-workers.ts';
import { withMonitor } from '../../support/monitored.ts';

afterAll(() => expect(liveWorkers()).toBe(0));

/** A busy machine may be this much later; the full run allows nothing. */
const SLACK_MS = full ? 0 : 1000;
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
      const frozenMs = await until('frozen', 20_000);
      expect(frozenMs).toBeGreaterThan(6000);
      expect(frozenMs).toBeLessThanOrEqual(16_000 + SLACK_MS);
      expect(monitor.status).toMatchObject({ state: 'waiting', testingSince: null });
      const { muteSince } = monitor.status.report?.details ?? {};
      expect(Math.abs((muteSince ?? NaN) - answeredAt)).toBeLessThan(100);
      // Whoever asks now joins the connection that waits.
      monitor.test();
      await sleep(500);
      expect(gateway.record.summary()).toMatchObject({ connectionsOpened: 1, openNow: 1 });
      gateway.thaw();
      expect(await until('ready', 2000)).toBeLessThan(1000);
      expect(verdicts(statuses)).toEqual([null, 'ready', 'frozen', 'ready']);
      expect(gateway.record.connectionsOpened).toBe(1);
    });
  });

  test('misses one answer: asked again at once, and nothing is said', async () => {
    await withMonitor({}, async ({ until, statuses, gateway }) => {
      await until('ready');
      gateway.set({ muteClock: { requests: 1 } });
      await sleep(20_500);
      const asked = gateway.record.last.messages.filter(({ id }) => id === 49);
      // At 0, 9, again at 12 and then at 21 s.
      expect(asked).toHaveLength(3);
      expect(verdicts(statuses)).toEqual([null, 'ready']);
    });
  });

  test('answers: told every 9 s, with the round trip', async () => {
    await withMonitor({}, async ({ monitor, until, statuses }) => {
      await until('ready');
      await sleep(19_000);
      const answers = new Set(statuses.map(({ sessionAnsweredAt }) => sessionAnsweredAt));
      expect([...answers].filter((at) => at !== null).length).toBeGreaterThanOrEqual(3);
      expect(Date.now() - (monitor.status.sessionAnsweredAt ?? 0)).toBeLessThan(9000 + 500);
      expect(monitor.status.roundTripMs).toBeLessThan(500);
    });
  });

  test('lives while new handshakes hang: the next fresh test names it; accepting ends it', async () => {
    await withMonitor({}, async ({ monitor, until, gateway }) => {
      await until('ready');
      gateway.set({ handshake: 'silent' });
      await sleep(20);
      monitor.test();
      const blockedMs = await until('new-clients-blocked', 6000);
      expect(blockedMs).toBeGreaterThan(3900);
      expect(blockedMs).toBeLessThanOrEqual(4500 + SLACK_MS);
      expect(monitor.status).toMatchObject({ state: 'degraded' });
      expect(monitor.status.report).toMatchObject({
        phase: 'held',
        details: { blockedBy: 'silent' },
      });
      // The session is asked all the while.
      await sleep(9500);
      expect(monitor.status.verdict).toBe('new-clients-blocked');
      expect(Date.now() - (monitor.status.sessionAnsweredAt ?? 0)).toBeLessThan(9500);
      gateway.acceptDialog();
      expect(await until('ready', 2000)).toBeLessThan(1000 + SLACK_MS);
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
      await until('new-clients-blocked', 6000);
      const { record } = gateway;
      gateway.set({ handshake: 'normal' });
      // Whichever end is seen first: at once, or after the pause that a failure is given.
      gateway.dropAll('fin');
      await until('ready', 20_000);
      expect(record.openNow).toBe(1);
    });
  });

  test('clocks that come to differ are told, and told to agree again', async () => {
    await withMonitor({}, async ({ monitor, until, gateway }) => {
      await until('ready');
      gateway.set({ clockSkewSeconds: 60 });
      await until('clock-skew', 10_500);
      expect(monitor.status.report?.details.skewMs).toBeGreaterThan(55_000);
      gateway.set({ clockSkewSeconds: 0 });
      await until('ready', 10_500);
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
      await until('session-lost', 1000);
      await until('ready', 5000);
      monitor.configure({ ...monitor.connection, ignoredFarms: [] });
      await until('farm-down', 1000);
      monitor.configure({ ...monitor.connection, ignoredFarms: ['usfarm'] });
      await until('ready', 1000);
      expect(gateway.record.connectionsOpened).toBe(2);
    });
  });
});
