import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { farms } from '../../support/simulated-gateway/farms.ts';
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

let nextClientId = 1;
async function session(): Promise<RawClient> {
  const client = await RawClient.start(gateway.port, nextClientId++);
  await client.waitFor((one) => one.messageIds.includes(9));
  return client;
}

const quiet = () => new Promise((resolve) => setTimeout(resolve, 30));
const clockAnswers = (client: RawClient) => client.messages.filter(([id]) => id === '49');

describe('the clock', () => {
  test('answers, with the skew it is told', async () => {
    gateway.set({ clockSkewSeconds: 60 });
    const client = await session();
    client.send(49, 1);
    await client.waitFor((one) => clockAnswers(one).length === 1);
    expect(Number(clockAnswers(client)[0]?.[2]) - Date.now() / 1000).toBeCloseTo(60, -1);
  });

  test('is mute for everyone, also in open sessions', async () => {
    const client = await session();
    gateway.set({ muteClock: 'all' });
    client.send(49, 1);
    await quiet();
    expect(clockAnswers(client)).toEqual([]);
  });

  test('is mute for the first requests', async () => {
    const client = await session();
    gateway.set({ muteClock: { requests: 2 } });
    for (let asked = 0; asked < 3; asked += 1) client.send(49, 1);
    await client.waitFor((one) => clockAnswers(one).length > 0);
    await quiet();
    expect(clockAnswers(client)).toHaveLength(1);
  });

  test('is mute for the first connection after the switch, not for older ones', async () => {
    const older = await session();
    gateway.set({ muteClock: { connections: 1 } });
    const clients = [older, await session(), await session()];
    for (const client of clients) client.send(49, 1);
    await older.waitFor((one) => clockAnswers(one).length > 0);
    await quiet();
    expect(clients.map((client) => clockAnswers(client).length)).toEqual([1, 0, 1]);
  });
});

describe('the farms', () => {
  test.each([
    ['good', farms.good, [2104, 2106, 2158]],
    ['none', farms.none, []],
    ['broken', farms.broken, [2103, 2106, 2158]],
    ['only notes', farms.onlyNotes, [2104, 2105, 2157]],
    ['inactive', farms.inactive, [2108, 2107, 2158]],
    ['good later', farms.goodAfter(20), [2104, 2106, 2158]],
    ['broken, then good', farms.recoversAfter(20), [2103, 2106, 2158, 2104]],
  ])('at session start: %s', async (_name, notices, codes) => {
    gateway.set({ farms: notices });
    const client = await session();
    await quiet();
    expect(client.codes).toEqual(codes);
  });

  test('one goes down and comes back; a later session hears of it', async () => {
    const client = await session();
    gateway.farmDown();
    gateway.farmDown('ushmds');
    const later = await session();
    gateway.farmUp();
    await client.waitFor((one) => one.codes.length === 6);
    expect(client.codes.slice(3)).toEqual([2103, 2105, 2104]);
    await later.waitFor((one) => one.codes.length === 4);
    expect(later.codes).toEqual([2103, 2105, 2158, 2104]);
  });
});

describe('the link to IBKR', () => {
  test.each([
    [false, 1102],
    [true, 1101],
  ])('lost and restored, data lost: %s', async (dataLost, code) => {
    const client = await session();
    gateway.loseLink();
    const during = await session();
    gateway.restoreLink(dataLost);
    for (const one of [client, during]) await one.waitFor(({ codes }) => codes.includes(code));
    await quiet();
    expect(client.codes.slice(3)).toEqual([1100, code, 2104, 2106, 2158]);
    expect(during.codes).toEqual([2110, code, 2104, 2106, 2158]);
  });

  test('cut off from the start, but the clock answers', async () => {
    gateway.set({ handshake: 'cut-off' });
    const client = await session();
    client.send(49, 1);
    await client.waitFor((one) => clockAnswers(one).length === 1);
    expect(client.codes).toEqual([2110]);
  });
});

describe('a freeze', () => {
  test('stops every answer, keeps accepting, and answers in order at the thaw', async () => {
    const client = await session();
    gateway.freeze();
    client.send(49, 1);
    const newcomer = await RawClient.start(gateway.port, 77);
    gateway.sendCode(2119, 'Market data farm is connecting:usfarm');
    await quiet();
    expect(clockAnswers(client)).toEqual([]);
    expect(newcomer.received).toHaveLength(0);
    expect(gateway.record.last.gotHello).toBe(true);
    gateway.thaw();
    await client.waitFor((one) => one.codes.includes(2119) && clockAnswers(one).length === 1);
    await newcomer.waitFor((one) => one.messageIds.includes(9));
  });

  test('leaves a FIN unanswered until the thaw', async () => {
    const client = await session();
    gateway.freeze();
    client.leave();
    await gateway.record.waitFor((record) => record.openNow === 0);
    await quiet();
    expect(client.ended).toBeUndefined();
    gateway.thaw();
    await client.waitFor((one) => one.ended === 'fin');
  });
});

describe('connections and the port', () => {
  test.each(['fin', 'reset'] as const)('all are dropped by %s', async (how) => {
    const client = await session();
    gateway.dropAll(how);
    await client.waitFor((one) => one.ended === how);
    expect(gateway.record.last.ended).toBe(`our-${how}`);
  });

  test('refused while not listening, established ones stay; then the same port again', async () => {
    const client = await session();
    const { port } = gateway;
    await gateway.stopListening();
    await expect(RawClient.open(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    client.send(49, 1);
    await client.waitFor((one) => clockAnswers(one).length === 1);
    await gateway.listenAgain();
    expect(gateway.port).toBe(port);
    await session();
  });

  test('a restart closes, refuses, and comes back', async () => {
    const client = await session();
    const back = gateway.restartIn(40);
    await client.waitFor((one) => one.ended === 'fin');
    await expect(RawClient.open(gateway.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await back;
    await session();
  });

  test('stopping during a restart ends it', async () => {
    const back = gateway.restartIn(60_000);
    await gateway.stop();
    await back;
    expect(gateway.isListening).toBe(false);
  });

  test('a wedged server never answers the FIN', async () => {
    gateway.set({ answersFin: false });
    const client = await session();
    client.leave();
    await gateway.record.waitFor((record) => record.openNow === 0);
    await quiet();
    expect(client.ended).toBeUndefined();
  });
});

describe('requests', () => {
  test('Read-Only refuses what could write, in the form it is told', async () => {
    gateway.set({ readOnly: true, readOnlyForm: { requestId: 2147483647 } });
    const client = await session();
    for (const id of [5, 15, 8, 16, 17]) client.send(id, 1);
    await client.waitFor((one) => one.codes.filter((code) => code === 321).length === 3);
    expect(client.messageIds.slice(-5).toSorted()).toEqual([15, 4, 4, 4, 53].toSorted());
    expect(client.messages.find((fields) => fields[3] === '321')?.[2]).toBe('2147483647');
    expect(gateway.record.writeAccessWindows).toBe(3);
  });

  test('one kind can be refused, delayed or left unanswered', async () => {
    gateway.set({
      requests: {
        9: { code: 200, text: 'No security definition' },
        17: { delayMs: 30 },
        49: 'unanswered',
      },
    });
    const client = await session();
    client.send(49, 1);
    client.send(17, 1);
    client.send(9, 8, 4711, 0, 'NONE');
    await client.waitFor((one) => one.codes.includes(200));
    expect(client.messages.at(-1)?.slice(0, 5)).toEqual([
      '4',
      '2',
      '4711',
      '200',
      'No security definition',
    ]);
    await client.waitFor((one) => one.messageIds.at(-1) === 15);
    expect(clockAnswers(client)).toEqual([]);
  });

  test('any message can be pushed to open sessions', async () => {
    const client = await session();
    gateway.sendMessage(3, 17, 'Filled');
    await client.waitFor((one) => one.messages.at(-1)?.join() === '3,17,Filled');
  });
});
