import type { ConnectionStatus } from '$contract/connection-status';

/** How Gatelight will notice that the problem is over. */
export type Watching =
  | { how: 'paused' }
  | { how: 'elsewhere'; pid: number }
  | { how: 'not-tested' }
  | { how: 'held'; clientId: number }
  | { how: 'session' }
  | { how: 'tests' };

/** Their open session hears of the end by itself, beside the tests. */
const SESSION_TELLS = new Set<ConnectionStatus['verdict']>(['cut-off', 'frozen']);

export function watchingOf(status: ConnectionStatus): Watching {
  const { state, report, watchedBy, mode, verdict } = status;
  if (state === 'paused') return { how: 'paused' };
  if (watchedBy !== null) return { how: 'elsewhere', pid: watchedBy };
  if (report?.phase === 'held') return { how: 'held', clientId: report.clientId };
  if (mode === null || mode === 'look-only') return { how: 'not-tested' };
  if (mode === 'stay-connected' && SESSION_TELLS.has(verdict)) return { how: 'session' };
  return { how: 'tests' };
}
