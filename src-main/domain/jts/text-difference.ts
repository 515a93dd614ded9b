import type { DifferenceLine, TextDifference } from '../../contract/jts/settings-state.ts';
import type { Content } from './content.ts';
import { linesOf } from './decode.ts';
import { blocksOf, firstLines } from './difference-blocks.ts';
import type { IniLine } from './jts-ini.ts';
import { lineChanges, type LineChange } from './line-changes.ts';
import { markedPair } from './marked-pair.ts';
import type { Masked, Masks } from './masks.ts';

/** They reach the page in one message; nobody reads more of them. */
const MOST_LINES = 5000;

/** Two versions line by line, masked, as far as anybody reads. Null: there is no file, and no line. */
export function textDifference(
  before: Content | null,
  after: Content | null,
  masks: Masks,
): TextDifference {
  if (before?.health === 'binary' || after?.health === 'binary') return { outcome: 'not-text' };
  const sides: Sides = { before: sideOf(before), after: sideOf(after) };
  const changes = lineChanges(sides.before.raw, sides.after.raw);
  const { blocks: all, skippedAtEnd } = blocksOf(placesOf(changes, sides));
  const { blocks, moreChanged } = firstLines(all, MOST_LINES);
  const lineAt = linesFor(sides, masks);
  return {
    outcome: 'text',
    blocks: blocks.map(({ skipped, lines }) => ({ skipped, lines: lines.map(lineAt) })),
    skippedAtEnd: moreChanged > 0 ? 0 : skippedAtEnd,
    moreChanged,
  };
}

interface Side {
  readonly raw: readonly string[];
  readonly read: readonly IniLine[];
}
interface Sides {
  readonly before: Side;
  readonly after: Side;
}
const sideOf = (content: Content | null): Side =>
  content === null
    ? { raw: [], read: [] }
    : { raw: linesOf(content.text), read: content.ini.lines };

/** Where a line stands on both sides; one that went knows the one that came in its place. */
interface Place {
  readonly kind: DifferenceLine['kind'];
  readonly before: number | null;
  readonly after: number | null;
}

function placesOf(changes: readonly LineChange[], sides: Sides): readonly Place[] {
  const places: Place[] = [];
  let [before, after] = [0, 0];
  for (const { removed, added, same } of changes) {
    const partners = partnersOf(sides, { before, removed, after, added });
    for (let at = before; at < before + removed; at += 1) {
      places.push({ kind: 'removed', before: at, after: partners.get(at) ?? null });
    }
    for (let at = after; at < after + added; at += 1) {
      places.push({ kind: 'added', before: null, after: at });
    }
    before += removed;
    after += added;
    for (let index = 0; index < same; index += 1) {
      places.push({ kind: 'same', before: before + index, after: after + index });
    }
    before += same;
    after += same;
  }
  return places;
}

interface Span {
  readonly before: number;
  readonly removed: number;
  readonly after: number;
  readonly added: number;
}

/** For lines that went the one that came and sets the same key; where one is set twice, its first. */
function partnersOf(
  sides: Sides,
  { before, removed, after, added }: Span,
): ReadonlyMap<number, number> {
  const places = new Map<string, number>();
  for (let at = after; at < after + added; at += 1) {
    const name = nameOf(sides.after.read[at]);
    if (name !== null && !places.has(name)) places.set(name, at);
  }
  const partners = new Map<number, number>();
  for (let at = before; at < before + removed; at += 1) {
    const name = nameOf(sides.before.read[at]);
    const place = name === null ? undefined : places.get(name);
    if (name === null || place === undefined) continue;
    places.delete(name);
    partners.set(at, place);
  }
  return partners;
}

const nameOf = (line: IniLine | undefined): string | null =>
  line?.kind === 'entry' ? `${line.section}\n${line.key}` : null;

/** Nobody looks into the lines of more changes than this. */
const MOST_MARKED = 1000;

function linesFor(sides: Sides, masks: Masks): (place: Place) => DifferenceLine {
  /** Of lines that came, by their place: found when the one that went was marked. */
  const marked = new Map<number, DifferenceLine['parts']>();

  function partsOf({ kind, after }: Place, own: string): DifferenceLine['parts'] {
    const found = kind === 'added' && after !== null ? marked.get(after) : undefined;
    if (found !== undefined) return found;
    if (kind !== 'removed' || after === null || marked.size >= MOST_MARKED) {
      return [{ text: own, isChanged: false }];
    }
    const pair = markedPair(own, maskedAt(sides.after, after, masks).text);
    marked.set(after, pair.after);
    return pair.before;
  }

  return (place) => {
    const { kind, before, after } = place;
    const { text, isMasked } =
      kind === 'added'
        ? maskedAt(sides.after, after, masks)
        : maskedAt(sides.before, before, masks);
    return {
      kind,
      before: kind === 'added' || before === null ? null : before + 1,
      after: kind === 'removed' || after === null ? null : after + 1,
      parts: partsOf(place, text),
      isMasked,
    };
  };
}

function maskedAt({ read, raw }: Side, at: number | null, masks: Masks): Masked {
  const [line, text] = at === null ? [] : [read[at], raw[at]];
  return line === undefined || text === undefined
    ? { text: '', isMasked: false }
    : masks.line(line, text);
}
