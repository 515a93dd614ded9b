import { bars, contractDetails } from './reference-data.ts';
import { sendMarketData } from './market-data.ts';
import { answer, request, writeAccessMessages } from './message-ids.ts';
import { codeTexts, sendAccounts, sendNextValidId } from './session.ts';
import { notify, type House, type Visit } from './visit.ts';

/** Place of the request id among the fields (server version 176 and above), where a request has one. */
const requestIdField: Readonly<Record<number, number>> = {
  [request.marketData]: 2,
  [request.contractDetails]: 2,
  [request.historicalData]: 1,
};

/** Answers one request of an open session. Cancel messages and unknown ids are recorded, never answered. */
export function answerRequest(visit: Visit, house: House, fields: readonly string[]): void {
  const id = Number(fields[0]);
  const outcome = house.behaviour.requests[id];
  if (outcome === 'unanswered') return;
  if (outcome && 'code' in outcome) {
    const requestId = Number(fields[requestIdField[id] ?? -1] ?? -1);
    return notify(
      visit,
      outcome.code,
      outcome.text ?? `Refused by the simulator: ${id}`,
      requestId,
    );
  }
  if (outcome) visit.connection.after(outcome.delayMs, () => giveAnswer(visit, house, id, fields));
  else giveAnswer(visit, house, id, fields);
}

function giveAnswer(visit: Visit, house: House, id: number, fields: readonly string[]): void {
  if (house.behaviour.readOnly && writeAccessMessages.has(id))
    return refuseWriteAccess(visit, house);
  const { connection } = visit;
  switch (id) {
    case request.currentTime:
      return answerClock(visit, house);
    case request.managedAccounts:
      return sendAccounts(visit, house);
    case request.ids:
      return sendNextValidId(visit);
    case request.openOrders:
    case request.allOpenOrders:
    case request.autoOpenOrders:
      return connection.send(answer.openOrderEnd, 1);
    case request.completedOrders:
      return connection.send(answer.completedOrdersEnd);
    case request.contractDetails: {
      const requestId = fields[2] ?? '';
      connection.send(...contractDetails(fields, connection.record.hello?.maxVersion ?? 0, house));
      return connection.send(answer.contractDetailsEnd, 1, requestId);
    }
    case request.historicalData:
      return connection.send(...bars(fields));
    case request.marketDataType:
      visit.marketDataType = Number(fields[2]);
      return;
    case request.marketData:
      return sendMarketData(visit, house, fields);
    default:
      return;
  }
}

function answerClock(visit: Visit, house: House): void {
  house.clockRequests += 1;
  const { muteClock, clockSkewSeconds } = house.behaviour;
  if (muteClock === 'all') return;
  if (typeof muteClock === 'object') {
    if ('requests' in muteClock && house.clockRequests <= muteClock.requests) return;
    const place = visit.connection.record.id - house.beforeMuteClock;
    if ('connections' in muteClock && place > 0 && place <= muteClock.connections) return;
  }
  const seconds = Math.floor(Date.now() / 1000) + clockSkewSeconds;
  visit.connection.send(answer.currentTime, 1, seconds);
}

function refuseWriteAccess(visit: Visit, house: House): void {
  house.record.writeAccessWindows += 1;
  house.record.changed();
  const { requestId = -1, delayMs = 0 } = house.behaviour.readOnlyForm;
  visit.connection.after(delayMs, () => notify(visit, 321, codeTexts[321], requestId));
}
