import { describe, test } from 'vitest';
import { checking } from '../../../support/checking.ts';
import { farms } from '../../../support/simulated-gateway/farms.ts';
import type { SimulatorOptions } from '../../../support/simulated-gateway/simulated-gateway.ts';

describe.concurrent('--need', () => {
  const states: Readonly<Record<string, SimulatorOptions>> = {
    ready: {},
    'clock-skew': { behaviour: { clockSkewSeconds: 60 } },
    'farm-down': { behaviour: { farms: farms.broken } },
    'cut-off': { behaviour: { handshake: 'cut-off' } },
    'session-silent': { behaviour: { handshake: 'silent-before-session' } },
  };
  test.for([
    ['ready', 'session', 0],
    ['ready', 'link', 0],
    ['ready', 'data', 0],
    ['clock-skew', 'link', 0],
    ['clock-skew', 'data', 1],
    ['farm-down', 'session', 0],
    ['farm-down', 'link', 0],
    ['farm-down', 'data', 1],
    ['cut-off', 'session', 0],
    ['cut-off', 'link', 1],
    ['cut-off', 'data', 1],
    ['session-silent', 'session', 1],
  ] as const)('%s, %s needed: %i', async ([verdict, need, code], { expect }) => {
    const args = ['--need', need, '--timeout', '4'];
    const { end, json } = await checking(states[verdict] ?? {}, args);
    expect([json.verdict, end.code]).toEqual([verdict, code]);
  });
});
