import { farmText, type FarmNotice } from './farms.ts';
import { answer } from './message-ids.ts';
import { now } from './record.ts';
import { notify, refuse, type House, type Visit } from './visit.ts';

export const codeTexts = {
  321: "Error validating request.-'as' : cause - The API interface is currently in Read-Only mode.",
  326: 'Unable to connect as the client id is already in use. Retry with a unique client id.',
  1100: 'Connectivity between IBKR and Trader Workstation has been lost.',
  1101: 'Connectivity between IBKR and Trader Workstation has been restored - data lost.',
  1102: 'Connectivity between IBKR and Trader Workstation has been restored - data maintained.',
  2110: 'Connectivity between Trader Workstation and server is broken. It will be restored automatically.',
  10141: 'Paper trading disclaimer must first be accepted for API connection.',
} as const;

const FIRST_ORDER_ID = 1;

/** The smaller of both maxima (all vendor clients reject anything above their own). */
export function sendVersion(visit: Visit, house: House, version = house.serverVersion): void {
  const { connection } = visit;
  const offered = connection.record.hello?.maxVersion ?? version;
  connection.record.versionSent = now();
  connection.send(Math.min(version, offered), house.behaviour.connectionTime);
  house.record.changed();
}

export function sendAccounts(visit: Visit, house: House): void {
  visit.connection.send(answer.managedAccounts, 1, house.accounts.join(','));
}

export function sendNextValidId(visit: Visit): void {
  visit.connection.send(answer.nextValidId, 1, FIRST_ORDER_ID);
}

/** Starts the session, or refuses it with 326 while another open session has the same client id. */
export function startSession(visit: Visit, house: House, cutOff = house.linkIsLost): void {
  if (house.behaviour.uniqueClientIds && clientIdIsTaken(visit, house)) {
    return refuse(visit, { code: 326, text: codeTexts[326] }, {});
  }
  for (const part of house.behaviour.sessionOrder) {
    if (part === 'accounts') sendAccounts(visit, house);
    if (part === 'id') sendNextValidId(visit);
    if (part === 'farms') {
      if (cutOff) notify(visit, 2110, codeTexts[2110]);
      else sendFarms(visit, house);
    }
  }
  visit.inSession = true;
  visit.connection.record.sessionSent = now();
  house.record.changed();
}

export function sendFarms(visit: Visit, house: House): void {
  for (const notice of house.behaviour.farms) {
    if (notice.afterMs === undefined) sayFarm(visit, house, notice);
    else visit.connection.after(notice.afterMs, () => sayFarm(visit, house, notice));
  }
}

function sayFarm(visit: Visit, house: House, notice: FarmNotice): void {
  if (house.linkIsLost) return;
  const seen = house.brokenFarms.has(notice.farm) ? farmNotice(notice.farm, 'down') : notice;
  notify(visit, seen.code, farmText(seen));
}

/** Market data farms have their own codes, and so have history (`…hmds`) and security definitions (`secdef…`). */
export function farmNotice(farm: string, state: 'up' | 'down'): FarmNotice {
  const broken = farm.includes('hmds') ? 2105 : farm.startsWith('secdef') ? 2157 : 2103;
  return { code: state === 'down' ? broken : broken + 1, farm };
}

export function clientIdIsTaken(visit: Visit, house: House): boolean {
  const { clientId } = visit.connection.record;
  return [...house.visits].some(
    (other) =>
      other !== visit &&
      other.inSession &&
      other.connection.isOpen &&
      other.connection.record.clientId === clientId,
  );
}
