import { setImmediate as nextTurn } from 'node:timers/promises';
import { decodeLine, type JournalLine } from './journal-line.ts';

/** Smaller journals are read in no time. */
const LEAST_LENGTH = 256 * 1024;
/** Looked at without a pause, in a few milliseconds. */
const PAUSE_LINES = 200;

/**
 * The text of a journal without torn lines, without entries that are done with (dropped, and their
 * objects gone), and without marks that later ones replaced. The lines left are as they were, damaged
 * and unknown ones too. Null: less than half could go, so it is not worth it.
 */
export async function compacted(
  text: string,
  isDone: (id: string) => boolean,
): Promise<string | null> {
  if (text.length < LEAST_LENGTH) return null;
  const marked = new Map<string, Set<string>>();
  const kept: string[] = [];
  // From the end, so that the last mark of a kind is the first one met.
  for (const [at, line] of text.split('\n').reverse().entries()) {
    if (at % PAUSE_LINES === 0) await nextTurn();
    if (line === '') continue;
    const decoded = decodeLine(line);
    if (decoded.outcome === 'torn') continue;
    if (decoded.outcome === 'line' && isSpent(decoded.line, marked, isDone)) continue;
    kept.push(`${line}\n`);
  }
  const left = kept.reverse().join('');
  return left.length * 2 < text.length ? left : null;
}

function isSpent(
  line: JournalLine,
  marked: Map<string, Set<string>>,
  isDone: (id: string) => boolean,
): boolean {
  switch (line.kind) {
    case 'head':
      return true;
    case 'entry':
      return isDone(line.entry.id);
    case 'drop':
      return line.ids.every(isDone);
    case 'mark': {
      if (isDone(line.id)) return true;
      const later = marked.get(line.id) ?? new Set();
      const own = Object.keys(line.marks);
      const isReplaced = own.every((key) => later.has(key));
      for (const key of own) later.add(key);
      marked.set(line.id, later);
      return isReplaced;
    }
  }
}
