import {
  SEVERITIES,
  type ChangeSummary,
  type Comparison,
  type Finding,
  type Severity,
} from '../../contract/jts/finding.ts';
import type { Meaning } from '../../contract/jts/settings-state.ts';
import { addressesIn } from './addresses.ts';
import { plainName, sectionName } from './finding-words.ts';
import { knownKey } from './jts-keys.ts';

/** Of unmasked findings: masked ones no longer tell their key. */
export function meaningOf({ section, key }: Finding): Pick<Meaning, 'name' | 'does'> {
  const known = section === null || key === null ? null : knownKey(section, key);
  return { name: known?.name ?? null, does: known?.does ?? null };
}

export const matters = ({ severity }: Finding): boolean => severity !== 'housekeeping';

/** A file may have any number of sections, and a backup must have room for their names. */
const MAX_NAMES = 50;

/**
 * Of an unmasked comparison, the names of at most 50 settings; holds nothing that would be masked. A file
 * that is gone is one change, whatever stood in it.
 */
export function summaryOf(comparison: Comparison): ChangeSummary {
  const gone = comparison.findings.filter(isFileGone);
  const findings = gone.length > 0 ? gone : comparison.findings;
  const counts = Object.fromEntries(
    SEVERITIES.map((severity) => [
      severity,
      findings.filter((finding) => finding.severity === severity).length,
    ]),
  ) as Record<Severity, number>;
  const settings = [...new Set(findings.filter(matters).map(settingName))].slice(0, MAX_NAMES);
  return { counts, settings };
}

const isFileGone = ({ section, change }: Finding): boolean =>
  section === null && change === 'removed';

function settingName(finding: Finding): string {
  const { section, key } = finding;
  if (isFileGone(finding)) return 'jts.ini is gone';
  if (section === null) return 'The whole file';
  return key === null ? sectionName(section) : plainName(section, key);
}

/** IBC writes the file anew right before it starts Gateway. */
const IBC_START_MS = 60_000;

/**
 * Whether the trusted addresses look like IBC's doing, which sets them at each start: 127.0.0.1 alone,
 * other than before, in a file that was deleted and made anew around Gateway's start. `addresses`: the unmasked
 * finding of that key, see `trustedAddresses`. Instants are epoch ms.
 */
export function setByIbc(
  addresses: Pick<Finding, 'before' | 'after'>,
  { recreatedAt, startedAt }: { recreatedAt: number | null; startedAt: number | null },
): boolean {
  if (recreatedAt === null || startedAt === null) return false;
  if (Math.abs(startedAt - recreatedAt) > IBC_START_MS) return false;
  return isThisComputer(addresses.after) && !isThisComputer(addresses.before);
}

const isThisComputer = (value: string | null): boolean =>
  value !== null && [...addressesIn(value)].join() === '127.0.0.1';

/** The finding of the trusted addresses; undefined: they are as they were. */
export const trustedAddresses = (findings: readonly Finding[]): Finding | undefined =>
  findings.find(({ section, key }) => section === 'IBGateway' && key === 'TrustedIPs');
