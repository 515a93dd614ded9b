import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import type { Clock } from '../../../src-main/domain/clock.ts';
import { systemClock } from '../../../src-main/gateway/system-clock.ts';
import { expectWithin, stopwatch, timed } from '../../support/in-time.ts';
import { liveWorkers } from '../../support/live-workers.ts';
import { withGateway } from '../../support/manners.ts';
import { newMonitor, whileRunning, withMonitor } from '../../support/monitored.ts';
import { connectionTo } from '../../support/preferences.ts';

afterAll(() => expect(liveWorkers()).toBe(0));

describe.concurrent('sleep', { timeout: 60_000 }, () => {
  test.each([
    ['a session', {}, 'ready'],
    ['a silent connection', { handshake: 'silent' }, 'silent'],
  ] as const)(
    'closes %s with FIN; 30 s after waking one fresh test',
    async (_name, behaviour, verdict) => {
      await withMonitor({ behaviour }, async ({ monitor, until, gateway }) => {
        const { record } = gateway;
        await until(verdict);
        await monitor.suspend();
        expectWithin(await timed(record.waitFor(({ openNow }) => openNow === 0)), 1000);
        expect(record.last.ended).toBe('client-fin');
        expect(monitor.status).toMatchObject({
          state: 'checking',
          verdict: null,
          problemSince: null,
        });
        gateway.set({ handshake: 'normal' });
        const woken = stopwatch();
        monitor.wake();
        await record.waitFor(({ connectionsOpened }) => connectionsOpened === 2, 45_000);
        const opened = woken();
        expect(opened.ms).toBeGreaterThanOrEqual(30_000);
        expectWithin(opened, 31_000);
        await until('ready');
        expect(record.summary()).toMatchObject({ connectionsOpened: 2, openNow: 1 });
      });
    },
  );

  test('waking again while it waits begins the wait anew; sleeping again ends it', async () => {
    await withMonitor({}, async ({ monitor, until, gateway }) => {
      await until('ready');
      await monitor.suspend();
      monitor.wake();
      await monitor.suspend();
      await sleep(31_000);
      expect(gateway.record.connectionsOpened).toBe(1);
      monitor.wake();
      // A click does not wait.
      monitor.test();
      await until('ready');
    });
  });

  test('paused stays paused through sleep', async () => {
    await withMonitor({}, async ({ monitor, until, gateway }) => {
      await until('ready');
      await monitor.pause('forever');
      await monitor.suspend();
      monitor.wake();
      await sleep(31_000);
      expect(monitor.status.state).toBe('paused');
      expect(gateway.record.connectionsOpened).toBe(1);
      monitor.resume();
      await until('ready');
    });
  });
  test(
    'the clock jumps: sockets close, and after 30 s one fresh test',
    { timeout: 60_000 },
    async () => {
      await withGateway({}, async (gateway) => {
        let aheadMs = 0;
        const clock: Clock = { ...systemClock, now: () => Date.now() + aheadMs };
        const all = newMonitor(connectionTo({ port: gateway.port }), { clock });
        await whileRunning(all, async ({ monitor, until }) => {
          await until('ready');
          aheadMs = 3_600_000;
          const closed = await timed(gateway.record.waitFor(({ openNow }) => openNow === 0));
          expectWithin(closed, 3000);
          expect(monitor.status).toMatchObject({ state: 'checking', verdict: null });
          aheadMs = 3_604_000;
          await sleep(25_000);
          expect(gateway.record.connectionsOpened).toBe(1);
          expectWithin(await until('ready'), 10_000);
          expect(gateway.record.connectionsOpened).toBe(2);
        });
      });
    },
  );
});
