import type { DifferenceLine } from '../../contract/jts/settings-state.ts';
import { compareSettings } from './compare.ts';
import { readContent, type Content } from './content.ts';
import { linesOf } from './decode.ts';
import { masksFor } from './masks.ts';
import { textDifference } from './text-difference.ts';

type Bytes = Uint8Array | null;

/**
 * Unchanged lines that a difference left out: `count` of the newer version from line `from` (from 1) on,
 * masked with the numbers that the difference itself shows, and those after it in the order of the file.
 */
export function skippedLines(
  before: Bytes,
  after: Bytes,
  from: number,
  count: number,
): readonly DifferenceLine[] {
  const masks = masksFor('screen');
  for (const finding of compareSettings(before, after).findings) masks.finding(finding);
  const read = (bytes: Bytes): Content | null => bytes && readContent(bytes);
  const [old, fresh] = [read(before), read(after)];
  const text = textDifference(old, fresh, masks);
  if (fresh === null || text.outcome === 'not-text') return [];
  const shown = text.blocks.flatMap(({ lines }) => lines);
  const raw = linesOf(fresh.text);
  const end = Math.min(from - 1 + count, raw.length);
  const lines: DifferenceLine[] = [];
  for (let at = 0; at < end; at += 1) {
    const line = fresh.ini.lines[at];
    if (line === undefined) break;
    const masked = masks.line(line, raw[at] ?? '');
    if (at < from - 1) continue;
    const parts = [{ text: masked.text, isChanged: false }];
    const number = at + 1;
    const place = { before: number - shiftAt(number, shown), after: number };
    lines.push({ kind: 'same', ...place, parts, isMasked: masked.isMasked });
  }
  return lines;
}

/** By how much an unchanged line of the newer version stands below where it stood. */
function shiftAt(number: number, shown: readonly DifferenceLine[]): number {
  let shift = 0;
  for (const { kind, after } of shown) {
    if (after !== null && after >= number) break;
    if (kind === 'added') shift += 1;
    if (kind === 'removed') shift -= 1;
  }
  return shift;
}
