import type { AccountMode, Product, Target } from '$contract/target';

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

export const LIVE_NOTE =
  'This is a live account. The test sends no orders and no account requests.';
