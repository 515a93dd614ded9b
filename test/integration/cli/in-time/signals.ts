import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { checking } from '../../../support/checking.ts';

describe.concurrent.each(['SIGINT', 'SIGTERM'] as const)('%s', (signal) => {
  test('while a connection is held: the verdict so far, closed with FIN', async () => {
    const { end, json, gateway } = await checking(
      { behaviour: { handshake: 'silent' } },
      ['--wait', '60'],
      async ({ record }, child) => {
        await record.waitFor((seen) => seen.dialogsRaised === 1, 5000);
        await sleep(100);
        child.kill(signal);
      },
    );
    expect([json.verdict, end.code, end.signal]).toEqual(['silent', 1, null]);
    expect(gateway.record.last.ended).toBe('client-fin');
    expect(end.tookMs).toBeLessThan(5000);
  });

  test('between two tests', async () => {
    const { end, json } = await checking({}, ['--wait', '60'], async (gateway, child) => {
      await gateway.stopListening();
      await sleep(1500);
      child.kill(signal);
    });
    expect([json.verdict, end.code, end.signal]).toEqual(['not-running', 2, null]);
    expect(end.tookMs).toBeLessThan(5000);
  });
});
