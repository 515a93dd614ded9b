import type { DifferenceLine, TextDifference } from '../../contract/jts/settings-state.ts';
import type { Content } from './content.ts';
import { linesOf } from './decode.ts';
import { blocksOf } from './difference-blocks.ts';
import type { IniLine } from './jts-ini.ts';
import { lineChanges, type LineChange } from './line-changes.ts';
import { markedPair } from './marked-pair.ts';
import type { Masked, Masks } from './masks.ts';

/** Two versions line by line, masked. Null: there is no file, and no line. */
export function textDifference(
  before: Content | null,
  after: Content | null,
  masks: Masks,
): TextDifference {
  if (before?.health === 'binary' || after?.health === 'binary') return { outcome: 'not-text' };
  const sides: Sides = { before: sideOf(before), after: sideOf(after) };
  const changes = lineChanges(sides.before.raw, sides.after.raw);
  const { blocks, skippedAtEnd } = blocksOf(placesOf(changes, sides));
  return {
    outcome: 'text',
    blocks: blocks.map(({ skipped, lines }) => ({
      skipped,
      lines: lines.map((place) => lineAt(place, sides, masks)),
    })),
    skippedAtEnd,
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

/** Where a line of the difference stands on both sides; a changed one knows its partner on the other. */
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
      places.push({ kind: 'removed', before: at, after: partners.after.get(at) ?? null });
    }
    for (let at = after; at < after + added; at += 1) {
      places.push({ kind: 'added', before: partners.before.get(at) ?? null, after: at });
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

/** Lines of one change that set the same key; where one is set twice, its first on each side. */
function partnersOf(
  sides: Sides,
  { before, removed, after, added }: Span,
): Readonly<Record<keyof Sides, ReadonlyMap<number, number>>> {
  const places = new Map<string, number>();
  for (let at = after; at < after + added; at += 1) {
    const name = nameOf(sides.after.read[at]);
    if (name !== null && !places.has(name)) places.set(name, at);
  }
  const partners = { before: new Map<number, number>(), after: new Map<number, number>() };
  for (let at = before; at < before + removed; at += 1) {
    const name = nameOf(sides.before.read[at]);
    const place = name === null ? undefined : places.get(name);
    if (name === null || place === undefined) continue;
    places.delete(name);
    partners.after.set(at, place);
    partners.before.set(place, at);
  }
  return partners;
}

const nameOf = (line: IniLine | undefined): string | null =>
  line?.kind === 'entry' ? `${line.section}\n${line.key}` : null;

function lineAt(place: Place, sides: Sides, masks: Masks): DifferenceLine {
  const { kind } = place;
  const own =
    kind === 'added'
      ? maskedAt(sides.after, place.after, masks)
      : maskedAt(sides.before, place.before, masks);
  return {
    kind,
    before: kind === 'added' || place.before === null ? null : place.before + 1,
    after: kind === 'removed' || place.after === null ? null : place.after + 1,
    parts: partsOf(place, own, sides, masks),
    isMasked: own.isMasked,
  };
}

function partsOf(place: Place, own: Masked, sides: Sides, masks: Masks): DifferenceLine['parts'] {
  if (place.kind === 'same' || place.before === null || place.after === null) {
    return [{ text: own.text, isChanged: false }];
  }
  return place.kind === 'removed'
    ? markedPair(own.text, maskedAt(sides.after, place.after, masks).text).before
    : markedPair(maskedAt(sides.before, place.before, masks).text, own.text).after;
}

function maskedAt({ read, raw }: Side, at: number | null, masks: Masks): Masked {
  const [line, text] = at === null ? [] : [read[at], raw[at]];
  return line === undefined || text === undefined
    ? { text: '', isMasked: false }
    : masks.line(line, text);
}
