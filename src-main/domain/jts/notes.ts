import type { Finding } from '../../contract/jts/finding.ts';
import type { Content } from './content.ts';
import { linesOf, type LineEnds } from './decode.ts';
import { timesOn } from './differences.ts';
import { counted, listed, plainName } from './finding-words.ts';
import { entriesOf, type IniEntry, type JtsIni } from './jts-ini.ts';

const LINE_ENDS: Readonly<Record<LineEnds, string>> = {
  lf: 'LF',
  crlf: 'CRLF',
  cr: 'CR',
  mixed: 'mixed ones',
  none: 'none',
};
const MOST_LINES = 10;

/** What is no difference in meaning, of two files that are not the same bytes; null: there is none. */
export function notesOf(
  before: Content | null,
  after: Content | null,
  findings: readonly Finding[],
): readonly string[] {
  const present = after ?? before;
  // Of what is no settings file nothing more can be told.
  if (present?.health !== 'ok') return [];
  const both = before?.health === 'ok' && after !== null ? betweenBoth(before, after) : [];
  const notes = [...both, ...ofOne(present, findings)];
  return notes.length === 0 && findings.length === 0
    ? ['Only spaces, blank lines or the order within a list differ.']
    : notes;
}

function betweenBoth(before: Content, after: Content): readonly string[] {
  const notes = [
    ...(before.lineEnds === after.lineEnds
      ? []
      : [
          `Line endings changed from ${LINE_ENDS[before.lineEnds]} to ${LINE_ENDS[after.lineEnds]}.`,
        ]),
    ...(before.hasFinalNewline === after.hasFinalNewline
      ? []
      : [
          `The last line ${after.hasFinalNewline ? 'now ends' : 'no longer ends'} in a line break.`,
        ]),
    ...(before.hasBom === after.hasBom
      ? []
      : [`A byte order mark was ${after.hasBom ? 'added' : 'removed'}.`]),
    ...(before.encoding === after.encoding
      ? []
      : [
          `The encoding changed from ${ENCODINGS[before.encoding]} to ${ENCODINGS[after.encoding]}.`,
        ]),
    ...(isReordered(before.ini, after.ini) ? ['Sections or keys stand in another order.'] : []),
    ...(othersOf(before) === othersOf(after)
      ? []
      : ['Comments, or lines that are no settings, changed.']),
  ];
  return notes;
}
const ENCODINGS = { 'utf-8': 'UTF-8', 'latin-1': 'Latin-1' } as const;

function ofOne({ ini, encoding }: Content, findings: readonly Finding[]): readonly string[] {
  const unparsed = ini.unparsed.map(String);
  const more = unparsed.length - MOST_LINES;
  const told = more > 0 ? [...unparsed.slice(0, MOST_LINES), `${more} more`] : unparsed;
  return [
    ...(encoding === 'latin-1'
      ? [
          'The file is not UTF-8 and was read as Latin-1. IBC reads it as UTF-8 and would refuse it.',
        ]
      : []),
    ...(unparsed.length > 0
      ? [
          `${counted(unparsed.length, 'unparsed line')}, which ${unparsed.length === 1 ? 'is no setting' : 'are no settings'}: ${listed(told)}.`,
        ]
      : []),
    ...duplicateNotes(ini, findings),
  ];
}

/** Those that are no finding, because the version before has them as well. */
function duplicateNotes({ sections }: JtsIni, findings: readonly Finding[]): readonly string[] {
  const found = new Set(findings.map(({ section, key }) => `${section}\n${key}`));
  const isFound = (section: string, key: string): boolean => found.has(`${section}\n${key}`);
  const notes = [...sections].flatMap(([section, keys]) =>
    [...keys].flatMap(([key, entries]) =>
      entries.length > 1 && !isFound(section, key)
        ? [`${plainName(section, key)}: set ${timesOn(entries)}.`]
        : [],
    ),
  );
  const more = notes.length - MOST_LINES;
  return more > 0
    ? [...notes.slice(0, MOST_LINES), `${counted(more, 'more setting')}: set more than once.`]
    : notes;
}

function isReordered(before: JtsIni, after: JtsIni): boolean {
  const [old, fresh] = [sharedEntries(before, after), sharedEntries(after, before)];
  return (
    old.length === fresh.length &&
    old.some(({ section, key }, at) => section !== fresh[at]?.section || key !== fresh[at].key)
  );
}
/** Those whose key both have. */
const sharedEntries = (one: JtsIni, other: JtsIni): readonly IniEntry[] =>
  entriesOf(one).filter(({ section, key }) => other.sections.get(section)?.has(key) === true);

/** Comments and unparsed lines. */
function othersOf({ ini, text }: Content): string {
  const raw = linesOf(text);
  return ini.lines
    .filter(({ kind }) => kind === 'comment' || kind === 'unparsed')
    .map(({ line }) => raw[line - 1] ?? '')
    .join('\n');
}
