import { BarSizeSetting, EventName, IBApi, SecType, WhatToShow, type Contract } from '@stoqey/ib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { badBytes } from '../../support/simulated-gateway/bad-bytes.ts';
import {
  startSimulatedGateway,
  type SimulatedGateway,
} from '../../support/simulated-gateway/simulated-gateway.ts';

// The library decodes each message strictly: a field too many or too few becomes an error event (505).

const APPLE: Contract = {
  symbol: 'AAPL',
  secType: SecType.STK,
  exchange: 'SMART',
  currency: 'USD',
};

let gateway: SimulatedGateway;
let api: IBApi;
let events: { name: string; args: unknown[] }[];

function open(clientId = 912345): void {
  api = new IBApi({ host: '127.0.0.1', port: gateway.port, clientId, maxReqPerSec: 1000 });
  const seen: typeof events = [];
  events = seen;
  api.on(EventName.all, (name: string, args: unknown[]) => seen.push({ name, args }));
  api.connect();
}

function argsOf(name: EventName): unknown[][] {
  return events.filter((event) => event.name === (name as string)).map(({ args }) => args);
}

const infoCodes = () => argsOf(EventName.info).map(([, code]) => code);

async function until(name: EventName, count = 1): Promise<void> {
  await expect.poll(() => argsOf(name).length, { interval: 5 }).toBeGreaterThanOrEqual(count);
}

afterEach(async () => {
  api.disconnect();
  await gateway.stop();
});

describe.each([176, 193] as const)('at server version %i', (serverVersion) => {
  beforeEach(async () => {
    gateway = await startSimulatedGateway({ serverVersion, accounts: ['DU1234567', 'DU7654321'] });
    open();
    await until(EventName.info, 3);
  });
  afterEach(() => expect(argsOf(EventName.error)).toEqual([]));

  test('the session starts', () => {
    const time = '20261122 14:31:52 Central European Standard Time';
    expect(argsOf(EventName.server)).toEqual([[serverVersion, time]]);
    expect(argsOf(EventName.nextValidId)).toEqual([[1]]);
    expect(argsOf(EventName.managedAccounts)).toEqual([['DU1234567,DU7654321']]);
    expect(infoCodes()).toEqual([2104, 2106, 2158]);
  });

  test('clock, accounts, ids and open orders', async () => {
    api.reqCurrentTime();
    api.reqManagedAccts();
    api.reqIds();
    api.reqOpenOrders();
    api.reqAllOpenOrders();
    await until(EventName.openOrderEnd, 2);
    expect(Number(argsOf(EventName.currentTime)[0]?.[0])).toBeCloseTo(Date.now() / 1000, -1);
    expect(argsOf(EventName.managedAccounts)).toHaveLength(2);
    expect(argsOf(EventName.nextValidId)).toHaveLength(2);
  });

  test('contract details', async () => {
    api.reqContractDetails(4711, APPLE);
    await until(EventName.contractDetailsEnd);
    expect(argsOf(EventName.contractDetails)).toMatchObject([
      [
        4711,
        {
          contract: { symbol: 'AAPL', secType: 'STK', conId: 265598, primaryExch: 'NASDAQ' },
          longName: 'AAPL INC',
          minTick: 0.01,
          marketRuleIds: '26,26',
          stockType: 'COMMON',
          minSize: 0.0001,
          suggestedSizeIncrement: 100,
        },
      ],
    ]);
    expect(argsOf(EventName.contractDetailsEnd)).toEqual([[4711]]);
  });

  test.each([
    [1, /^\d{8} \d\d:00:00 UTC$/],
    [2, /^\d{10}$/],
  ])('one day of hourly bars, dates in form %i', async (dateForm, pattern) => {
    api.reqHistoricalData(
      12,
      APPLE,
      '',
      '1 D',
      BarSizeSetting.HOURS_ONE,
      WhatToShow.TRADES,
      1,
      dateForm,
      false,
    );
    await until(EventName.historicalData, 8);
    const rows = argsOf(EventName.historicalData);
    expect(rows).toHaveLength(8);
    expect(rows[0]?.[1]).toMatch(pattern);
    expect(rows[0]?.slice(2)).toEqual([190, 191.5, 189.5, 191, 1_000_000, 5000, 190.4, undefined]);
    expect(rows[7]?.[1]).toMatch(/^finished-/);
  });

  test('a snapshot', async () => {
    api.reqMktData(13, APPLE, '', true, false);
    await until(EventName.tickSnapshotEnd);
    expect(argsOf(EventName.marketDataType)).toEqual([[13, 1]]);
    expect(argsOf(EventName.tickPrice).map(([, type]) => type)).toEqual([1, 2, 4]);
  });

  test('a snapshot with delayed data only', async () => {
    gateway.set({ marketData: 'delayed-only' });
    api.reqMarketDataType(3);
    api.reqMktData(14, APPLE, '', true, false);
    await until(EventName.tickSnapshotEnd);
    expect(argsOf(EventName.marketDataType)).toEqual([[14, 3]]);
    expect(argsOf(EventName.tickPrice).map(([, type]) => type)).toEqual([66, 67, 68]);
    // 10167 carries the request's id and is a notice all the same.
    expect(argsOf(EventName.error).map(([, code]) => code)).toEqual([10167]);
    events = events.filter(({ name }) => name !== 'error');
  });

  test('a snapshot while the market is closed', async () => {
    gateway.set({ marketData: 'no-prices' });
    api.reqMktData(15, APPLE, '', true, false);
    await until(EventName.tickSnapshotEnd);
    expect(argsOf(EventName.tickPrice)).toEqual([]);
  });

  test('notices while it stands', async () => {
    gateway.loseLink();
    gateway.restoreLink(true);
    gateway.farmDown();
    await until(EventName.info, 9);
    expect(infoCodes().slice(3)).toEqual([1100, 1101, 2104, 2106, 2158, 2103]);
  });
});

describe('refusals', () => {
  beforeEach(async () => {
    gateway = await startSimulatedGateway();
  });

  test.each([
    ['id-in-use', 326],
    ['disclaimer', 10141],
  ] as const)('%s arrives as info %i, then the connection is closed', async (handshake, code) => {
    gateway.set({ handshake });
    open();
    await until(EventName.disconnected);
    expect(infoCodes()).toEqual([code]);
    expect(argsOf(EventName.nextValidId)).toEqual([]);
  });

  test('Read-Only arrives as info 321', async () => {
    gateway.set({ readOnly: true });
    open();
    await until(EventName.info, 3);
    api.reqOpenOrders();
    await until(EventName.info, 4);
    expect(infoCodes().at(-1)).toBe(321);
  });

  test('an old version is error 506', async () => {
    gateway.set({ handshake: 'old-version' });
    open();
    await until(EventName.error);
    expect(argsOf(EventName.error)[0]?.[1]).toBe(506);
  });

  test('without an own account subscription: delayed data must be asked for first', async () => {
    gateway.set({ marketData: 'delayed-only' });
    open();
    await until(EventName.nextValidId);
    api.reqMktData(16, APPLE, '', true, false);
    await until(EventName.error);
    expect(argsOf(EventName.error)[0]?.slice(1, 3)).toEqual([10168, 16]);
  });

  test.each(['http-400', 'tls-alert', 'ssh-banner'] as const)(
    '%s: no event at all',
    async (name) => {
      gateway.set({ handshake: { kind: 'bytes', chunks: [badBytes[name]] } });
      open();
      await until(EventName.sent);
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(events.map((event) => event.name)).toEqual(['sent']);
    },
  );

  test('one byte at a time works', async () => {
    gateway.set({ handshake: 'one-byte-at-a-time' });
    open();
    await until(EventName.nextValidId);
  });

  test('accepting the dialog completes the same connection', async () => {
    gateway.set({ handshake: 'silent' });
    open();
    await gateway.record.waitFor((record) => record.dialogsRaised === 1);
    gateway.acceptDialog();
    await until(EventName.nextValidId);
    expect(gateway.record.connectionsOpened).toBe(1);
  });
});
