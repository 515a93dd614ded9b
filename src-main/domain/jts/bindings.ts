import type { ConnectionStatus } from '../../contract/connection-status.ts';
import { connectionKey, isLocal } from '../../contract/target.ts';
import { boundFolder, type KnownFolders } from './bound-folder.ts';
import { seenRun, type SeenRun } from './gateway-run.ts';

/** A connection, the settings folder it is bound to, and what it tells of the program there. */
export interface Binding {
  /** See `connectionKey`. */
  readonly key: string;
  /** Real path; null: it can't be told. */
  readonly dir: string | null;
  readonly seen: SeenRun;
}

export const bindings = (
  statuses: readonly ConnectionStatus[],
  known: KnownFolders,
): readonly Binding[] =>
  statuses.map((status) => {
    const { target } = status;
    const seen = seenRun(status);
    const dir = boundFolder({ isLocal: isLocal(target.host), pid: seen.pid }, known);
    return { key: connectionKey(target), dir, seen };
  });
