import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { full } from '../../support/full.ts';
import { expectWithin, stopwatch, timed } from '../../support/in-time.ts';
import { liveWorkers } from '../../support/live-workers.ts';
import { openApiConnection } from '../../../src-main/gateway/api-connection.ts';
import { workerPath } from '../../support/built.ts';
import { withGateway } from '../../support/manners.ts';
import { BASE, newMonitor, whileRunning, withMonitor } from '../../support/monitored.ts';
import { connectionTo } from '../../support/preferences.ts';
import { farms } from '../../support/simulated-gateway/farms.ts';
import { RawClient } from '../../support/simulated-gateway/raw-client.ts';

afterAll(() => expect(liveWorkers()).toBe(0));

/** A worker that ends in the middle of its session, as one that runs out of memory does. */
const mortalWorkerPath = new URL('../../support/mortal-worker.mjs', import.meta.url);

describe.concurrent('a standing session', () => {
  test.each(['fin', 'reset'] as const)(
    'that drops by %s: told in 0.1 s, then tested',
    async (how) => {
      await withMonitor({}, async ({ until, statuses, gateway }) => {
        await until('ready');
        gateway.dropAll(how);
        expectWithin(await until('session-lost'), 100);
        await until('ready');
        expect(statuses.map(({ verdict }) => verdict)).toContain('session-lost');
        expect(gateway.record.summary()).toMatchObject({ connectionsOpened: 2, openNow: 1 });
        expect(gateway.record.last.clientId).toBe(BASE);
      });
    },
  );

  test('whose worker is killed leaves no socket, and is replaced', async () => {
    await withGateway({}, async (gateway) => {
      let killed = false;
      const all = newMonitor(connectionTo({ port: gateway.port }), {
        openConnection: (options) => {
          const path = killed ? workerPath : mortalWorkerPath;
          killed = true;
          return openApiConnection(path, options);
        },
      });
      await whileRunning(all, async ({ until, statuses }) => {
        await until('ready');
        expectWithin(await until('session-lost'), 4000);
        const { record } = gateway;
        const closed = record.waitFor(({ connections }) => connections[0]?.closed !== undefined);
        expectWithin(await timed(closed), 1000);
        await until('ready');
        expect(record.summary()).toMatchObject({ connectionsOpened: 2, openNow: 1 });
        expect(statuses.map(({ state }) => state)).not.toContain('down');
      });
    });
  });

  test('that drops again and again is not opened again and again', async () => {
    await withMonitor({}, async ({ until, gateway }) => {
      const { record } = gateway;
      await until('ready');
      const dropWhenReady = setInterval(() => {
        if (record.last.sessionSent && performance.now() - record.last.sessionSent.monoMs > 400) {
          gateway.dropAll('fin');
        }
      }, 20);
      await sleep(6000);
      clearInterval(dropWhenReady);
      expect(record.connectionsOpened).toBeLessThanOrEqual(3);
    });
  });

  test('a fresh test beside it uses the next id and is closed when answered', async ({
    expect,
  }) => {
    await withMonitor({}, async ({ monitor, until, gateway }) => {
      const { record } = gateway;
      await until('ready');
      const acceptedAt = monitor.status.newClientAcceptedAt ?? 0;
      await sleep(20);
      monitor.test();
      await record.waitFor(({ connections }) => connections[1]?.ended !== undefined);
      expect(record.connections.map(({ clientId, ended }) => [clientId, ended])).toEqual([
        [BASE, undefined],
        [BASE + 1, 'client-fin'],
      ]);
      await expect.poll(() => monitor.status.newClientAcceptedAt).toBeGreaterThan(acceptedAt);
      expect(monitor.status).toMatchObject({ verdict: 'ready', testingSince: null });
    });
  });

  test('1100 and 1102, at once', async () => {
    await withMonitor({}, async ({ monitor, until, gateway }) => {
      await until('ready');
      gateway.loseLink();
      expectWithin(await until('cut-off'), 500);
      expect(monitor.status.state).toBe('degraded');
      gateway.restoreLink();
      expectWithin(await until('ready'), 500);
      expect(gateway.record.connectionsOpened).toBe(1);
    });
  });

  test(
    'a farm lost while it stands counts after 30 s, not before',
    { timeout: 45_000 },
    async () => {
      await withMonitor({}, async ({ monitor, until, gateway }) => {
        await until('ready');
        const lost = stopwatch();
        gateway.farmDown();
        await sleep(1000);
        expect(monitor.status.verdict).toBe('ready');
        if (full) {
          await until('farm-down', 32_000);
          const counted = lost();
          expect(counted.ms).toBeGreaterThanOrEqual(30_000);
          expectWithin(counted, 31_000);
        }
        gateway.farmUp();
        expectWithin(await until('ready'), 100);
        await sleep(100);
        expect(monitor.status.verdict).toBe('ready');
      });
    },
  );

  test('a farm that was down in the test stays down until its own good news', async () => {
    await withMonitor(
      { behaviour: { farms: farms.broken } },
      async ({ monitor, until, gateway }) => {
        await until('farm-down');
        gateway.sendCode(2106, 'HMDS data farm connection is OK:ushmds');
        gateway.sendCode(2104, 'Market data farm connection is OK:eufarm');
        await sleep(300);
        expect(monitor.status.verdict).toBe('farm-down');
        gateway.farmUp();
        expectWithin(await until('ready'), 500);
      },
    );
  });
});

describe.concurrent('client ids', () => {
  test('the own id is taken: the spare one, which is kept', async () => {
    await withMonitor({}, async ({ monitor, until, gateway }) => {
      await until('ready');
      const { record } = gateway;
      // Another program takes the id while nobody has it.
      await monitor.pause('forever');
      const other = await RawClient.start(gateway.port, BASE);
      await record.waitFor(({ connections }) => connections[1]?.sessionSent !== undefined);
      monitor.resume();
      await until('ready');
      expect(monitor.status.report?.notes.map(({ code }) => code)).toContain(326);
      expect(record.last.clientId).toBe(BASE + 3);
      gateway.dropAll('fin');
      other.leave();
      expectWithin(await until('session-lost'), 1000);
      await until('ready');
      expect(record.connections.map(({ clientId }) => clientId)).toEqual([
        BASE,
        BASE,
        BASE,
        BASE + 3,
        BASE + 3,
      ]);
    });
  });

  test('all ids taken: said after the second, no third try', async () => {
    await withMonitor({ behaviour: { handshake: 'id-in-use' } }, async ({ until, gateway }) => {
      await until('client-id-in-use');
      await sleep(500);
      expect(gateway.record.connections.map(({ clientId }) => clientId)).toEqual([BASE, BASE + 3]);
    });
  });
});
