import type { Finding, FindingChange, Severity } from '../../contract/jts/finding.ts';
import { changedText, listed, plainName } from './finding-words.ts';
import type { IniEntry } from './jts-ini.ts';
import { knownKey, severityOf } from './jts-keys.ts';
import {
  addressDifference,
  sslDifference,
  userDifference,
  type ListDifference,
} from './list-differences.ts';

type Entries = readonly IniEntry[];

/** Between the first and the last value of a key that stands there more than once. */
export const FIRST_TO_LAST = ' … ';

/** How one key differs; null: not in what it means. Each side has the lines of that key, in order. */
export function keyDifference(
  section: string,
  key: string,
  before: Entries,
  after: Entries,
): Finding | null {
  if (before.length > 1 || after.length > 1)
    return duplicateDifference(section, key, before, after);
  const [was, is] = [before[0]?.value ?? null, after[0]?.value ?? null];
  if (was === is) return null;
  const difference = singleDifference(section, key, was, is);
  return difference && { section, key, before: was, after: is, isMasked: false, ...difference };
}

function singleDifference(
  section: string,
  key: string,
  before: string | null,
  after: string | null,
): ListDifference | null {
  const kind = knownKey(section, key)?.kind;
  if (kind === 'addresses') return addressDifference(before, after);
  if (kind === 'ssl-hosts') return sslDifference(before, after);
  if (kind === 'users') return userDifference(before, after);
  const change = plainChange(before, after);
  return {
    change,
    severity: kind === 'moment' ? momentSeverity(change) : severityOf(section, key),
    text: plainText(section, key, change, before ?? '', after ?? ''),
  };
}

/** A new user's folder is news; that it was synced again is not. */
const momentSeverity = (change: FindingChange): Severity =>
  change === 'changed' ? 'housekeeping' : 'low';

function plainChange(before: string | null, after: string | null): FindingChange {
  if (before === null) return 'added';
  if (after === null) return 'removed';
  return after === '' ? 'emptied' : 'changed';
}

function plainText(
  section: string,
  key: string,
  change: FindingChange,
  before: string,
  after: string,
): string {
  const name = plainName(section, key);
  if (change === 'added') return `${name}: added.`;
  if (change === 'removed') return `${name}: removed.`;
  if (change === 'emptied') return `${name}: emptied.`;
  return changedText(section, key, before, after);
}

function duplicateDifference(
  section: string,
  key: string,
  before: Entries,
  after: Entries,
): Finding | null {
  const isSame =
    before.length === after.length && before.every(({ value }, at) => value === after[at]?.value);
  if (isSame) return null;
  return {
    severity: severityOf(section, key),
    section,
    key,
    change: 'duplicated',
    before: firstToLast(before),
    after: firstToLast(after),
    text: `${plainName(section, key)}: ${duplicateText(before, after)}`,
    isMasked: false,
  };
}

function firstToLast(entries: Entries): string | null {
  const [first, last] = [entries[0]?.value ?? null, entries.at(-1)?.value ?? null];
  return entries.length > 1 ? `${first}${FIRST_TO_LAST}${last}` : first;
}

function duplicateText(before: Entries, after: Entries): string {
  if (after.length > 1) return `set ${timesOn(after)}. Which one counts is not known.`;
  const now = after.length === 0 ? 'none is left' : 'once now';
  return `was set ${timesOn(before)}, ${now}.`;
}

/** `3 times, on lines 3, 5 and 15`. */
export function timesOn(entries: Entries): string {
  const lines = entries.map(({ line }) => String(line));
  const more = lines.length - MOST_LINES;
  const told = more > 0 ? [...lines.slice(0, MOST_LINES), `${more} more`] : lines;
  return `${entries.length} times, on lines ${listed(told)}`;
}
const MOST_LINES = 10;
