import type { ConnectionStatus } from '$contract/connection-status';
import type { FolderState } from '$contract/jts/settings-state';
import { connectionKey, type Product } from '$contract/target';

/** Whose settings they are: of the process that uses them, else of a connection bound to them. */
export function productOf(
  { use, connections }: Pick<FolderState, 'use' | 'connections'>,
  statuses: readonly ConnectionStatus[],
): Product {
  if (use.state === 'running') return use.product;
  const bound = statuses.find(({ target }) => connections.includes(connectionKey(target)));
  return bound?.target.product ?? 'unknown';
}
