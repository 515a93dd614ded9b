import type { DifferenceLine, TextDifference } from '$contract/jts/settings-state';

/** One row of the drawn difference: a line, two lines beside each other, or lines that are folded away. */
export type DifferenceRow =
  | { readonly kind: 'line'; readonly line: DifferenceLine }
  | {
      readonly kind: 'pair';
      readonly before: DifferenceLine | null;
      readonly after: DifferenceLine | null;
    }
  | { readonly kind: 'fold'; readonly fold: Fold };

/** Unchanged lines that are not shown. */
export interface Fold {
  /** Its place among the folds: before the block of this number, or after the last. */
  readonly block: number;
  readonly count: number;
  /** Line number in `after` of the first one that is not shown, from 1. */
  readonly from: number;
}

export type DifferenceLook = 'unified' | 'side-by-side';
type Text = Extract<TextDifference, { outcome: 'text' }>;
/** Lines of a fold that were asked for, from its top, by its block. */
export type OpenedFolds = ReadonlyMap<number, readonly DifferenceLine[]>;

export function differenceRows(
  text: Text,
  opened: OpenedFolds,
  look: DifferenceLook,
): readonly DifferenceRow[] {
  const rows: DifferenceRow[] = [];
  const draw = look === 'unified' ? unified : sideBySide;
  let next = 1;
  const skip = (block: number, skipped: number): void => {
    const shown = opened.get(block) ?? [];
    for (const row of draw(shown)) rows.push(row);
    const count = skipped - shown.length;
    if (count > 0) rows.push({ kind: 'fold', fold: { block, count, from: next + shown.length } });
    next += skipped;
  };
  text.blocks.forEach(({ skipped, lines }, block) => {
    skip(block, skipped);
    for (const row of draw(lines)) rows.push(row);
    next += lines.filter(({ after }) => after !== null).length;
  });
  skip(text.blocks.length, text.skippedAtEnd);
  return rows;
}

function unified(lines: readonly DifferenceLine[]): readonly DifferenceRow[] {
  return lines.map((line) => ({ kind: 'line', line }));
}

/** What was removed stands beside what was added in its place. */
function sideBySide(lines: readonly DifferenceLine[]): readonly DifferenceRow[] {
  const rows: DifferenceRow[] = [];
  let removed: DifferenceLine[] = [];
  let added: DifferenceLine[] = [];
  const flush = (): void => {
    const count = Math.max(removed.length, added.length);
    for (let at = 0; at < count; at += 1) {
      rows.push({ kind: 'pair', before: removed[at] ?? null, after: added[at] ?? null });
    }
    removed = [];
    added = [];
  };
  for (const line of lines) {
    if (line.kind === 'same') {
      flush();
      rows.push({ kind: 'pair', before: line, after: line });
    } else if (line.kind === 'removed') {
      // Removed again after something was added: another place.
      if (added.length > 0) flush();
      removed.push(line);
    } else {
      added.push(line);
    }
  }
  flush();
  return rows;
}

export function isChangedRow(row: DifferenceRow): boolean {
  if (row.kind === 'fold') return false;
  return row.kind === 'line' ? row.line.kind !== 'same' : row.before !== row.after;
}

/** Where each run of changed rows begins. */
export function differenceStarts(rows: readonly DifferenceRow[]): readonly number[] {
  const starts: number[] = [];
  rows.forEach((row, index) => {
    const above = rows[index - 1];
    if (isChangedRow(row) && (above === undefined || !isChangedRow(above))) starts.push(index);
  });
  return starts;
}

/** The lines of a row, each once, with the side they stand on. */
export function linesOf(row: DifferenceRow): readonly DifferenceLine[] {
  if (row.kind === 'fold') return [];
  if (row.kind === 'line') return [row.line];
  const { before, after } = row;
  return [before, after === before ? null : after].filter((line) => line !== null);
}

/** A line with a button in it needs the room of a button. */
export function isTall(row: DifferenceRow): boolean {
  return linesOf(row).some(({ isMasked }) => isMasked);
}

/** Heights in rem, as the rows are drawn. */
const HEIGHT_REM = { line: 1.25, masked: 1.75, fold: 2 } as const;

export function rowHeightRem(row: DifferenceRow): number {
  if (row.kind === 'fold') return HEIGHT_REM.fold;
  return isTall(row) ? HEIGHT_REM.masked : HEIGHT_REM.line;
}

/** Which side a line is asked for by, and its number there. */
export function placeOf(line: DifferenceLine): { side: 'before' | 'after'; line: number } {
  return line.after === null
    ? { side: 'before', line: line.before ?? 0 }
    : { side: 'after', line: line.after };
}
