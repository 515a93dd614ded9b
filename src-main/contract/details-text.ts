import { RESERVED_CLIENT_ID } from './connection-rules.ts';
import type { Target } from './target.ts';

/** Ids that Gatelight itself may connect with. */
export interface OwnIds {
  readonly from: number;
  readonly to: number;
  /** The user's choice for it, or null. */
  readonly chosen: number | null;
}

const PRODUCTS: Readonly<Record<Target['product'], string>> = {
  gateway: 'IB Gateway',
  tws: 'TWS',
  unknown: 'IB Gateway or TWS',
};
const ACCOUNTS: Readonly<Record<Target['mode'], string>> = {
  paper: 'paper',
  live: 'live',
  unknown: 'not known',
};

/** What one's own program needs to connect, as plain lines. No account number is among it. */
export function detailsText({ host, port, product, mode }: Target, own: OwnIds): string {
  const gatelights =
    own.chosen === null || (own.chosen >= own.from && own.chosen <= own.to)
      ? `${own.from}–${own.to}`
      : `${own.chosen} and ${own.from}–${own.to}`;
  return [
    `Host: ${host}`,
    `Port: ${port}`,
    `Client ID: any from 1 to 999999 that no other program uses, not 0 or ${RESERVED_CLIENT_ID} and not Gatelight's own ${gatelights}`,
    `Account: ${ACCOUNTS[mode]}`,
    `API: ${PRODUCTS[product]}, socket clients`,
    '',
  ].join('\n');
}
