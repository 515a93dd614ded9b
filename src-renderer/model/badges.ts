import type { ChangeSummary } from '$contract/jts/finding';

/** A count beside a page's name, and what it counts: `2`, `2 changes that matter`. */
export interface Badge {
  readonly text: string;
  readonly meaning: string;
}

const MOST = 99;

/** How many of the changes matter; null: none, and no badge. */
export function changesBadge(changes: ChangeSummary | null): Badge | null {
  const count = changesThatMatter(changes);
  if (count === 0) return null;
  return {
    text: count > MOST ? `${MOST}+` : String(count),
    meaning: count === 1 ? '1 change that matters' : `${count} changes that matter`,
  };
}

export function changesThatMatter(changes: ChangeSummary | null): number {
  if (changes === null) return 0;
  const { high, medium, low } = changes.counts;
  return high + medium + low;
}
