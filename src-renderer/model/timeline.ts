import type { BackupRow } from '$contract/jts/settings-state';
import { LAST_GOOD_AND_NOW, type ComparedPair } from '../state/navigation.svelte.ts';

/** Neighbours in the list that were saved on the same day. */
export interface TimelineDay {
  /** Stays the same while rows come and go. */
  readonly key: string;
  /** Epoch ms, of the newest. */
  readonly at: number;
  readonly rows: readonly BackupRow[];
}

/** A day can come twice: the journal's order counts, also where the clock was set back. */
export function timelineDays(rows: readonly BackupRow[]): readonly TimelineDay[] {
  const days: { key: string; at: number; rows: BackupRow[] }[] = [];
  const times = new Map<number, number>();
  for (const row of rows) {
    const day = dayOf(row.at);
    const last = days.at(-1);
    if (last !== undefined && dayOf(last.at) === day) last.rows.push(row);
    else {
      const time = (times.get(day) ?? 0) + 1;
      times.set(day, time);
      days.push({ key: `${day} ${time}`, at: row.at, rows: [row] });
    }
  }
  return days;
}

const dayOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** What its button compares; null: nothing that could be compared. */
export function comparedWith(row: BackupRow, hasLastGood: boolean): ComparedPair | null {
  if (row.isDamaged) return null;
  if (!row.isNow) return { before: row.id, after: 'now' };
  return hasLastGood && !row.isLastGood ? LAST_GOOD_AND_NOW : null;
}

/** The older one first, as it stands in the list: newest first. */
export function chosenPair(
  rows: readonly BackupRow[],
  chosen: readonly string[],
): ComparedPair | null {
  const [newer, older, ...more] = rows.filter(({ id }) => chosen.includes(id));
  if (newer === undefined || older === undefined || more.length > 0) return null;
  return { before: older.id, after: newer.id };
}

/** What is on disk already comes back only with the API settings store beside it. */
export const canRestore = ({ isDamaged, isNow, hasApiStore }: BackupRow): boolean =>
  !isDamaged && (!isNow || hasApiStore);
