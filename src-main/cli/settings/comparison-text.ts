import type { Comparison, ComparisonVerdict, Finding } from '../../contract/jts/finding.ts';
import type { DifferenceLine, TextDifference } from '../../contract/jts/settings-state.ts';
import { counted, plain } from './plain.ts';

export interface Titles {
  readonly older: string;
  readonly newer: string;
}

/** What scripts see; values are masked already. */
export function comparisonJson({ verdict, findings, notes }: Comparison) {
  return {
    verdict,
    findings: findings.map(({ severity, section, key, change, before, after, text }) => ({
      ...{ severity, section, key, change, before, after, text },
    })),
    notes,
  };
}

const VERDICTS: Readonly<Record<ComparisonVerdict, string>> = {
  same: 'Both are the same, byte for byte.',
  housekeeping: 'Nothing that matters differs.',
  changed: 'Settings that matter differ.',
  damaged: 'One of them looks damaged.',
};

export function comparisonText(comparison: Comparison, titles: Titles): string {
  const { verdict, notes } = comparison;
  return [
    `from ${titles.older}`,
    `to   ${titles.newer}`,
    VERDICTS[verdict],
    ...findingLines(comparison),
    ...notes.map(plain),
    '',
  ].join('\n');
}

/** Those that matter with their values, the others as a number. */
export const findingLines = (comparison: Comparison): readonly string[] =>
  linesOfMatter(comparison, ({ text }) => text, valuesLines);

/** A line of `wordsOf` for each that matters, `more` below it; the others as a number. */
export function linesOfMatter(
  { findings }: Comparison,
  wordsOf: (finding: Finding, place: number) => string,
  more: (finding: Finding) => readonly string[] = () => [],
): readonly string[] {
  const lines = findings.flatMap((finding, place) =>
    finding.severity === 'housekeeping'
      ? []
      : [[`  ${finding.severity.padEnd(6)}  ${plain(wordsOf(finding, place))}`, ...more(finding)]],
  );
  const rest = findings.length - lines.length;
  return [...lines.flat(), ...(rest > 0 ? [`  and ${counted(rest, 'housekeeping key')}`] : [])];
}

/** Longer lists are told in the text alone. */
const LONGEST = 200;

/** `127.0.0.1 -> (empty)`; null: too long for a line. */
export function valuesOf({ before, after }: Finding): string | null {
  const values = `${valueOf(before)} -> ${valueOf(after)}`;
  return values.length > LONGEST ? null : values;
}

function valuesLines(finding: Finding): readonly string[] {
  const { section, key } = finding;
  if (section === null || key === null) return [];
  const values = valuesOf(finding);
  const name = `[${section}] ${key}`;
  return [plain(`          ${values === null ? name : `${name}: ${values}`}`)];
}

const valueOf = (value: string | null): string =>
  value === null ? '(not there)' : value === '' ? '(empty)' : value;

/** As `diff -u` would, with masked values and without line numbers of hunks. */
export function lineText(difference: TextDifference, titles: Titles): string {
  if (difference.outcome === 'not-text') return 'One of them is no text.\n';
  const { blocks, skippedAtEnd, moreChanged } = difference;
  return [
    `--- ${titles.older}`,
    `+++ ${titles.newer}`,
    ...blocks.flatMap(({ skipped, lines }) => [...skippedLine(skipped), ...lines.map(lineOf)]),
    ...skippedLine(skippedAtEnd),
    ...(moreChanged === 0 ? [] : [`@@ ${counted(moreChanged, 'more changed line')} left out @@`]),
    '',
  ].join('\n');
}

const skippedLine = (count: number): readonly string[] =>
  count === 0 ? [] : [`@@ ${counted(count, 'line')} the same @@`];

const SIGNS: Readonly<Record<DifferenceLine['kind'], string>> = {
  same: ' ',
  removed: '-',
  added: '+',
};

const lineOf = ({ kind, parts }: DifferenceLine): string =>
  SIGNS[kind] + plain(parts.map(({ text }) => text).join(''));
