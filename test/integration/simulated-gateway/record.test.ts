import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeHello } from '../../support/simulated-gateway/frames.ts';
import { accountDataMessages, orderMessages } from '../../support/simulated-gateway/message-ids.ts';
import { RawClient } from '../../support/simulated-gateway/raw-client.ts';
import {
  startSimulatedGateway,
  type SimulatedGateway,
} from '../../support/simulated-gateway/simulated-gateway.ts';

let gateway: SimulatedGateway;
beforeEach(async () => {
  gateway = await startSimulatedGateway();
});
afterEach(() => gateway.stop());

const closed = (count: number) => () =>
  gateway.record.connections.filter((connection) => connection.closed).length === count;

test('a visit is kept byte for byte', async () => {
  const client = await RawClient.start(gateway.port, 42);
  await client.waitFor((one) => one.messages.length === 6);
  client.send(1234, 'what');
  client.leave();
  await gateway.record.waitFor(closed(1));
  const { last } = gateway.record;
  expect(last).toMatchObject({
    id: 1,
    gotHello: true,
    gotStartApi: true,
    clientId: 42,
    ended: 'client-fin',
    hello: { minVersion: 100, maxVersion: 193 },
    bytesSent: client.received.length,
    bytesReceived: client.socket.bytesWritten,
  });
  expect(last.messages.map(({ fields }) => fields)).toEqual([
    ['71', '2', '42', ''],
    ['1234', 'what'],
  ]);
  const bytes = Buffer.concat(last.received.map((chunk) => chunk.bytes));
  expect(bytes.subarray(0, 17)).toEqual(encodeHello());
  expect(last.closed!.monoMs).toBeGreaterThan(last.opened.monoMs);
  expect(gateway.record.messageIds).toEqual(new Set([71, 1234]));
});

test.each(['fin', 'reset'] as const)('a client that leaves by %s', async (how) => {
  const client = await RawClient.start(gateway.port);
  await client.waitFor((one) => one.messages.length === 6);
  client.leave(how);
  await gateway.record.waitFor(closed(1));
  expect(gateway.record.last.ended).toBe(`client-${how}`);
  expect(gateway.record.bareConnects).toBe(0);
});

test('a client that does not close after our FIN stays open', async () => {
  const client = await RawClient.start(gateway.port);
  client.socket.allowHalfOpen = true;
  await client.waitFor((one) => one.messages.length === 6);
  gateway.dropAll('fin');
  await client.waitFor((one) => one.ended === 'fin');
  expect(gateway.record).toMatchObject({ openNow: 1, last: { ended: 'our-fin' } });
  client.leave();
  await gateway.record.waitFor((record) => record.openNow === 0);
  expect(gateway.record.last.ended).toBe('our-fin');
});

describe('bare connects', () => {
  test.each(['fin', 'reset'] as const)(
    'a client that leaves by %s without a hello',
    async (how) => {
      (await RawClient.open(gateway.port)).leave(how);
      await gateway.record.waitFor((record) => record.bareConnects === 1);
    },
  );

  test('half a hello is none', async () => {
    const client = await RawClient.open(gateway.port);
    client.socket.write(encodeHello().subarray(0, 12));
    client.leave();
    await gateway.record.waitFor((record) => record.bareConnects === 1);
  });

  test('our own hang-up does not count', async () => {
    gateway.set({ handshake: 'close-at-accept' });
    await RawClient.open(gateway.port);
    await gateway.record.waitFor(closed(1));
    expect(gateway.record.bareConnects).toBe(0);
  });
});

describe('counting at once', () => {
  test('open and unanswered are different things', async () => {
    for (const id of [1, 2, 3]) {
      const client = await RawClient.start(gateway.port, id);
      await client.waitFor((one) => one.messageIds.includes(9));
    }
    expect(gateway.record).toMatchObject({ openNow: 3, maxOpenAtOnce: 3, maxUnansweredAtOnce: 1 });
  });

  test('two clients that wait', async () => {
    gateway.set({ handshake: 'silent-before-session' });
    const clients = [
      await RawClient.start(gateway.port, 1),
      await RawClient.start(gateway.port, 2),
    ];
    for (const client of clients) client.leave();
    await gateway.record.waitFor(closed(2));
    await RawClient.start(gateway.port, 3);
    await gateway.record.waitFor((record) => record.connectionsOpened === 3);
    expect(gateway.record.maxUnansweredAtOnce).toBe(2);
  });
});

describe('messages a monitor must not send', () => {
  test.each([...orderMessages])('%i %s', async (id) => {
    const client = await RawClient.start(gateway.port);
    client.send(id, 1, 1);
    await gateway.record.waitFor((record) => record.orderMessages.length === 1);
    expect(gateway.record.orderMessages[0]).toMatchObject({ id, connectionId: 1 });
  });

  test.each([...accountDataMessages])('%i %s', async (id) => {
    const client = await RawClient.start(gateway.port);
    client.send(id, 1);
    await gateway.record.waitFor((record) => record.accountDataMessages.length === 1);
    expect(gateway.record.orderMessages).toEqual([]);
  });

  test('are seen during a freeze and before the session too', async () => {
    gateway.freeze();
    const client = await RawClient.start(gateway.port);
    client.send(3, 1);
    await gateway.record.waitFor((record) => record.orderMessages.length === 1);
  });
});

test('nonsense is noted and never answered', async () => {
  const client = await RawClient.open(gateway.port);
  client.socket.write('GET / HTTP/1.1\r\n\r\n');
  await gateway.record.waitFor((record) => record.last.gotNonsense);
  client.leave();
  await client.waitFor((one) => one.ended === 'fin');
  expect(client.received).toHaveLength(0);
});

test('keeps at most one megabyte of a connection, and counts on', async () => {
  const client = await RawClient.start(gateway.port);
  client.send('x'.repeat(2_000_000));
  await gateway.record.waitFor((record) => record.last.bytesReceived > 2_000_000);
  const kept = gateway.record.last.received.reduce((sum, { bytes }) => sum + bytes.length, 0);
  expect(kept).toBe(1024 * 1024);
});

test('waiting in vain says what was seen', async () => {
  const waiting = gateway.record.waitFor((record) => record.openNow === 9, 10);
  await expect(waiting).rejects.toThrow(/openNow === 9; seen: \{"connectionsOpened":0/);
});
