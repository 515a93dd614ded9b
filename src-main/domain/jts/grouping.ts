import { SEVERITIES, type Finding, type Severity } from '../../contract/jts/finding.ts';
import { counted, namedFew, sectionName } from './finding-words.ts';
import { rankOf } from './jts-keys.ts';

/** More findings of one severity and section than this are told as one. */
const MOST_APART = 20;

const rankOfSeverity = (severity: Severity): number => SEVERITIES.indexOf(severity);

/** Most severe first, then most important, then by name: files of one build differ in their order. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return findings
    .map((finding) => ({ finding, rank: rankOf(finding.section ?? '', finding.key ?? '') }))
    .sort(
      (a, b) =>
        rankOfSeverity(a.finding.severity) - rankOfSeverity(b.finding.severity) ||
        Number(a.finding.section !== null) - Number(b.finding.section !== null) ||
        a.rank - b.rank ||
        byText(a.finding.section, b.finding.section) ||
        byText(a.finding.key, b.finding.key),
    )
    .map(({ finding }) => finding);
}

const byText = (a: string | null, b: string | null): number =>
  a === b ? 0 : (a ?? '') < (b ?? '') ? -1 : 1;

/** A section that is gone, as one: `lost` are its settings as if each had been removed by itself. */
export function vanishedSection(section: string, lost: readonly Finding[]): Finding {
  const most = inOrder(lost)[0]?.severity ?? 'low';
  return {
    severity: section === 'IBGateway' ? 'high' : most,
    section,
    key: null,
    change: 'grouped',
    before: null,
    after: null,
    text:
      lost.length === 0
        ? `${sectionName(section)} is gone; it was empty.`
        : `${sectionName(section)} is gone, with ${namedFew(inOrder(lost))}.`,
    isMasked: false,
  };
}

/** The findings of one section, with many of one severity as one. */
export function grouped(section: string, findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= MOST_APART) return findings;
  return SEVERITIES.flatMap((severity) => {
    const alike = findings.filter((finding) => finding.severity === severity);
    return alike.length > MOST_APART ? [groupOf(section, severity, alike)] : alike;
  });
}

function groupOf(section: string, severity: Severity, findings: readonly Finding[]): Finding {
  return {
    severity,
    section,
    key: null,
    change: 'grouped',
    before: null,
    after: null,
    text: `${sectionName(section)}: ${counted(findings.length, 'difference')}: ${namedFew(inOrder(findings))}.`,
    isMasked: false,
  };
}
