import { afterEach, describe, expect, test } from 'vitest';
import type { Behaviour } from '../../support/simulated-gateway/behaviour.ts';
import { RawClient } from '../../support/simulated-gateway/raw-client.ts';
import {
  startSimulatedGateway,
  type SimulatedGateway,
} from '../../support/simulated-gateway/simulated-gateway.ts';

let gateway: SimulatedGateway;
let nextClientId = 1;
afterEach(() => gateway.stop());

async function waiting(behaviour: Partial<Behaviour> = {}): Promise<RawClient> {
  gateway = await startSimulatedGateway({ behaviour: { handshake: 'silent', ...behaviour } });
  return knock();
}

async function knock(): Promise<RawClient> {
  const raised = gateway.record.connections.filter(({ gotHello }) => gotHello).length + 1;
  const client = await RawClient.start(gateway.port, nextClientId++);
  await gateway.record.waitFor(
    ({ connections }) => connections.filter(({ gotHello }) => gotHello).length === raised,
  );
  return client;
}

const hasSession = (client: RawClient) => client.messageIds.includes(9);
const quiet = () => new Promise((resolve) => setTimeout(resolve, 30));

describe('accepting completes the waiting connection', () => {
  test('nothing is said before, everything after', async () => {
    const client = await waiting();
    await quiet();
    expect(client.received).toHaveLength(0);
    expect(gateway.record.dialogsRaised).toBe(1);
    gateway.acceptDialog();
    await client.waitFor(hasSession);
    expect(gateway.record.connectionsOpened).toBe(1);
  });

  test('each waiting hello raised one', async () => {
    const clients = [await waiting(), await knock(), await knock()];
    expect(gateway.record.dialogsRaised).toBe(3);
    expect(gateway.record.maxUnansweredAtOnce).toBe(3);
    gateway.acceptDialog();
    for (const client of clients) await client.waitFor(hasSession);
  });

  test('the address is remembered', async () => {
    await waiting();
    gateway.acceptDialog();
    await (await knock()).waitFor(hasSession);
    expect(gateway.record.dialogsRaised).toBe(1);
  });

  test('or it is not, and the next one raises a dialog again', async () => {
    await waiting({ acceptRemembers: false });
    gateway.acceptDialog();
    const next = await knock();
    await quiet();
    expect(next.received).toHaveLength(0);
    expect(gateway.record.dialogsRaised).toBe(2);
  });

  test('setting the dialog again forgets the acceptance', async () => {
    await waiting();
    gateway.acceptDialog();
    gateway.set({ handshake: 'silent' });
    await knock();
    expect(gateway.record.dialogsRaised).toBe(2);
  });

  test('a client that has left is not written to', async () => {
    const client = await waiting();
    client.leave();
    await gateway.record.waitFor((record) => record.openNow === 0);
    gateway.acceptDialog();
    await quiet();
    expect(gateway.record.last.bytesSent).toBe(0);
    expect(gateway.record.last.ended).toBe('client-fin');
  });
});

describe('accepting helps only later connections', () => {
  test('the waiting one stays mute', async () => {
    const client = await waiting({ dialogForm: 'later-connections' });
    gateway.acceptDialog();
    await (await knock()).waitFor(hasSession);
    expect(client.received).toHaveLength(0);
  });

  test('one acceptance lets one pass, if it is not remembered', async () => {
    await waiting({ dialogForm: 'later-connections', acceptRemembers: false });
    gateway.acceptDialog();
    await (await knock()).waitFor(hasSession);
    await knock();
    expect(gateway.record.dialogsRaised).toBe(2);
  });
});

test('the version can be answered while the dialog holds the session back', async () => {
  const client = await waiting({ dialogStage: 'session' });
  await quiet();
  expect(client.messageIds).toEqual([193]);
  gateway.acceptDialog();
  await client.waitFor(hasSession);
});

test('a dialog accepted during a freeze works at the thaw', async () => {
  const client = await waiting();
  gateway.freeze();
  gateway.acceptDialog();
  await quiet();
  expect(client.received).toHaveLength(0);
  gateway.thaw();
  await client.waitFor(hasSession);
});
