/** Rows of known heights in a box that scrolls: only those near what can be seen are drawn. */
export interface RowWindow {
  /** Index of the first row drawn, and of the first one after them. */
  readonly first: number;
  readonly end: number;
  /** Room for the rows above and below, in the heights' unit. */
  readonly above: number;
  readonly below: number;
}

/** Tops of all rows, and last the height of all together. */
export function rowTops(heights: readonly number[]): readonly number[] {
  const tops = [0];
  let top = 0;
  for (const height of heights) {
    top += height;
    tops.push(top);
  }
  return tops;
}

/** `margin`: how far beyond the edges of the box rows are drawn. */
export function windowAt(
  tops: readonly number[],
  scrolled: number,
  seen: number,
  margin: number,
): RowWindow {
  const count = tops.length - 1;
  const total = tops[count] ?? 0;
  const first = Math.max(0, firstAfter(tops, scrolled - margin) - 1);
  const end = Math.min(count, firstAfter(tops, scrolled + seen + margin));
  return {
    first: Math.min(first, end),
    end,
    above: tops[Math.min(first, end)] ?? 0,
    below: total - (tops[end] ?? 0),
  };
}

/** Index of the first top beyond this place. */
function firstAfter(tops: readonly number[], place: number): number {
  let low = 0;
  let high = tops.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tops[middle] ?? 0) > place) high = middle;
    else low = middle + 1;
  }
  return low;
}
