import { expect, test } from 'vitest';
import { GatewayMonitor } from '../../../../src-main/gateway/gateway-monitor.ts';
import { BEGAN_AT, evidence, ID } from '../../../support/builders.ts';
import { connectionTo } from '../../../support/preferences.ts';
import { VirtualClock } from '../../../support/virtual/virtual-clock.ts';
import { voiceOfOne } from '../../../support/voice-of-one.ts';

const CLOSES_IN_MS = 300;

test('resumed while its connection still closes, a monitor holds the turn for the test it makes', async () => {
  const clock = new VirtualClock(BEGAN_AT);
  let hasTurn = false;
  const monitor = new GatewayMonitor(connectionTo({ port: 4002 }), {
    clock,
    openConnection: ({ clientId }) => ({
      clientId,
      askClock: () => undefined,
      relax: () => undefined,
      close: () =>
        new Promise((resolve) => {
          clock.after(CLOSES_IN_MS, resolve);
        }),
    }),
    gatherEvidence: () => Promise.resolve(evidence()),
    listenerFingerprint: () => Promise.resolve('a socket'),
    lookAtClients: () => Promise.resolve([]),
    networkFingerprint: () => '',
    lookMs: 2000,
    voice: {
      ...voiceOfOne(),
      tryTest: () => (hasTurn = true),
      endTest: () => (hasTurn = false),
    },
    clientIdBase: ID,
    log: { info: () => undefined },
  });
  await monitor.start();
  expect(hasTurn).toBe(true);
  const paused = monitor.pause('forever');
  monitor.resume();
  await clock.advance(CLOSES_IN_MS);
  await paused;
  expect(monitor.status.testingSince).not.toBeNull();
  expect(hasTurn).toBe(true);

  const again = monitor.pause('forever');
  await clock.advance(CLOSES_IN_MS);
  await again;
  expect(hasTurn).toBe(false);
  await monitor.dispose();
});
