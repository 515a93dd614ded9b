import type { Finding } from '../../contract/jts/finding.ts';
import type { ExplainingRule, MayExplain } from '../../contract/jts/settings-state.ts';
import type { Verdict } from '../../contract/verdict.ts';
import { FIRST_TO_LAST } from './differences.ts';
import { lostAddresses } from './list-differences.ts';

/** Something that changed on disk at one moment, epoch ms. Findings are unmasked. */
export interface SettingsChange {
  readonly at: number;
  readonly findings: readonly Finding[];
  readonly apiStoreChanged: boolean;
  /** Gateway's own programs: an upgrade. */
  readonly programFolderChanged: boolean;
}

/** A connection went wrong, at that moment, epoch ms. */
export interface Incident {
  /** See `connectionKey`. */
  readonly connection: string;
  readonly at: number;
  readonly verdict: Verdict;
  /** Codes of Gateway that were seen with it. */
  readonly codes: readonly number[];
  /** The port of the other trading mode was opened instead. */
  readonly otherPortOpened: boolean;
}

const BEFORE_MS = 15 * 60_000;
/** What went wrong may be noticed sooner than what changed. */
const AFTER_MS = 2 * 60_000;

/** The rules that join a change and an incident, nothing else: being near each other explains nothing. */
export function mayExplain(
  changes: readonly SettingsChange[],
  incidents: readonly Incident[],
): readonly MayExplain[] {
  const pairs = changes.flatMap((change) =>
    incidents.flatMap((incident): readonly MayExplain[] => {
      const rule = ruleFor(change, incident);
      return rule === null
        ? []
        : [
            {
              rule,
              connection: incident.connection,
              changeAt: change.at,
              incidentAt: incident.at,
            },
          ];
    }),
  );
  return pairs.sort((a, b) => b.incidentAt - a.incidentAt || b.changeAt - a.changeAt);
}

/** Null: too far apart, or no rule fits. Where several fit, the first of the list. */
export function ruleFor(change: SettingsChange, incident: Incident): ExplainingRule | null {
  const sinceChangeMs = incident.at - change.at;
  if (sinceChangeMs > BEFORE_MS || sinceChangeMs < -AFTER_MS) return null;
  return RULES.find(([, fits]) => fits(change, incident))?.[0] ?? null;
}

type Fits = (change: SettingsChange, incident: Incident) => boolean;

const RULES: readonly (readonly [ExplainingRule, Fits])[] = [
  [
    'trusted-address',
    ({ findings }, { verdict }) =>
      (verdict === 'refused-by-rule' || verdict === 'silent') && findings.some(losesAddress),
  ],
  ['api-only', ({ findings }, incident) => isRefused(incident) && findings.some(endsApiMode)],
  [
    'trading-mode',
    ({ findings }, { otherPortOpened }) => otherPortOpened && findings.some(flipsMode),
  ],
  ['api-store', ({ apiStoreChanged }, { codes }) => apiStoreChanged && codes.includes(READ_ONLY)],
  [
    'program-folder',
    ({ programFolderChanged }, incident) => programFolderChanged && isRefused(incident),
  ],
];

/** "The API interface is currently in Read-Only mode." */
const READ_ONLY = 321;

/** By Gateway, or by the system because Gateway runs and doesn't listen. */
const isRefused = ({ verdict }: Incident): boolean =>
  verdict === 'refused-by-rule' || verdict === 'session-refused' || verdict === 'sign-in-needed';

/** The rule by which one finding explains an incident, for the page to say beside it. */
export function explainingFinding(finding: Finding, rule: ExplainingRule): boolean {
  switch (rule) {
    case 'trusted-address':
      return losesAddress(finding);
    case 'api-only':
      return endsApiMode(finding);
    case 'trading-mode':
      return flipsMode(finding);
    case 'api-store':
    case 'program-folder':
      return false;
  }
}

const isOf = (finding: Finding, section: string, key: string): boolean =>
  finding.section === section && finding.key === key;

function losesAddress(finding: Finding): boolean {
  // All of [IBGateway] is gone.
  if (finding.section === 'IBGateway' && finding.change === 'grouped') {
    return finding.severity === 'high';
  }
  if (!isOf(finding, 'IBGateway', 'TrustedIPs')) return false;
  // Of several values any may be the one that counts.
  const values = finding.after?.split(FIRST_TO_LAST) ?? [''];
  return values.some((after) => lostAddresses(finding.before ?? '', after).length > 0);
}

const endsApiMode = (finding: Finding): boolean =>
  isOf(finding, 'IBGateway', 'ApiOnly') &&
  finding.change !== 'duplicated' &&
  finding.after?.toLowerCase() === 'false';

const flipsMode = (finding: Finding): boolean =>
  isOf(finding, 'Logon', 'tradingMode') && [finding.before, finding.after].sort().join() === 'l,p';
