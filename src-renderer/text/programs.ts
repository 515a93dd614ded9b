import type { ApiClient } from '$contract/api-clients';

/** `2 connections, 1 half-closed`. */
export function holding({ connections, halfClosed }: ApiClient): string {
  const open = connections === 1 ? '1 connection' : `${connections} connections`;
  if (halfClosed === 0) return open;
  return connections === 0 ? `${halfClosed} half-closed` : `${open}, ${halfClosed} half-closed`;
}

/** Why no list of programs can be shown; null where there is one. */
export function noClients(clients: readonly ApiClient[] | null, local: boolean): string | null {
  if (!local) return 'Only connections on this computer can be seen, and Gateway is on another.';
  if (clients === null) return 'Which programs are connected is not known.';
  return clients.length === 0 ? 'No other program is connected.' : null;
}
