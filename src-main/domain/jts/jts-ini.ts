import { linesOf } from './decode.ts';

/** One line of a settings file. `line` counts from 1. `section` is the one it stands in; '' before the first. */
export type IniLine = { readonly line: number; readonly section: string } & (
  | { readonly kind: 'blank' | 'comment' | 'unparsed' }
  /** A header; `section` is the one that it opens. */
  | { readonly kind: 'section' }
  | { readonly kind: 'entry'; readonly key: string; readonly value: string }
);
export type IniEntry = Extract<IniLine, { kind: 'entry' }>;

/** By key, in the order of the file; a key that stands there more than once has several. */
export type IniKeys = ReadonlyMap<string, readonly IniEntry[]>;

export interface JtsIni {
  readonly lines: readonly IniLine[];
  /** In the order of the file; a section that stands there more than once is one. */
  readonly sections: ReadonlyMap<string, IniKeys>;
  /** Lines that are no setting, no section, no comment and not blank. */
  readonly unparsed: readonly number[];
}

/**
 * What a settings file says. The first `=` of a line splits it, both sides are trimmed, and nothing
 * after it is a comment: Gateway joins hosts by `;`. Names are case-sensitive. Never throws.
 */
export function parseJtsIni(text: string): JtsIni {
  const lines: IniLine[] = [];
  const sections = new Map<string, Map<string, IniEntry[]>>();
  const unparsed: number[] = [];
  let section = '';
  for (const [index, raw] of linesOf(text).entries()) {
    const read = readLine(raw, section, index + 1);
    lines.push(read);
    section = read.section;
    if (read.kind === 'section') {
      if (!sections.has(section)) sections.set(section, new Map());
    } else if (read.kind === 'entry') {
      addEntry(sections, read);
    } else if (read.kind === 'unparsed') {
      unparsed.push(read.line);
    }
  }
  return { lines, sections, unparsed };
}

/** All entries, in the order of the file. */
export const entriesOf = ({ lines }: JtsIni): readonly IniEntry[] =>
  lines.filter((line) => line.kind === 'entry');

function readLine(raw: string, section: string, line: number): IniLine {
  const text = raw.trim();
  if (text === '') return { kind: 'blank', section, line };
  if (text.startsWith(';') || text.startsWith('#')) return { kind: 'comment', section, line };
  if (text.startsWith('[') && text.endsWith(']')) {
    return { kind: 'section', section: text.slice(1, -1).trim(), line };
  }
  const equals = text.indexOf('=');
  const key = text.slice(0, Math.max(0, equals)).trim();
  if (key === '') return { kind: 'unparsed', section, line };
  return { kind: 'entry', section, key, value: text.slice(equals + 1).trim(), line };
}

function addEntry(sections: Map<string, Map<string, IniEntry[]>>, entry: IniEntry): void {
  const keys = sections.get(entry.section) ?? new Map<string, IniEntry[]>();
  sections.set(entry.section, keys);
  const entries = keys.get(entry.key);
  if (entries === undefined) keys.set(entry.key, [entry]);
  else entries.push(entry);
}
