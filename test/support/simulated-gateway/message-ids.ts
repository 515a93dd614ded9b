/** Message ids of the API socket, from OUT_MSG_ID and IN_MSG_ID of @stoqey/ib 1.6.10 (core/io). */

/** What a client asks. */
export const request = {
  marketData: 1,
  openOrders: 5,
  ids: 8,
  contractDetails: 9,
  autoOpenOrders: 15,
  allOpenOrders: 16,
  managedAccounts: 17,
  historicalData: 20,
  currentTime: 49,
  marketDataType: 59,
  startApi: 71,
  completedOrders: 99,
} as const;

/** What the Gateway says. */
export const answer = {
  tickPrice: 1,
  tickSize: 2,
  notice: 4,
  nextValidId: 9,
  contractDetails: 10,
  managedAccounts: 15,
  historicalData: 17,
  tickString: 46,
  currentTime: 49,
  contractDetailsEnd: 52,
  openOrderEnd: 53,
  snapshotEnd: 57,
  marketDataType: 58,
  tickParameters: 81,
  completedOrdersEnd: 102,
} as const;

/**
 * Messages that place, change or withdraw an order. A what-if order is a placeOrder with a flag, so 3
 * covers it. Source: OUT_MSG_ID in @stoqey/ib 1.6.10, core/io/encoder.js.
 */
export const orderMessages: ReadonlyMap<number, string> = new Map([
  [3, 'placeOrder (what-if orders too)'],
  [4, 'cancelOrder'],
  [21, 'exerciseOptions'],
  [58, 'reqGlobalCancel'],
]);

/** Messages that read or write account data: positions, balances, executions, adviser set-up. Same source. */
export const accountDataMessages: ReadonlyMap<number, string> = new Map([
  [6, 'reqAccountData'],
  [7, 'reqExecutions'],
  [18, 'reqFA'],
  [19, 'replaceFA'],
  [61, 'reqPositions'],
  [62, 'reqAccountSummary'],
  [74, 'reqPositionsMulti'],
  [76, 'reqAccountUpdatesMulti'],
  [92, 'reqPnL'],
  [94, 'reqPnLSingle'],
  [99, 'reqCompletedOrders'],
]);

/** Under Read-Only these get 321 (wire observations of ib_async and ibkr-go): orders, own open orders, ids, binding. */
export const writeAccessMessages: ReadonlySet<number> = new Set([
  ...orderMessages.keys(),
  request.openOrders,
  request.ids,
  request.autoOpenOrders,
  request.completedOrders,
]);
