import type { Comparison, ComparisonVerdict, Finding, Health } from '../../contract/jts/finding.ts';
import { readContent, type Content } from './content.ts';
import { keyDifference } from './differences.ts';
import { grouped, inOrder, vanishedSection } from './grouping.ts';
import { healthAhead, healthBeside, isDamaged } from './health.ts';
import { parseJtsIni, type IniKeys, type JtsIni } from './jts-ini.ts';
import { ANY_USER, isUserSection } from './jts-keys.ts';
import { notesOf } from './notes.ts';
import { spellingTwins } from './spelling-twins.ts';

/**
 * What differs in meaning between two versions of `jts.ini`, with all values in clear. Null: there is
 * no file. Never throws, whatever the bytes.
 */
export function compareSettings(before: Uint8Array | null, after: Uint8Array | null): Comparison {
  return compareContents(
    before === null ? null : readContent(before),
    after === null ? null : readContent(after),
  );
}

/** The same of files that were read already. */
export function compareContents(before: Content | null, after: Content | null): Comparison {
  const healthBefore = before === null ? 'absent' : healthAhead(before, after);
  const healthAfter = after === null ? 'absent' : healthBeside(after, before);
  if (isSame(before?.bytes ?? null, after?.bytes ?? null)) return sameBytes(healthAfter);
  const findings = inOrder([
    ...ofTheFile(healthBefore, healthAfter),
    ...(isReadable(healthBefore) && isReadable(healthAfter)
      ? meaningDifferences(before?.ini ?? NOTHING, after?.ini ?? NOTHING)
      : []),
  ]);
  return {
    verdict: verdictOf(findings, healthBefore, healthAfter),
    findings,
    notes: notesOf(before, after, findings),
  };
}

const NOTHING = parseJtsIni('');

function isSame(before: Uint8Array | null, after: Uint8Array | null): boolean {
  if (before === null || after === null) return before === after;
  return before.length === after.length && before.every((byte, at) => byte === after[at]);
}

/** The same damage twice is damage still. */
function sameBytes(health: Health): Comparison {
  return isDamaged(health)
    ? { verdict: 'damaged', findings: ofTheFile(health, health), notes: [] }
    : { verdict: 'same', findings: [], notes: [] };
}

/** What is gone can be told of a file that is empty or cut off, not of one that is something else. */
const isReadable = (health: Health): boolean => health !== 'binary' && health !== 'not-settings';

function verdictOf(findings: readonly Finding[], before: Health, after: Health): ComparisonVerdict {
  if (isDamaged(before) || isDamaged(after)) return 'damaged';
  return findings.some(({ severity }) => severity !== 'housekeeping') ? 'changed' : 'housekeeping';
}

const DAMAGE: Readonly<Record<Exclude<Health, 'ok' | 'absent'>, string>> = {
  empty: 'is empty',
  binary: 'holds NUL bytes or is no text',
  'cut-off': 'looks cut off: it ends in mid-line, and sections are missing',
  'not-settings': 'holds no settings: it is no jts.ini',
};

function ofTheFile(before: Health, after: Health): readonly Finding[] {
  const whole = { section: null, key: null, before: null, after: null, isMasked: false } as const;
  const damaged = (which: string, health: Health): readonly Finding[] =>
    health === 'ok' || health === 'absent'
      ? []
      : [{ ...whole, severity: 'high', change: 'damaged', text: `${which} ${DAMAGE[health]}.` }];
  const presence: readonly Finding[] =
    before === 'absent'
      ? [
          {
            ...whole,
            severity: 'low',
            change: 'added',
            text: 'The file jts.ini was not there before.',
          },
        ]
      : after === 'absent'
        ? [{ ...whole, severity: 'high', change: 'removed', text: 'The file jts.ini is gone.' }]
        : [];
  return [...presence, ...damaged('The newer file', after), ...damaged('The older file', before)];
}

function meaningDifferences(before: JtsIni, after: JtsIni): readonly Finding[] {
  const sections = new Set([...before.sections.keys(), ...after.sections.keys()]);
  const differences = [...sections].flatMap((section) =>
    sectionDifferences(section, before.sections.get(section), after.sections.get(section)),
  );
  // Each user has a section; nobody reads thousands of them, whose names are masked anyway.
  const ofUsers = ({ section }: Finding): boolean => section !== null && isUserSection(section);
  return [
    ...differences.filter((finding) => !ofUsers(finding)),
    ...grouped(ANY_USER, differences.filter(ofUsers)),
  ];
}

function sectionDifferences(
  section: string,
  before: IniKeys | undefined,
  after: IniKeys | undefined,
): readonly Finding[] {
  const differences = keyDifferences(section, before ?? NO_KEYS, after ?? NO_KEYS);
  if (after === undefined && section !== '') return [vanishedSection(section, differences)];
  if (differences.length === 0) return [];
  return grouped(section, [
    ...differences,
    ...spellingTwins(section, before ?? NO_KEYS, after ?? NO_KEYS),
  ]);
}

const NO_KEYS: IniKeys = new Map();

function keyDifferences(section: string, before: IniKeys, after: IniKeys): readonly Finding[] {
  const findings: Finding[] = [];
  const compare = (key: string): void => {
    const finding = keyDifference(section, key, before.get(key) ?? [], after.get(key) ?? []);
    if (finding !== null) findings.push(finding);
  };
  for (const key of before.keys()) compare(key);
  for (const key of after.keys()) if (!before.has(key)) compare(key);
  return findings;
}
