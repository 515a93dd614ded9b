import { setTimeout as sleep } from 'node:timers/promises';
import { describe, test } from 'vitest';
import { checking } from '../../../support/checking.ts';

describe.concurrent('--wait', () => {
  test('a listener that appears', async ({ expect }) => {
    const { end, json, gateway } = await checking({}, ['--wait', '20'], async (gateway) => {
      await gateway.stopListening();
      await sleep(1500);
      await gateway.listenAgain();
    });
    expect([json.verdict, end.code]).toEqual(['ready', 0]);
    expect(end.tookMs).toBeLessThan(6000);
    expect(gateway.record.connectionsOpened).toBe(1);
  });

  test('a dialog accepted while the connection is held, beyond --timeout', async ({ expect }) => {
    const args = ['--wait', '20', '--timeout', '1'];
    const { end, json, gateway } = await checking(
      { behaviour: { handshake: 'silent' } },
      args,
      async (gateway) => {
        await gateway.record.waitFor((seen) => seen.dialogsRaised === 1, 5000);
        await sleep(2500);
        gateway.acceptDialog();
      },
    );
    expect([json.verdict, end.code]).toEqual(['ready', 0]);
    expect(gateway.record.summary()).toMatchObject({ connectionsOpened: 1, dialogsRaised: 1 });
  });

  test('time over: the last verdict, its exit code', async ({ expect }) => {
    const { end, json } = await checking({}, ['--wait', '3'], (gateway) => gateway.stopListening());
    expect([json.verdict, end.code]).toEqual(['not-running', 2]);
    expect(end.tookMs).toBeGreaterThan(3000);
    expect(end.tookMs).toBeLessThan(5000);
  });

  test('what is needed decides when the waiting ends', async ({ expect }) => {
    const args = ['--wait', '20', '--need', 'session'];
    const { end } = await checking({ behaviour: { clockSkewSeconds: 60 } }, args);
    expect(end.code).toBe(0);
    expect(end.tookMs).toBeLessThan(4000);
  });
});
