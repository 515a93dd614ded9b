import type { Field } from './frames.ts';
import { answer } from './message-ids.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BARS = 7;

/** Server versions at which a field came or went (MIN_SERVER_VER of @stoqey/ib 1.6.10). */
const since = { lastTradeDate: 182, ineligibilityReasons: 186 };

/** Message 10, in the order of `decodeMsg_CONTRACT_DATA` (core/io/decoder.js) from server version 164 on. */
export function contractDetails(
  fields: readonly string[],
  clientMaxVersion: number,
  { serverVersion }: { serverVersion: number },
): Field[] {
  const version = Math.min(serverVersion, clientMaxVersion);
  const [, , requestId = '', , symbol = '', secType = 'STK'] = fields;
  const hours = tradingHours(new Date());
  return [
    ...[answer.contractDetails, requestId, symbol, secType, ''],
    ...(version >= since.lastTradeDate ? [''] : []),
    // strike, right, exchange, currency, local symbol, market name, trading class, contract id, tick
    ...[0, '', 'SMART', 'USD', symbol, 'NMS', 'NMS', 265598, 0.01],
    // multiplier, order types, exchanges, price magnifier, underlying
    ...['', 'ACTIVETIM,LMT,MKT', 'SMART,NASDAQ,NYSE', 1, 0],
    ...[`${symbol} INC`, 'NASDAQ', '', 'Technology', 'Computers', 'Computers', 'US/Eastern'],
    ...[hours, hours, '', 0],
    // security ids (count, then pairs), aggregation group, underlying symbol and type, market rules
    ...[1, 'ISIN', 'US0378331005', 1, '', '', '26,26'],
    // real expiry, stock type, smallest size, size step, suggested size step
    ...['', 'COMMON', 0.0001, 0.0001, 100],
    ...(version >= since.ineligibilityReasons ? [0] : []),
  ];
}

/** The vendor's form, e.g. `20261123:0930-20261123:1600;20261124:CLOSED`. */
function tradingHours(today: Date): string {
  const days = [0, 1].map((ahead) => new Date(today.getTime() + ahead * DAY_MS));
  return days
    .map((day) => {
      const isWeekend = day.getUTCDay() % 6 === 0;
      return isWeekend ? `${date(day)}:CLOSED` : `${date(day)}:0930-${date(day)}:1600`;
    })
    .join(';');
}

/** Message 17 without version and gap flag, which left with server version 124 (SYNT_REALTIME_BARS). */
export function bars(fields: readonly string[]): Field[] {
  const requestId = fields[1] ?? '';
  const inEpochSeconds = fields.at(-3) === '2';
  const end = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  const stamp = (at: number): string =>
    inEpochSeconds ? String(at / 1000) : `${date(new Date(at))} ${clock(new Date(at))} UTC`;
  const rows = Array.from({ length: BARS }, (_, index) => {
    const open = 190 + index;
    const at = stamp(end - (BARS - index) * HOUR_MS);
    // date, open, high, low, close, volume, weighted average, trades
    return [at, open, open + 1.5, open - 0.5, open + 1, 1_000_000, open + 0.4, 5000];
  });
  return [
    ...[answer.historicalData, requestId, stamp(end - DAY_MS), stamp(end), BARS],
    ...rows.flat(),
  ];
}

function date(instant: Date): string {
  return instant.toISOString().slice(0, 10).replaceAll('-', '');
}

function clock(instant: Date): string {
  return instant.toISOString().slice(11, 19);
}
