import type { DifferenceLine } from '$contract/jts/settings-state';

/** A run of text in a drawn line. */
export interface Segment {
  readonly text: string;
  readonly isChanged: boolean;
  /** Found by the search; `current`: the one it stands at. */
  readonly found: 'no' | 'yes' | 'current';
}

/** Where the search found something in a line: from, up to but not with. */
export interface Found {
  readonly from: number;
  readonly to: number;
  readonly isCurrent: boolean;
}

type Parts = DifferenceLine['parts'];

/** Nobody reads further in one line; the rest is counted. */
export const LONGEST_LINE = 2000;
// eslint-disable-next-line no-control-regex -- they are what is looked for
const UNSEEN = /[\u0000-\u0008\u000a-\u001f\u007f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Control characters as something to see: none of them may hide or turn what stands around it. */
export function visible(text: string): string {
  return text.replace(
    UNSEEN,
    (char) => `[U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`,
  );
}

/** What is drawn of a line, and how many characters of it are not. */
export function drawnParts(parts: Parts): { readonly parts: Parts; readonly left: number } {
  const drawn: { text: string; isChanged: boolean }[] = [];
  let room = LONGEST_LINE;
  let left = 0;
  for (const { text, isChanged } of parts) {
    const shown = visible(text);
    const kept = shown.slice(0, room);
    if (kept !== '') drawn.push({ text: kept, isChanged });
    room -= kept.length;
    left += shown.length - kept.length;
  }
  return { parts: drawn, left };
}

export const textOf = (parts: Parts): string => parts.map(({ text }) => text).join('');

/** Parts cut where the search's finds begin and end. `found`: in their order, none over another. */
export function segments(parts: Parts, found: readonly Found[]): readonly Segment[] {
  if (found.length === 0) return parts.map((part) => ({ ...part, found: 'no' as const }));
  const cut: Segment[] = [];
  let start = 0;
  for (const { text, isChanged } of parts) {
    const end = start + text.length;
    let at = start;
    const take = (to: number, kind: Segment['found']): void => {
      if (to > at) cut.push({ text: text.slice(at - start, to - start), isChanged, found: kind });
      at = Math.max(at, to);
    };
    for (const { from, to, isCurrent } of found) {
      if (to <= start || from >= end) continue;
      take(Math.max(from, start), 'no');
      take(Math.min(to, end), isCurrent ? 'current' : 'yes');
    }
    take(end, 'no');
    start = end;
  }
  return cut;
}

/** Places of these letters in a text, in small or capital letters. */
export function placesOf(text: string, letters: string): readonly number[] {
  if (letters === '') return [];
  const places: number[] = [];
  const within = text.toLowerCase();
  const sought = letters.toLowerCase();
  // Some letters are longer in small: then the places would not fit the text.
  if (within.length !== text.length) return [];
  for (let at = within.indexOf(sought); at >= 0; at = within.indexOf(sought, at + sought.length)) {
    places.push(at);
  }
  return places;
}

/** How wide a text is in digits of a fixed-width font; East Asian letters take two. */
export function columnsOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let columns = 0;
  for (const char of text) {
    if (char === '\t') columns += 8;
    else columns += (char.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1;
  }
  return columns;
}
