import type { ConnectionStatus } from './connection-status.ts';
import type { GatewayState } from './verdict.ts';

/** Most urgent first (design of the states). */
const ORDER: readonly GatewayState[] = [
  'waiting',
  'signin',
  'down',
  'degraded',
  'restart',
  'checking',
  'ready',
  'paused',
];

/** Most urgent first: by state, a lost link before other degradations, then live before paper. */
export function byUrgency(statuses: readonly ConnectionStatus[]): readonly ConnectionStatus[] {
  return [...statuses].sort((one, other) => rank(one) - rank(other));
}

function rank({ state, verdict, target }: ConnectionStatus): number {
  const isCutOff = state === 'degraded' && verdict === 'cut-off';
  return ORDER.indexOf(state) * 4 + (isCutOff ? 0 : 2) + (target.mode === 'live' ? 0 : 1);
}
