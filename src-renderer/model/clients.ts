import type { ApiClient } from '$contract/api-clients';
import type { ConnectionStatus } from '$contract/connection-status';
import { isLocal } from '$contract/target';

/** What can be said of the programs on the API port. */
export type ClientsView =
  | { kind: 'looking' }
  | { kind: 'remote' }
  /** Nothing listens, so nobody can be connected. */
  | { kind: 'closed' }
  /** Counted at most, not named. */
  | { kind: 'unknown'; connections: number | null; halfClosed: number }
  | { kind: 'known'; clients: readonly ApiClient[] };

export function clientsView({ target, report, apiClients }: ConnectionStatus): ClientsView {
  if (!isLocal(target.host)) return { kind: 'remote' };
  if (apiClients !== null) return { kind: 'known', clients: apiClients };
  const listener = report?.evidence.listener;
  // A running test has not looked yet, or the look is on its way.
  if (report === null || listener === undefined || isPending(report)) return { kind: 'looking' };
  if (listener.outcome === 'none') return { kind: 'closed' };
  if (listener.outcome !== 'found') return { kind: 'unknown', connections: null, halfClosed: 0 };
  return { kind: 'unknown', connections: listener.clients, halfClosed: listener.closeWait };
}

function isPending({ phase, evidence }: NonNullable<ConnectionStatus['report']>): boolean {
  return phase === 'running' && evidence.listener.outcome === 'not-checked';
}
