import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { liveWorkers } from '../../support/live-workers.ts';
import { withGateway } from '../../support/manners.ts';
import { startMonitor, watched, withMonitor } from '../../support/monitored.ts';
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
      await until(verdict as 'ready' | null, 6000);
      await record.waitFor((seen) => seen.connections.some((one) => one.gotHello), 5000);
      const startedMs = performance.now();
      await monitor.pause('forever', Date.now());
      await record.waitFor(({ openNow }) => openNow === 0, 1000);
      expect(performance.now() - startedMs).toBeLessThan(1000);
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
      const { monitor, statuses, until } = startMonitor();
      await monitor.watch(watched(port));
      await until(verdict as 'ready' | null, 6000);
      await record.waitFor((seen) => seen.connections.some((one) => one.gotHello), 5000);
      await monitor.dispose();
      const told = statuses.length;
      await record.waitFor(({ openNow }) => openNow === 0, 1000);
      expect(record.last.ended).toBe('client-fin');
      await sleep(200);
      expect(statuses).toHaveLength(told);
      expect(record.connectionsOpened).toBe(1);
    });
  });
});

describe.concurrent('pausing', () => {
  test('for a while ends by itself', async () => {
    await withMonitor({}, async ({ monitor, until }) => {
      await until('ready');
      const now = Date.now();
      await monitor.pause(now + 500, now);
      await until('ready', 2500);
    });
  });

  test('the newest wish counts', async () => {
    await withMonitor({}, async ({ monitor, until, gateway }) => {
      await until('ready');
      const now = Date.now();
      await monitor.pause(now + 400, now);
      await monitor.pause('forever', Date.now());
      await sleep(700);
      expect(monitor.status).toMatchObject({ state: 'paused', pausedUntil: 'forever' });
      expect(gateway.record.openNow).toBe(0);
    });
  });

  test('"test now" ends it', async () => {
    await withMonitor({}, async ({ monitor, until }) => {
      await until('ready');
      await monitor.pause('forever', Date.now());
      monitor.test();
      await until('ready');
    });
  });
});

describe.concurrent('what is watched', () => {
  test('nothing: no socket, whatever is asked', async () => {
    await withGateway({}, async ({ record }) => {
      const { monitor } = startMonitor();
      await monitor.watch(null);
      monitor.test();
      monitor.accepted(Date.now());
      await sleep(300);
      expect(monitor.status).toMatchObject({ state: 'checking', verdict: null, target: null });
      expect(record.connectionsOpened).toBe(0);
      await monitor.dispose();
    });
  });

  test('nothing any more: what was open is closed', async () => {
    await withMonitor({}, async ({ monitor, until, gateway }) => {
      await until('ready');
      await monitor.watch(null);
      await gateway.record.waitFor(({ openNow }) => openNow === 0, 1000);
      expect(gateway.record.last.ended).toBe('client-fin');
      expect(monitor.status).toMatchObject({ verdict: null, target: null });
    });
  });

  test('another: one after the other', async () => {
    await withGateway({}, async (second) => {
      await withMonitor({}, async ({ monitor, until, gateway }) => {
        await until('ready');
        await Promise.all([
          monitor.watch(watched(gateway.port)),
          monitor.watch(watched(second.port)),
        ]);
        await until('ready');
        expect(monitor.status.target?.port).toBe(second.port);
        expect([gateway.record.openNow, second.record.openNow]).toEqual([0, 1]);
        expect(gateway.record.connectionsOpened).toBe(1);
      });
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
        const { monitor, statuses, until } = startMonitor();
        await monitor.watch(watched(gateway.port));
        await until('not-running');
        const reports = new Set(statuses.map(({ report }) => report?.startedAt));
        await sleep(4500);
        expect(new Set(statuses.map(({ report }) => report?.startedAt))).toEqual(reports);
        await gateway.listenAgain();
        expect(await until('ready', 4000)).toBeLessThan(3000);
        expect(gateway.record.connectionsOpened).toBe(1);
        await monitor.dispose();
      });
    },
  );
});
