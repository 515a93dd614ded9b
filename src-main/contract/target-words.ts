import type { Product, Target } from './target.ts';

/** The product's name as people call it; "Gateway" stands for both where it isn't known. */
export const productName: Readonly<Record<Product, string>> = {
  gateway: 'Gateway',
  tws: 'TWS',
  unknown: 'Gateway',
};
/** `Paper 4002`, `Live 7496`; the word Live is never left out. */
export function portName(target: Target): string {
  const mode = { paper: 'Paper ', live: 'Live ', unknown: 'Port ' }[target.mode];
  return `${mode}${target.port}`;
}

/** `Paper, 127.0.0.1:4002`. */
export function targetLine(target: Target): string {
  const mode = { paper: 'Paper, ', live: 'Live, ', unknown: '' }[target.mode];
  return `${mode}${targetAddress(target)}`;
}

/** `127.0.0.1:4002`, `[::1]:4002`. */
export function targetAddress({ host, port }: Pick<Target, 'host' | 'port'>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
