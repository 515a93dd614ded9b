import type { Comparison } from '../../contract/jts/finding.ts';
import type { DifferenceLine } from '../../contract/jts/settings-state.ts';
import type { Explained, Hidden } from '../../domain/jts/explained.ts';
import type { Description } from '../restore/restore-ports.ts';

type Bytes = Uint8Array | null;

/** Reads and compares settings, off the thread that everything else waits for. Null: there is no file. */
export interface Comparer {
  explain(before: Bytes, after: Bytes): Promise<Explained>;
  /** In clear: for rules and summaries, never to be shown. */
  compare(before: Bytes, after: Bytes): Promise<Comparison>;
  describe(bytes: Bytes, before: Bytes): Promise<Description>;
  reveal(
    before: Bytes,
    after: Bytes,
    what: Hidden,
  ): Promise<{ readonly before: string | null; readonly after: string | null } | null>;
  /** Lines of `after` from line `from` (from 1) on, masked. */
  lines(
    before: Bytes,
    after: Bytes,
    from: number,
    count: number,
  ): Promise<readonly DifferenceLine[]>;
  dispose(): void;
}
