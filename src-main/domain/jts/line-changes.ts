import { diffArrays } from 'diff';

/** So many lines went, so many came in their place, and so many are the same after them. */
export interface LineChange {
  readonly removed: number;
  readonly added: number;
  readonly same: number;
}

/** Insertions and deletions of lines after which two files are called wholly different. */
const MOST_EDITS = 1000;

/**
 * How the lines of one version become those of another. Where more than a thousand lines differ, what
 * lies between the first and the last difference is all removed and all added, so that time is bounded.
 */
export function lineChanges(
  before: readonly string[],
  after: readonly string[],
): readonly LineChange[] {
  // What both begin and end with costs nothing, and stays even where the middle is given up.
  const most = Math.min(before.length, after.length);
  const start = countWhile(most, (at) => before[at] === after[at]);
  const end = countWhile(most - start, (at) => before.at(-1 - at) === after.at(-1 - at));
  return merged([
    { removed: 0, added: 0, same: start },
    ...middleChanges(
      before.slice(start, before.length - end),
      after.slice(start, after.length - end),
    ),
    { removed: 0, added: 0, same: end },
  ]);
}

function countWhile(most: number, isAlike: (at: number) => boolean): number {
  let at = 0;
  while (at < most && isAlike(at)) at += 1;
  return at;
}

function middleChanges(before: string[], after: string[]): readonly LineChange[] {
  // A line that the other side has nowhere is an edit, whatever way is found: spares the search for one.
  const isHopeless = foreign(before, after) + foreign(after, before) > MOST_EDITS;
  const parts = isHopeless ? undefined : diffArrays(before, after, { maxEditLength: MOST_EDITS });
  if (parts === undefined) return [{ removed: before.length, added: after.length, same: 0 }];
  return parts.map(({ removed, added, count }) => ({
    removed: removed ? count : 0,
    added: added ? count : 0,
    same: removed || added ? 0 : count,
  }));
}

function foreign(lines: readonly string[], others: readonly string[]): number {
  const there = new Set(others);
  return lines.reduce((count, line) => (there.has(line) ? count : count + 1), 0);
}

/** What went and what came at one place is one change. */
function merged(changes: readonly LineChange[]): readonly LineChange[] {
  const all: LineChange[] = [];
  for (const change of changes) {
    const last = all.at(-1);
    const isOne = last !== undefined && (last.same === 0 || change.removed + change.added === 0);
    if (!isOne) all.push(change);
    else {
      all[all.length - 1] = {
        removed: last.removed + change.removed,
        added: last.added + change.added,
        same: last.same + change.same,
      };
    }
  }
  return all;
}
