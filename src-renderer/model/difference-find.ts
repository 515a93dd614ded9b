import { linesOf, type DifferenceRow } from './difference-rows.ts';
import { placesOf, type Found } from './difference-text.ts';
import type { DifferenceLine } from '$contract/jts/settings-state';

/** One find: in which row and in which of its lines. */
export interface Find {
  readonly row: number;
  readonly line: DifferenceLine;
  readonly from: number;
  readonly to: number;
}

/** More are of no use to anybody. */
export const MOST_FINDS = 1000;

/** All places of these letters, from top to bottom. `shownText`: a line as it is drawn. */
export function findAll(
  rows: readonly DifferenceRow[],
  letters: string,
  shownText: (line: DifferenceLine) => string,
): readonly Find[] {
  const finds: Find[] = [];
  if (letters === '') return finds;
  for (const [row, each] of rows.entries()) {
    for (const line of linesOf(each)) {
      for (const from of placesOf(shownText(line), letters)) {
        finds.push({ row, line, from, to: from + letters.length });
        if (finds.length === MOST_FINDS) return finds;
      }
    }
  }
  return finds;
}

/** The finds of each line, for drawing it. */
export function findsByLine(
  finds: readonly Find[],
  current: Find | undefined,
): ReadonlyMap<DifferenceLine, readonly Found[]> {
  const found = new Map<DifferenceLine, Found[]>();
  for (const find of finds) {
    const of = found.get(find.line) ?? [];
    of.push({ from: find.from, to: find.to, isCurrent: find === current });
    found.set(find.line, of);
  }
  return found;
}
