import { afterEach, describe, expect, test } from 'vitest';
import { badBytes, flood, inPieces } from '../../support/simulated-gateway/bad-bytes.ts';
import type { HandshakeChoice } from '../../support/simulated-gateway/behaviour.ts';
import { encodeHello } from '../../support/simulated-gateway/frames.ts';
import { RawClient } from '../../support/simulated-gateway/raw-client.ts';
import {
  startSimulatedGateway,
  type SimulatedGateway,
  type SimulatorOptions,
} from '../../support/simulated-gateway/simulated-gateway.ts';

let gateway: SimulatedGateway;
afterEach(() => gateway.stop());

async function visit(
  handshake: HandshakeChoice,
  options: SimulatorOptions = {},
  clientId = 912345,
) {
  gateway = await startSimulatedGateway({ ...options, behaviour: { handshake } });
  return RawClient.start(gateway.port, clientId);
}

/** Long enough for anything on loopback that was going to come. */
const quiet = () => new Promise((resolve) => setTimeout(resolve, 40));

describe('a normal handshake', () => {
  test.each([176, 193] as const)(
    'at server version %i: version, session, farms',
    async (version) => {
      const client = await visit('normal', { serverVersion: version });
      await client.waitFor((one) => one.messages.length === 6);
      expect(client.messages[0]?.[0]).toBe(String(version));
      expect(client.messageIds.slice(1)).toEqual([15, 9, 4, 4, 4]);
      expect(client.codes).toEqual([2104, 2106, 2158]);
    },
  );

  test("never answers above the client's maximum", async () => {
    gateway = await startSimulatedGateway({ serverVersion: 193 });
    const client = await RawClient.start(gateway.port, 1, 'v100..178');
    await client.waitFor((one) => one.messages.length > 0);
    expect(client.messages[0]?.[0]).toBe('178');
  });

  test('keeps the order and the time zone it is told', async () => {
    gateway = await startSimulatedGateway({
      accounts: ['U1', 'U2'],
      behaviour: {
        sessionOrder: ['id', 'farms', 'accounts'],
        connectionTime: Buffer.from('20261122 14:31:52 Mitteleurop\xe4isch', 'latin1'),
      },
    });
    const client = await RawClient.start(gateway.port);
    await client.waitFor((one) => one.messages.length === 6);
    expect(client.messageIds.slice(1)).toEqual([9, 4, 4, 4, 15]);
    expect(client.messages.at(-1)).toEqual(['15', '1', 'U1,U2']);
    expect(client.received.includes(0xe4)).toBe(true);
  });
});

describe('silence', () => {
  test.each([
    ['nothing', []],
    ['accounts', [15]],
    ['id', [9]],
  ] as const)('version answered, then %s', async (sends, ids) => {
    const client = await visit({ kind: 'silent-before-session', sends });
    client.send(49, 1);
    await quiet();
    expect(client.messageIds).toEqual([193, ...ids]);
    expect(gateway.record.last.sessionSent).toBeUndefined();
  });

  test('an incomplete frame', async () => {
    const client = await visit({ kind: 'incomplete-frame', bytes: 6 });
    await quiet();
    expect(client.received).toHaveLength(6);
    expect(client.ended).toBeUndefined();
  });

  test('an incomplete frame, then closed', async () => {
    const client = await visit({ kind: 'incomplete-frame', then: 'fin' });
    await client.waitFor((one) => one.ended === 'fin');
    expect(client.messages).toEqual([]);
  });
});

describe('closing', () => {
  test.each([
    ['fin', 'before-hello'],
    ['fin', 'after-hello'],
    ['reset', 'before-hello'],
    ['reset', 'after-hello'],
  ] as const)('at accept by %s, %s', async (how, when) => {
    const client = await visit({ kind: 'close-at-accept', how, when });
    await client.waitFor((one) => one.ended === how);
    expect(client.received).toHaveLength(0);
    expect(gateway.record.last.ended).toBe(`our-${how}`);
  });

  test('after silence', async () => {
    const before = performance.now();
    const client = await visit({ kind: 'close-after', silenceMs: 50, how: 'reset' });
    await client.waitFor((one) => one.ended === 'reset');
    expect(performance.now() - before).toBeGreaterThanOrEqual(49);
  });

  test.each([
    ['disclaimer', [10141]],
    ['id-in-use', [326]],
    [{ kind: 'id-in-use', withCode: false }, []],
    ['session-refused', []],
    [{ kind: 'session-refused', when: 'session' }, [2104, 2106, 2158]],
  ] as const)('after startApi: %o', async (handshake, codes) => {
    const client = await visit(handshake);
    await client.waitFor((one) => one.ended === 'fin');
    expect(client.codes).toEqual(codes);
  });
});

describe('client ids', () => {
  test('listed ones are in use, others are not', async () => {
    const refused = await visit({ kind: 'id-in-use', ids: [7] }, {}, 7);
    await refused.waitFor((one) => one.codes.includes(326));
    const welcome = await RawClient.start(gateway.port, 8);
    await welcome.waitFor((one) => one.codes.includes(2104));
  });

  test('only the first connections after the switch are refused', async () => {
    await visit('normal');
    gateway.set({ handshake: { kind: 'id-in-use', ids: { firstConnections: 1 } } });
    const refused = await RawClient.start(gateway.port, 1);
    await refused.waitFor((one) => one.codes.includes(326));
    const welcome = await RawClient.start(gateway.port, 1);
    await welcome.waitFor((one) => one.codes.includes(2104));
  });

  test('an id that another open session has is refused', async () => {
    const first = await visit('normal', {}, 5);
    await first.waitFor((one) => one.messageIds.includes(9));
    const second = await RawClient.start(gateway.port, 5);
    await second.waitFor((one) => one.ended === 'fin');
    expect(second.codes).toEqual([326]);
    first.leave();
    await gateway.record.waitFor((record) => record.openNow === 0 || second.leave() !== undefined);
    const third = await RawClient.start(gateway.port, 5);
    await third.waitFor((one) => one.messageIds.includes(9));
  });

  test.each(['close', 'silent'] as const)('one client too many: %s', async (tooManyClients) => {
    gateway = await startSimulatedGateway({ behaviour: { maxClients: 1, tooManyClients } });
    const first = await RawClient.start(gateway.port, 1);
    await first.waitFor((one) => one.messageIds.includes(9));
    const second = await RawClient.start(gateway.port, 2);
    await quiet();
    expect(second.received).toHaveLength(0);
    expect(second.ended).toBe(tooManyClients === 'close' ? 'fin' : undefined);
  });
});

describe('versions', () => {
  test('an old one', async () => {
    const client = await visit('old-version');
    await client.waitFor((one) => one.messages[0]?.[0] === '76');
  });

  test('news before it', async () => {
    const client = await visit({ kind: 'news-before-version', count: 2 });
    await client.waitFor((one) => one.messages.length === 8);
    expect(client.messageIds.slice(0, 4)).toEqual([4, 4, 193, 15]);
  });

  test('slow', async () => {
    await visit({ kind: 'slow', versionMs: 40, sessionMs: 30 });
    await gateway.record.waitFor((record) => record.last.sessionSent !== undefined);
    const { opened, versionSent, sessionSent } = gateway.record.last;
    expect(versionSent!.monoMs - opened.monoMs).toBeGreaterThanOrEqual(39);
    expect(sessionSent!.monoMs - versionSent!.monoMs).toBeGreaterThanOrEqual(29);
  });

  test('one byte at a time', async () => {
    const client = await visit('one-byte-at-a-time');
    let arrivals = 0;
    client.socket.on('data', () => (arrivals += 1));
    await client.waitFor((one) => one.messageIds.includes(9));
    expect(client.messages[0]?.[0]).toBe('193');
    expect(arrivals).toBeGreaterThan(20);
  });
});

describe('bytes that are no version', () => {
  test.each(Object.entries(badBytes))('%s', async (_name, bytes) => {
    const client = await visit({ kind: 'bytes', chunks: inPieces(bytes, 5), then: 'fin' });
    await client.waitFor((one) => one.ended === 'fin');
    expect(client.received).toEqual(bytes);
  });

  test('at accept, to a client that has said nothing, with pauses', async () => {
    const chunks = inPieces(badBytes['ssh-banner'], 21);
    gateway = await startSimulatedGateway({
      behaviour: { handshake: { kind: 'bytes', chunks, when: 'accept', delayMs: 20 } },
    });
    const client = await RawClient.open(gateway.port);
    await client.waitFor((one) => one.received.length > 0);
    expect(client.received).toHaveLength(21);
    await client.waitFor((one) => one.received.equals(badBytes['ssh-banner']));
    client.socket.write(encodeHello());
    await quiet();
    expect(client.received).toEqual(badBytes['ssh-banner']);
  });

  test('a flood comes whole, and anew for each connection', async () => {
    const size = 4 + 2_000_000;
    const first = await visit({ kind: 'bytes', chunks: () => flood(2_000_000) });
    await first.waitFor((one) => one.received.length === size);
    const second = await RawClient.start(gateway.port);
    await second.waitFor((one) => one.received.length === size);
  });
});
