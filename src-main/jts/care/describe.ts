import type { Comparison } from '../../contract/jts/finding.ts';
import { summaryOf } from '../../domain/jts/meaning.ts';
import type { Comparer } from '../comparer.ts';
import type { Description } from '../restore/restore-ports.ts';

type Bytes = Uint8Array | null;

export interface Described extends Description {
  /** In clear; null: nothing to compare with, or it took too long. */
  readonly comparison: Comparison | null;
}

/** What a content is by itself and beside the one before; null: there is no file. `before` undefined: not known. */
export async function describe(
  comparer: Comparer,
  bytes: Bytes,
  before: Bytes | undefined,
): Promise<Described> {
  const comparison =
    before === undefined ? null : doneOr(await comparer.compare(before, bytes), null);
  const summary = comparison && summaryOf(comparison);
  if (bytes === null) return { health: 'absent', summary, comparison };
  // What can't be read in ten seconds is no file of Gateway's.
  const health = doneOr(await comparer.health(before ?? null, bytes), 'not-settings');
  return { health, summary, comparison };
}

const doneOr = <Value, Other>(
  compared: { outcome: 'done'; value: Value } | { outcome: 'failed' },
  other: Other,
): Value | Other => (compared.outcome === 'done' ? compared.value : other);
