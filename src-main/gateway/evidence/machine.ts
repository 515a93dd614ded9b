import type { FolderProcess } from '../../contract/jts/settings-folder.ts';
import type { Programs } from './program-names.ts';
import type { Read, Timed } from './read.ts';
import type { SocketRow } from './sockets.ts';

/** A process of IB's as one system shows it. */
export interface SeenProcess {
  readonly pid: number;
  readonly product: 'gateway' | 'tws';
  readonly version: string | null;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly suspended: boolean;
  readonly uid: number | null;
  /** `owner` of its rows in the socket table; null where its sockets may not be read. */
  readonly sockets: ReadonlySet<string> | null;
}

export interface ProcessList {
  readonly ib: readonly SeenProcess[];
  /** What could not be seen, so that "none" cannot be said; null when the list is whole. */
  readonly missing: string | null;
}

export interface Owner {
  readonly pid: number;
  readonly program: string;
}

/** Everything read at one moment. */
export interface Look {
  readonly sockets: Timed<Read<readonly SocketRow[]>>;
  readonly processes: Timed<Read<ProcessList>>;
  /** Null where the owner may not be seen. */
  ownerOf(row: SocketRow): Promise<Owner | null>;
}

/** What differs between the systems. No function rejects. */
export interface Machine {
  /**
   * As cheap as it gets: asked every two seconds. Of other rows than listeners the newest may miss,
   * unless `isFresh`.
   */
  listeners(isFresh: boolean): Promise<Read<readonly SocketRow[]>>;
  look(): Promise<Look>;
  /** The programs behind `owner` of rows; looked up for new ones only. */
  programsOf(owners: readonly string[]): Promise<Programs>;
  /** Every process that may use a settings folder; nothing is said where one may be hidden. */
  folderProcesses(): Promise<Read<readonly FolderProcess[]>>;
}
