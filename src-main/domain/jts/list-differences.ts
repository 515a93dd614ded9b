import type { FindingChange, Severity } from '../../contract/jts/finding.ts';
import { addressesIn, isAddress, isAnyAddress, isLocalAddress, isRange } from './addresses.ts';
import { counted, listed } from './finding-words.ts';

/** How a list differs; null: it holds the same. Values are those of the file, `''` or null where it has none. */
export interface ListDifference {
  readonly severity: Severity;
  readonly change: FindingChange;
  readonly text: string;
}

/** The addresses that may no longer connect without a dialog. */
export const lostAddresses = (before: string, after: string): readonly string[] =>
  missingIn(addressesIn(before), addressesIn(after));

export function addressDifference(
  before: string | null,
  after: string | null,
): ListDifference | null {
  const [had, has] = [addressesIn(before ?? ''), addressesIn(after ?? '')];
  const [lost, gained] = [missingIn(had, has), missingIn(has, had)];
  const change = listChange(before, after, had.size, has.size, lost.length + gained.length);
  if (change === null) return null;
  const isWide = gained.some((item) => isAnyAddress(item) || isRange(item));
  const parts = [
    ...(lost.length > 0 ? [`${namedAddresses(lost)} removed${WHOLE[change] ?? ''}`] : []),
    ...(gained.length > 0 ? [`${namedAddresses(gained)} added`] : []),
  ];
  const nothing = change === 'added' ? 'an empty list was added' : 'the empty list was removed';
  return {
    severity: lost.length > 0 || isWide ? 'high' : gained.length > 0 ? 'medium' : 'low',
    change,
    text: `Trusted addresses: ${parts.length > 0 ? parts.join(', ') : nothing}.`,
  };
}

/** *Emptied* and *removed* differ, and the sentence says which. */
const WHOLE: Partial<Record<FindingChange, string>> = {
  removed: ' with the whole entry',
  emptied: '; the list is empty now',
};

const MOST_NAMED = 5;

/** By name only those that nobody would mask, and only a few. */
function namedAddresses(items: readonly string[]): string {
  const named = items.filter(isLocalAddress).slice(0, MOST_NAMED);
  const others = items.filter((item) => !named.includes(item));
  const counts: readonly (readonly [number, string, string])[] = [
    [others.filter(isAddress).length, 'address', 'addresses'],
    [others.filter(isRange).length, 'range of addresses', 'ranges of addresses'],
    [
      others.filter((item) => !isAddress(item) && !isRange(item)).length,
      'entry that is no address',
      'entries that are no addresses',
    ],
  ];
  const told = [
    ...named.map((item) => (isAnyAddress(item) ? `${item} (any computer)` : item)),
    ...counts.flatMap(([count, one, many]) => (count > 0 ? [counted(count, one, many)] : [])),
  ];
  return `${listed(told)} ${items.length === 1 ? 'was' : 'were'}`;
}

interface SslHosts {
  /** What stands beside each host, without its dates. */
  readonly flags: ReadonlyMap<string, string>;
}

export const SSL_DATE = /^\d{8}$/;

export function sslHostsIn(value: string): SslHosts {
  const items = value.split(';').map((item) => item.split(',').map((part) => part.trim()));
  return {
    flags: new Map(
      items.flatMap(([host = '', ...rest]) =>
        host === ''
          ? []
          : [[host.toLowerCase(), rest.filter((part) => !SSL_DATE.test(part)).join(',')]],
      ),
    ),
  };
}

export function sslDifference(before: string | null, after: string | null): ListDifference | null {
  const [had, has] = [sslHostsIn(before ?? '').flags, sslHostsIn(after ?? '').flags];
  const lost = missingIn(new Set(had.keys()), new Set(has.keys()));
  const gained = missingIn(new Set(has.keys()), new Set(had.keys()));
  const change = listChange(before, after, had.size, has.size, lost.length + gained.length);
  if (change !== null) {
    const parts = [
      ...(lost.length > 0 ? [`${counted(lost.length, 'host')} lost${WHOLE[change] ?? ''}`] : []),
      ...(gained.length > 0 ? [`${counted(gained.length, 'host')} added`] : []),
    ];
    const nothing = change === 'added' ? 'an empty list was added' : 'the empty list was removed';
    return {
      severity: 'medium',
      change,
      text: `SSL hosts: ${parts.length > 0 ? parts.join(', ') : nothing}.`,
    };
  }
  if ([...has].some(([host, flags]) => had.get(host) !== flags)) {
    return {
      severity: 'low',
      change: 'changed',
      text: 'SSL hosts: what is noted for a host changed.',
    };
  }
  return datesOf(before) === datesOf(after)
    ? null
    : { severity: 'housekeeping', change: 'changed', text: 'SSL hosts: only dates changed.' };
}

/** By host, so that their order does not count. */
const datesOf = (value: string | null): string =>
  (value ?? '')
    .split(';')
    .map((item) => item.replaceAll(/\s/g, '').toLowerCase())
    .filter((item) => item !== '')
    .sort()
    .join(';');

export function userDifference(before: string | null, after: string | null): ListDifference | null {
  const [had, has] = [itemsIn(before ?? ''), itemsIn(after ?? '')];
  const [lost, gained] = [missingIn(had, has), missingIn(has, had)];
  const change = listChange(before, after, had.size, has.size, lost.length + gained.length);
  if (change === null) return null;
  const parts = [
    ...(lost.length > 0 ? [`${counted(lost.length, 'entry', 'entries')} removed`] : []),
    ...(gained.length > 0 ? [`${counted(gained.length, 'entry', 'entries')} added`] : []),
  ];
  return {
    severity: 'low',
    change,
    text: `User folders: ${parts.length > 0 ? parts.join(', ') : 'the empty entry changed'}.`,
  };
}

const itemsIn = (value: string): ReadonlySet<string> =>
  new Set(
    value
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  );

const missingIn = (all: ReadonlySet<string>, other: ReadonlySet<string>): readonly string[] =>
  [...all].filter((item) => !other.has(item));

function listChange(
  before: string | null,
  after: string | null,
  had: number,
  has: number,
  different: number,
): FindingChange | null {
  if (before === null) return after === null ? null : 'added';
  if (after === null) return 'removed';
  if (different === 0) return null;
  return had > 0 && has === 0 ? 'emptied' : 'changed';
}
