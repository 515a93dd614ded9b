import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import type { Connection } from '../../../src-main/contract/preferences.ts';
import { connectionKey } from '../../../src-main/contract/target.ts';
import { byUrgency } from '../../../src-main/contract/urgency.ts';
import { Monitors } from '../../../src-main/gateway/monitors.ts';
import { liveWorkers } from '../../support/live-workers.ts';
import { withGateway } from '../../support/manners.ts';
import { newMonitor } from '../../support/monitored.ts';
import { connectionTo } from '../../support/preferences.ts';
import type { SimulatedGateway } from '../../support/simulated-gateway/simulated-gateway.ts';

afterAll(() => expect(liveWorkers()).toBe(0));

/** As many simulated Gateways as accounts are named, and the monitors of all of them. */
async function withMonitors(
  accounts: readonly ('paper' | 'live')[],
  deed: (all: {
    monitors: Monitors;
    gateways: readonly SimulatedGateway[];
    connections: readonly Connection[];
    verdicts: () => (string | null)[];
  }) => Promise<void>,
): Promise<void> {
  const next = async (gateways: readonly SimulatedGateway[]): Promise<void> => {
    const expect = accounts[gateways.length];
    if (expect !== undefined) {
      const id = expect === 'paper' ? 'DU1234567' : 'U1234567';
      await withGateway({ accounts: [id] }, (gateway) => next([...gateways, gateway]));
      return;
    }
    const monitors = new Monitors((connection) => newMonitor(connection).monitor);
    const connections = gateways.map(({ port }, index) =>
      connectionTo({ port, expect: accounts[index] ?? 'paper' }),
    );
    try {
      await monitors.watch(connections);
      await deed({
        monitors,
        gateways,
        connections,
        verdicts: () => monitors.statuses.map(({ verdict }) => verdict),
      });
    } finally {
      await monitors.dispose();
    }
  };
  await next([]);
}

describe.concurrent('several connections', { timeout: 30_000 }, () => {
  test('have states of their own; the more urgent comes first, live before paper', async ({
    expect,
  }) => {
    await withMonitors(['paper', 'live'], async ({ monitors, gateways, verdicts }) => {
      const [paper, live] = gateways;
      await expect.poll(verdicts).toEqual(['ready', 'ready']);
      const first = (): number | undefined => byUrgency(monitors.statuses)[0]?.target.port;
      expect(first()).toBe(live?.port);
      paper?.loseLink();
      await expect.poll(verdicts).toEqual(['cut-off', 'ready']);
      expect(first()).toBe(paper?.port);
      live?.loseLink();
      await expect.poll(verdicts).toEqual(['cut-off', 'cut-off']);
      expect(first()).toBe(live?.port);
      paper?.restoreLink();
      await expect.poll(verdicts).toEqual(['ready', 'cut-off']);
    });
  });

  test('ten at once', async ({ expect }) => {
    await withMonitors(
      Array<'paper'>(10).fill('paper'),
      async ({ gateways, verdicts, monitors }) => {
        await expect.poll(verdicts).toEqual(Array(10).fill('ready'));
        gateways[6]?.dropAll('fin');
        gateways[6]?.set({ handshake: 'silent' });
        await expect.poll(verdicts).toContain('silent');
        expect(verdicts().filter((verdict) => verdict === 'ready')).toHaveLength(9);
        expect(byUrgency(monitors.statuses)[0]?.target.port).toBe(gateways[6]?.port);
      },
    );
  });

  test('one is added, changed or taken away; the others go on undisturbed', async ({ expect }) => {
    await withMonitors(
      ['paper', 'paper'],
      async ({ monitors, gateways, connections, verdicts }) => {
        const [one, two] = connections as [Connection, Connection];
        await expect.poll(verdicts).toEqual(['ready', 'ready']);
        await monitors.watch([two, { ...one, ignoredFarms: ['usfarm'] }]);
        expect(verdicts()).toEqual(['ready', 'ready']);
        expect(gateways.map(({ record }) => record.connectionsOpened)).toEqual([1, 1]);

        await monitors.watch([{ ...one, mode: 'spot-checks' }, two]);
        await expect.poll(verdicts).toEqual(['ready', 'ready']);
        await gateways[0]?.record.waitFor(({ openNow }) => openNow === 0);
        expect(gateways.map(({ record }) => record.connectionsOpened)).toEqual([2, 1]);

        await monitors.watch([two]);
        expect(verdicts()).toEqual(['ready']);
        await monitors.watch([]);
        await gateways[1]?.record.waitFor(({ openNow }) => openNow === 0);
      },
    );
  });

  test('pause, sleep and quit reach all; one that comes while paused is paused', async ({
    expect,
  }) => {
    await withMonitors(
      ['paper', 'paper'],
      async ({ monitors, gateways, connections, verdicts }) => {
        await expect.poll(verdicts).toEqual(['ready', 'ready']);
        await monitors.pause('forever');
        expect(monitors.statuses.map(({ state }) => state)).toEqual(['paused', 'paused']);
        expect(gateways.map(({ record }) => record.openNow)).toEqual([0, 0]);
        await monitors.watch([...connections, connectionTo({ port: 1 })]);
        expect(monitors.statuses.map(({ state }) => state)).toEqual(['paused', 'paused', 'paused']);
        monitors.resume();
        await expect.poll(verdicts).toEqual(['ready', 'ready', 'not-running']);
        await monitors.suspend();
        expect(gateways.map(({ record }) => record.openNow)).toEqual([0, 0]);
        await sleep(100);
        expect(monitors.statuses.map(({ state }) => state)).toEqual([
          'checking',
          'checking',
          'checking',
        ]);
      },
    );
  });

  test('an unknown key does nothing', async ({ expect }) => {
    await withMonitors(['paper'], async ({ monitors, gateways, connections, verdicts }) => {
      await expect.poll(verdicts).toEqual(['ready']);
      monitors.test('127.0.0.1:1');
      monitors.closedByUser('__proto__');
      expect(monitors.accepted('')).toBe(true);
      await sleep(200);
      expect(gateways[0]?.record.connectionsOpened).toBe(1);
      monitors.test(connectionKey(connections[0]!));
      await gateways[0]?.record.waitFor(({ connectionsOpened }) => connectionsOpened === 2);
    });
  });
});
