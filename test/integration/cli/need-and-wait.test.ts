import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { noOtherGateway } from '../../support/foreign-gateways.ts';
import { withGateway } from '../../support/manners.ts';
import { parseCheck, startCli, type CheckJson, type CliEnd } from '../../support/run-cli.ts';
import { farms } from '../../support/simulated-gateway/farms.ts';
import type {
  SimulatedGateway,
  SimulatorOptions,
} from '../../support/simulated-gateway/simulated-gateway.ts';

beforeAll(noOtherGateway);

/** Starts a check against a simulator, does something meanwhile, and answers how it ended. */
async function checking(
  options: SimulatorOptions,
  args: readonly string[],
  meanwhile: (gateway: SimulatedGateway, child: { kill(signal: NodeJS.Signals): void }) => unknown,
): Promise<{ end: CliEnd; json: CheckJson; gateway: SimulatedGateway }> {
  return withGateway(options, async (gateway) => {
    const { child, ended } = startCli(['check', '--json', '--port', `${gateway.port}`, ...args]);
    try {
      await meanwhile(gateway, { kill: (signal) => child.kill(signal) });
      const end = await ended;
      return { end, json: parseCheck(end), gateway };
    } finally {
      child.kill('SIGKILL');
    }
  });
}
const nothing = (): undefined => undefined;

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
    const { end, json } = await checking(states[verdict] ?? {}, args, nothing);
    expect([json.verdict, end.code]).toEqual([verdict, code]);
  });
});

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
    const { end } = await checking({ behaviour: { clockSkewSeconds: 60 } }, args, nothing);
    expect(end.code).toBe(0);
    expect(end.tookMs).toBeLessThan(4000);
  });
});

describe.each(['SIGINT', 'SIGTERM'] as const)('%s', (signal) => {
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
