export interface Block<Line> {
  /** Lines left out before it. */
  readonly skipped: number;
  readonly lines: readonly Line[];
}

const CONTEXT = 3;
/** Fewer unchanged lines are not worth a fold. */
const LEAST_FOLDED = 2;

/** Longer ones are cut, with nothing skipped between them: they are handed on one by one. */
const LONGEST = 1000;

/** The first blocks with `most` lines in all, and how many changed ones come after them. */
export function firstLines<Line extends { readonly kind: string }>(
  blocks: readonly Block<Line>[],
  most: number,
): { readonly blocks: readonly Block<Line>[]; readonly moreChanged: number } {
  const first: Block<Line>[] = [];
  let room = most;
  let moreChanged = 0;
  for (const { skipped, lines } of blocks) {
    const fitting = lines.slice(0, room);
    room -= fitting.length;
    if (fitting.length > 0) first.push({ skipped, lines: fitting });
    moreChanged += lines.slice(fitting.length).filter(({ kind }) => kind !== 'same').length;
  }
  return { blocks: first, moreChanged };
}

/** Changed lines with three around them; longer runs of unchanged ones are only counted. */
export function blocksOf<Line extends { readonly kind: string }>(
  lines: readonly Line[],
): { readonly blocks: readonly Block<Line>[]; readonly skippedAtEnd: number } {
  const kept = keptLines(lines);
  const blocks: { skipped: number; lines: Line[] }[] = [];
  let skipped = 0;
  for (const [index, line] of lines.entries()) {
    if (kept[index] !== true) {
      skipped += 1;
      continue;
    }
    const last = blocks.at(-1);
    if (last === undefined || skipped > 0 || last.lines.length >= LONGEST)
      blocks.push({ skipped, lines: [line] });
    else last.lines.push(line);
    skipped = 0;
  }
  return { blocks, skippedAtEnd: skipped };
}

function keptLines(lines: readonly { readonly kind: string }[]): readonly boolean[] {
  const kept = lines.map(({ kind }) => kind !== 'same');
  for (const [index, { kind }] of lines.entries()) {
    if (kind === 'same') continue;
    for (let near = index - CONTEXT; near <= index + CONTEXT; near += 1) {
      if (near >= 0 && near < kept.length) kept[near] = true;
    }
  }
  return withoutSmallGaps(kept);
}

function withoutSmallGaps(kept: boolean[]): readonly boolean[] {
  let start = 0;
  for (let index = 0; index <= kept.length; index += 1) {
    if (index < kept.length && kept[index] !== true) continue;
    if (index > start && index - start < LEAST_FOLDED) kept.fill(true, start, index);
    start = index + 1;
  }
  return kept;
}
