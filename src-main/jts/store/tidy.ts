import type { BackupEntry } from '../../contract/jts/backup.ts';
import { planRetention } from '../../domain/jts/retention.ts';
import type { Log } from '../../logging/log.ts';
import type { Journal } from './journal.ts';
import type { Objects } from './objects.ts';

/** Between dropping an entry and deleting its bytes. */
const GRACE_MS = 24 * 60 * 60 * 1000;

/**
 * Drops what retention lets go, deletes the bytes of what was dropped a day ago, and shortens the
 * journal where that pays. For whoever holds the lock and has read the journal. Throws what the file
 * system says.
 */
export async function tidyStore(
  journal: Journal,
  objects: Objects,
  nowMs: number,
  maxBytes: number,
  log: Log,
): Promise<void> {
  const { keep } = planRetention(journal.index.entries, nowMs, maxBytes);
  const ids = journal.index.entries.flatMap(({ id }) => (keep.has(id) ? [] : [id]));
  if (ids.length > 0) {
    await journal.append([{ kind: 'drop', ids, at: nowMs }]);
    log.info(`${ids.length} backups dropped`);
  }
  await objects.sweep();
  const done = await deleteBytes(journal, objects, nowMs, log);
  await journal.compact((id) => done.has(id));
}

/** Ids of the dropped entries of which nothing is left. */
async function deleteBytes(
  journal: Journal,
  objects: Objects,
  nowMs: number,
  log: Log,
): Promise<ReadonlySet<string>> {
  const { dropped, entries, hasGaps, lastId } = journal.index;
  if (hasGaps) {
    // A line that can't be read may name these bytes, and its words may yet be guessed by a person.
    log.warn('the journal of the backups has damaged lines: no bytes are deleted');
    return new Set();
  }
  const isOver = ({ at }: { readonly at: number }): boolean => nowMs - at >= GRACE_MS;
  const needed = new Set(
    [...entries, ...dropped.filter((one) => !isOver(one)).map(({ entry }) => entry)].flatMap(
      hashes,
    ),
  );
  const kept = new Set<string>();
  const over = dropped.filter(isOver).map(({ entry }) => entry);
  for (const sha256 of new Set(over.flatMap(hashes))) {
    if (!needed.has(sha256) && !(await objects.remove(sha256))) kept.add(sha256);
  }
  // The ids must go on from the last one, whatever became of its entry.
  return new Set(
    over
      .filter((entry) => entry.id !== lastId && !hashes(entry).some((sha256) => kept.has(sha256)))
      .map(({ id }) => id),
  );
}

const hashes = ({ files }: BackupEntry): readonly string[] => files.map(({ sha256 }) => sha256);
