import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { expectWithin, stopwatch, timed } from '../../support/in-time.ts';
import { liveWorkers } from '../../support/live-workers.ts';
import { withGateway } from '../../support/manners.ts';
import { newMonitor, whileRunning, withMonitor } from '../../support/monitored.ts';
import { connectionTo } from '../../support/preferences.ts';
import type { Behaviour } from '../../support/simulated-gateway/behaviour.ts';

afterAll(() => expect(liveWorkers()).toBe(0));

/** Everything a monitor can be in the middle of. */
const moments: readonly [string, Partial<Behaviour>, string | null][] = [
  ['connecting', { handshake: { kind: 'slow', versionMs: 5000 } }, null],
  ['waiting for the session', { handshake: 'silent-before-session' }, null],
  ['holding a silent connection', { handshake: 'silent' }, 'silent'],
  ['keeping a session', {}, 'ready'],
];

describe.concurrent.each(moments)('%s', (_name, behaviour, verdict) => {
  test('pause closes with FIN; resume tests again', async () => {
    await withMonitor({ behaviour }, async ({ monitor, until, gateway }) => {
      const { record } = gateway;
      await until(verdict as 'ready' | null);
      await record.waitFor((seen) => seen.connections.some((one) => one.gotHello));
      const read = stopwatch();
      await monitor.pause('forever');
      await record.waitFor(({ openNow }) => openNow === 0);
      expectWithin(read(), 1000);
      expect(record.last.ended).toBe('client-fin');
      expect(monitor.status).toMatchObject({ state: 'paused', verdict: null, testingSince: null });
      await sleep(300);
      expect(record.connectionsOpened).toBe(1);

      gateway.set({ handshake: 'normal' });
      monitor.resume();
      await until('ready');
      expect(record.summary()).toMatchObject({ connectionsOpened: 2, openNow: 1 });
    });
  });

  test('dispose leaves neither socket nor worker', async () => {
    await withGateway({ behaviour }, async ({ port, record }) => {
      await whileRunning(newMonitor(connectionTo({ port })), async (all) => {
        const { monitor, statuses, until } = all;
        await until(verdict as 'ready' | null);
        await record.waitFor((seen) => seen.connections.some((one) => one.gotHello));
        await monitor.dispose();
        const told = statuses.length;
        expectWithin(await timed(record.waitFor(({ openNow }) => openNow === 0)), 1000);
        expect(record.last.ended).toBe('client-fin');
        await sleep(200);
        expect(statuses).toHaveLength(told);
        expect(record.connectionsOpened).toBe(1);
      });
    });
  });
});

describe.concurrent('pausing', () => {
  test('for a while ends by itself', async () => {
    await withMonitor({}, async ({ monitor, until }) => {
      await until('ready');
      const read = stopwatch();
      await monitor.pause(Date.now() + 500);
      await until('ready');
      expectWithin(read(), 2500);
    });
  });

  test('the newest wish counts', async () => {
    await withMonitor({}, async ({ monitor, until, gateway }) => {
      await until('ready');
      await monitor.pause(Date.now() + 400);
      await monitor.pause('forever');
      await sleep(700);
      expect(monitor.status).toMatchObject({ state: 'paused', pausedUntil: 'forever' });
      expect(gateway.record.openNow).toBe(0);
    });
  });

  test('"test now" does not end it: nothing connects while paused', async () => {
    await withMonitor({}, async ({ monitor, until, gateway }) => {
      await until('ready');
      await monitor.pause('forever');
      monitor.test();
      await sleep(300);
      expect(monitor.status.state).toBe('paused');
      expect(gateway.record.connectionsOpened).toBe(1);
    });
  });
});

describe.concurrent('a port that refuses', () => {
  // Elsewhere the socket table is not a file, and looked at less often.
  test.runIf(process.platform === 'linux')(
    'is not tried again at once, but when something listens there: within 3 s',
    async () => {
      await withGateway({}, async (gateway) => {
        await gateway.stopListening();
        const all = newMonitor(connectionTo({ port: gateway.port }));
        await whileRunning(all, async ({ statuses, until }) => {
          await until('not-running');
          const reports = new Set(statuses.map(({ report }) => report?.startedAt));
          await sleep(4500);
          expect(new Set(statuses.map(({ report }) => report?.startedAt))).toEqual(reports);
          await gateway.listenAgain();
          expectWithin(await until('ready'), 3000);
          expect(gateway.record.connectionsOpened).toBe(1);
        });
      });
    },
  );
});
