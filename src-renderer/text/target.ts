import { USUAL_PORTS, type AccountMode, type Product, type Target } from '$contract/target';

/** The product's full name, where there is room for it. */
export const productLabel: Readonly<Record<Product, string>> = {
  gateway: 'IB Gateway',
  tws: 'Trader Workstation',
  unknown: 'Gateway or TWS',
};

export const modeLabel: Readonly<Record<Target['mode'], string>> = {
  paper: 'Paper',
  live: 'Live',
  unknown: 'Paper or live',
};

export const modeOptions: readonly { value: AccountMode; label: string }[] = [
  { value: 'paper', label: modeLabel.paper },
  { value: 'live', label: modeLabel.live },
];

/** The port is usually the other kind of account's; null where it says nothing. */
export function usualAccountNote(port: number, expect: AccountMode): string | null {
  const usual = USUAL_PORTS[port]?.mode;
  return usual === undefined || usual === expect
    ? null
    : `Port ${port} is usually a ${usual} account's. Make sure that this one is ${expect}.`;
}

export const LIVE_NOTE =
  'This is a live account. The test sends no orders and no account requests.';
