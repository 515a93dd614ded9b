import type { Finding } from '../../contract/jts/finding.ts';
import { isClear, isClearKey, isClearSection } from './clear-values.ts';
import { ANY_USER, knownKey, type KnownKey } from './jts-keys.ts';

/** Longer ones would make no sentence. */
const MAX_IN_TEXT = 40;

/** A setting's name for a sentence: in plain words, else its key, else nothing that could be personal. */
export function plainName(section: string, key: string): string {
  const known = knownKey(section, key);
  if (known !== null) return known.name;
  return isClearKey(section, key) ? key : 'A setting with a personal name';
}

/** `[IBGateway]`. */
export function sectionName(section: string): string {
  if (section === '') return 'Above the first section';
  if (section === ANY_USER) return 'Sections of users';
  return isClearSection(section) ? `[${section}]` : 'The section of a user';
}

/** "Trading mode: changed from paper to live." Values only where nobody would mask them. */
export function changedText(section: string, key: string, before: string, after: string): string {
  const name = plainName(section, key);
  const shown = [before, after].every(
    (value) => value.length <= MAX_IN_TEXT && isClear(section, key, value, 'report'),
  );
  if (!shown) return `${name}: changed.`;
  const known = knownKey(section, key);
  return `${name}: changed from ${inWords(known, before)} to ${inWords(known, after)}.`;
}

function inWords(known: KnownKey | null, value: string): string {
  if (known?.kind === 'trading-mode') return MODES.get(value) ?? value;
  return value === '' ? 'nothing' : value;
}
const MODES = new Map([
  ['p', 'paper'],
  ['l', 'live'],
]);

/** `1 setting`, `3 settings`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

const NAMED = 5;

/** Names those that matter most, and counts the rest: "Trading mode, Time zone and 12 more". */
export function namedFew(findings: readonly Pick<Finding, 'section' | 'key'>[]): string {
  const names = findings.flatMap(({ section, key }) => {
    const known = section === null || key === null ? null : knownKey(section, key);
    return known === null || known.severity === 'housekeeping' ? [] : [known.name];
  });
  const named = [...new Set(names)].slice(0, NAMED);
  const rest = findings.length - named.length;
  if (named.length === 0) return counted(rest, 'setting');
  return listed(rest > 0 ? [...named, `${rest} more`] : named);
}
