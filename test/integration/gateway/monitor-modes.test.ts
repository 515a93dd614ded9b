import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import type { Evidence } from '../../../src-main/contract/evidence.ts';
import { NO_MEMORY, type MonitorMemory } from '../../../src-main/domain/monitor-memory.ts';
import { expectWithin, timed } from '../../support/in-time.ts';
import { liveWorkers } from '../../support/live-workers.ts';
import { withGateway } from '../../support/manners.ts';
import { newMonitor, whileRunning, withMonitor } from '../../support/monitored.ts';
import { NO_EVIDENCE } from '../../support/observed-test.ts';
import { connectionTo } from '../../support/preferences.ts';
import { voiceOfOne } from '../../support/voice-of-one.ts';

afterAll(() => expect(liveWorkers()).toBe(0));

const LISTENS: Evidence = {
  ...NO_EVIDENCE,
  listener: {
    outcome: 'found',
    owner: { kind: 'unknown' },
    closeWait: 0,
    clients: 0,
    programs: null,
    durationMs: 0,
  },
};

describe.concurrent('spot checks', () => {
  test('a test at start, closed when answered; it stays ready without a session', async () => {
    await withMonitor(
      { connection: { mode: 'spot-checks' } },
      async ({ monitor, until, gateway }) => {
        await until('ready');
        expectWithin(await timed(gateway.record.waitFor(({ openNow }) => openNow === 0)), 1000);
        await sleep(2500);
        expect(gateway.record.summary()).toMatchObject({ connectionsOpened: 1, openNow: 0 });
        expect(monitor.status).toMatchObject({ verdict: 'ready', mode: 'spot-checks' });
        expect(gateway.record.last.ended).toBe('client-fin');
      },
    );
  });

  test('a silent one is held like any other, and closed when answered', async () => {
    const options = {
      connection: { mode: 'spot-checks' },
      behaviour: { handshake: 'silent' },
    } as const;
    await withMonitor(options, async ({ until, gateway }) => {
      await until('silent');
      gateway.acceptDialog();
      expectWithin(await until('ready'), 2000);
      expectWithin(await timed(gateway.record.waitFor(({ openNow }) => openNow === 0)), 1000);
      expect(gateway.record.connectionsOpened).toBe(1);
    });
  });
});

describe.concurrent.each(['look-only', null] as const)('mode %s', (mode) => {
  test('opens no connection; the open port alone makes nothing ready', async () => {
    const evidence = (): Promise<Evidence> => Promise.resolve(LISTENS);
    await withMonitor({ connection: { mode }, evidence }, async ({ monitor, until, gateway }) => {
      await until('not-tested');
      await sleep(2500);
      expect(gateway.record.connectionsOpened).toBe(0);
      expect(monitor.status).toMatchObject({ state: 'checking', mode });
    });
  });

  test('a closed port is named without connecting', async () => {
    await withMonitor({ connection: { mode } }, async ({ until, gateway }) => {
      await until('not-running');
      expect(gateway.record.connectionsOpened).toBe(0);
    });
  });
});

test('look only: "Test connection" makes one test, and claims nothing afterwards', async () => {
  const options = {
    connection: { mode: 'look-only' },
    evidence: () => Promise.resolve(LISTENS),
  } as const;
  await withMonitor(options, async ({ monitor, until, gateway }) => {
    await until('not-tested');
    monitor.test();
    await gateway.record.waitFor((seen) => seen.connections[0]?.ended === 'client-fin');
    await expect.poll(() => monitor.status.newClientAcceptedAt).not.toBeNull();
    expect(monitor.status).toMatchObject({ state: 'checking', verdict: 'not-tested' });
    expect(gateway.record.connectionsOpened).toBe(1);
  });
});

test('no mode chosen yet: "Test connection" opens nothing', async () => {
  await withMonitor({ connection: { mode: null } }, async ({ monitor, gateway }) => {
    monitor.test();
    await sleep(500);
    expect(gateway.record.connectionsOpened).toBe(0);
  });
});

test('look only: another computer can not be looked at', async () => {
  const elsewhere = connectionTo({ host: '192.0.2.7', port: 4002, mode: 'look-only' });
  await whileRunning(newMonitor(elsewhere), async ({ until }) => {
    expectWithin(await until('cannot-measure'), 1000);
  });
});

describe.concurrent('silence met by an earlier run', () => {
  const silent = (tries: number, at: number, circumstances: string): MonitorMemory => ({
    ...NO_MEMORY,
    tries: { failures: tries, silent: tries },
    lastTest: { at, verdict: 'silent', waitedMs: 600_000 },
    circumstances,
  });
  const here = async (port: number): Promise<string> => {
    const voice = voiceOfOne();
    const circumstances = (): string | null => voice.recall()?.circumstances ?? null;
    const probe = newMonitor(connectionTo({ port, mode: 'spot-checks' }), { voice });
    await whileRunning(probe, async ({ monitor, until }) => {
      await until('ready');
      // A test remembers what was looked at before its end.
      while (circumstances() === null) {
        monitor.test();
        await sleep(500);
      }
    });
    return circumstances() ?? '';
  };

  test('three times, and nothing changed: no connection; what was found is shown; a click tests', async () => {
    await withGateway({}, async (gateway) => {
      const circumstances = await here(gateway.port);
      const before = gateway.record.connectionsOpened;
      const voice = voiceOfOne(silent(3, Date.now() - 3_600_000, circumstances));
      const all = newMonitor(connectionTo({ port: gateway.port }), { voice });
      await whileRunning(all, async ({ monitor, until }) => {
        expect(monitor.status).toMatchObject({ state: 'waiting', verdict: 'silent' });
        await sleep(4500);
        expect(gateway.record.connectionsOpened).toBe(before);
        monitor.test();
        await until('ready');
      });
    });
  });

  test('three times, but another process listens now: tested at once', async () => {
    await withGateway({}, async (gateway) => {
      const voice = voiceOfOne(silent(3, Date.now() - 1000, 'somebody else'));
      const all = newMonitor(connectionTo({ port: gateway.port }), { voice });
      await whileRunning(all, async ({ until }) => {
        await until('ready');
      });
    });
  });
});
