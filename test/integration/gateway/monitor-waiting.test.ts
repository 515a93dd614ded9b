import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import type { Evidence } from '../../../src-main/contract/evidence.ts';
import { evidenceOfProcesses } from '../../support/builders.ts';
import { expectWithin, timed } from '../../support/in-time.ts';
import { liveWorkers } from '../../support/live-workers.ts';
import { BASE, withMonitor } from '../../support/monitored.ts';

afterAll(() => expect(liveWorkers()).toBe(0));

const dialog = (dialogForm: 'same-connection' | 'later-connections') => ({
  behaviour: { handshake: 'silent', dialogForm } as const,
});

describe.concurrent('while a dialog waits', () => {
  test('one connection is held, whatever is asked; accepted, it is the standing one', async () => {
    await withMonitor(dialog('same-connection'), async ({ monitor, until, gateway }) => {
      const { record } = gateway;
      await until('silent');
      for (let asked = 0; asked < 20; asked += 1) monitor.test();
      // Longer than the looks at the listener are apart.
      await sleep(2500);
      expect(record.summary()).toMatchObject({
        connectionsOpened: 1,
        openNow: 1,
        dialogsRaised: 1,
      });
      expect(monitor.status).toMatchObject({ verdict: 'silent', state: 'waiting' });

      gateway.acceptDialog();
      expectWithin(await until('ready'), 1000);
      await sleep(300);
      expect(record.summary()).toMatchObject({ connectionsOpened: 1, openNow: 1 });
      expect(record.last).toMatchObject({ clientId: BASE });
      expect(record.last.ended).toBeUndefined();

      // And it stands: what is lost on it is told on it.
      gateway.loseLink();
      expectWithin(await until('cut-off'), 500);
    });
  });

  test('another program of IB starts meanwhile: that is no reason for a second dialog', async () => {
    let pids = [1];
    const evidence = (): Promise<Evidence> => Promise.resolve(evidenceOfProcesses(pids));
    const options = { ...dialog('same-connection'), evidence };
    await withMonitor(options, async ({ until, gateway }) => {
      await until('silent');
      pids = [1, 2];
      // Processes are looked at every 15 s.
      await sleep(18_000);
      expect(gateway.record.summary()).toMatchObject({ connectionsOpened: 1, dialogsRaised: 1 });
      gateway.acceptDialog();
      expectWithin(await until('ready'), 2000);
    });
  });

  test('another listener takes the port: the held connection is given up for it', async () => {
    await withMonitor(dialog('same-connection'), async ({ until, gateway }) => {
      await until('silent');
      await gateway.stopListening();
      await sleep(2500);
      gateway.set({ handshake: 'normal' });
      await gateway.listenAgain();
      expectWithin(await until('ready'), 6000);
      expect(gateway.record.connections[0]?.ended).toBe('client-fin');
    });
  });

  test('"I clicked Accept" where accepting helps later connections only', async () => {
    await withMonitor(dialog('later-connections'), async ({ monitor, until, gateway }) => {
      await until('silent');
      gateway.acceptDialog();
      expect(monitor.accepted()).toBe(true);
      expect(monitor.accepted()).toBe(false);
      expectWithin(await until('ready'), 10_000);
      const [held, standing] = gateway.record.connections;
      expect(gateway.record.summary()).toMatchObject({ connectionsOpened: 2, openNow: 1 });
      expect(held).toMatchObject({ ended: 'client-fin' });
      expect(standing?.ended).toBeUndefined();
      // Closed first, opened then.
      expect(standing!.opened.monoMs).toBeGreaterThan(held!.closed!.monoMs);
    });
  });

  test('"I clicked Accept" where nobody did: once a minute, then held again', async () => {
    await withMonitor(dialog('later-connections'), async ({ monitor, until, gateway }) => {
      const { record } = gateway;
      await until('silent');
      expect(monitor.accepted()).toBe(true);
      const again = record.waitFor(({ connectionsOpened }) => connectionsOpened === 2);
      expectWithin(await timed(again), 7000);
      await sleep(4500);
      expect(monitor.status.verdict).toBe('silent');
      expect(monitor.accepted()).toBe(false);
      await sleep(500);
      expect(record.summary()).toMatchObject({ connectionsOpened: 2, openNow: 1 });
    });
  });

  test('the Gateway hangs up on the held connection: named, not replaced at once', async () => {
    await withMonitor(dialog('same-connection'), async ({ until, gateway }) => {
      await until('silent');
      gateway.dropAll('fin');
      expectWithin(await until('refused-by-rule'), 500);
      await sleep(2500);
      expect(gateway.record.connectionsOpened).toBe(1);
    });
  });
});
