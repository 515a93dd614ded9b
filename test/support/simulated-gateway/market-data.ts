import { answer } from './message-ids.ts';
import { notify, type House, type Visit } from './visit.ts';

/** Tick types, live and delayed (enum TickType of @stoqey/ib 1.6.10). */
const ticks = {
  live: { bid: 1, ask: 2, last: 4, lastTime: 45 },
  delayed: { bid: 66, ask: 67, last: 68, lastTime: 88 },
} as const;

/** Answers message 1. Prices are the same each time; nothing here moves. */
export function sendMarketData(visit: Visit, house: House, fields: readonly string[]): void {
  const { connection } = visit;
  const requestId = fields[2] ?? '';
  // Counted from the end (…, snapshot, regulatory snapshot, options): combo legs may come in between.
  const isSnapshot = fields.at(-3) === '1';
  const { marketData } = house.behaviour;
  const isDelayed = marketData === 'delayed-only';
  if (isDelayed) {
    if (visit.marketDataType < 3) {
      return notify(visit, 10168, DELAYED_NOT_ENABLED, Number(requestId));
    }
    notify(visit, 10167, SHOWING_DELAYED, Number(requestId));
  }
  connection.send(answer.marketDataType, 1, requestId, isDelayed ? 3 : 1);
  connection.send(answer.tickParameters, requestId, 0.01, '9c0001', 3);
  if (marketData !== 'no-prices') {
    const type = isDelayed ? ticks.delayed : ticks.live;
    for (const [tick, price] of [
      [type.bid, 195.1],
      [type.ask, 195.12],
      [type.last, 195.11],
    ] as const) {
      connection.send(answer.tickPrice, 6, requestId, tick, price, 100, 0);
    }
    const lastSize = isDelayed ? 71 : 5;
    connection.send(answer.tickSize, 6, requestId, lastSize, 100);
    connection.send(answer.tickString, 6, requestId, type.lastTime, Math.floor(Date.now() / 1000));
  }
  if (isSnapshot) connection.send(answer.snapshotEnd, 1, requestId);
}

const NOT_SUBSCRIBED = 'Requested market data is not subscribed.';
const SHOWING_DELAYED = `${NOT_SUBSCRIBED} Displaying delayed market data.`;
const DELAYED_NOT_ENABLED = `${NOT_SUBSCRIBED} Delayed market data is not enabled.`;
