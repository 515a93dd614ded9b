import type { Finding } from '../../contract/jts/finding.ts';
import { FIRST_TO_LAST } from './differences.ts';
import { listed, plainName } from './finding-words.ts';
import type { IniEntry, IniKeys } from './jts-ini.ts';
import { knownKey, severityOf } from './jts-keys.ts';

/** Keys of one section that differ in case only, and did not before: Gateway's choice is not known. */
export function spellingTwins(
  section: string,
  before: IniKeys,
  after: IniKeys,
): readonly Finding[] {
  return twinsIn(after).flatMap((twins) => {
    const isOld = twins.every(({ key, value }) =>
      before.get(key)?.some((one) => one.value === value),
    );
    return isOld ? [] : [twinFinding(section, before, twins)];
  });
}

function twinsIn(keys: IniKeys): readonly (readonly IniEntry[])[] {
  const bySpelling = new Map<string, IniEntry[]>();
  for (const [key, [first]] of keys) {
    if (first === undefined) continue;
    const small = key.toLowerCase();
    const twins = bySpelling.get(small);
    if (twins === undefined) bySpelling.set(small, [first]);
    else twins.push(first);
  }
  return [...bySpelling.values()].filter((twins) => twins.length > 1);
}

function twinFinding(section: string, before: IniKeys, twins: readonly IniEntry[]): Finding {
  const key = (twins.find((one) => knownKey(section, one.key) !== null) ?? twins[0])?.key ?? '';
  const values = twins.map(({ value }) => value);
  const lines = twins.map(({ line }) => String(line));
  return {
    severity: severityOf(section, key),
    section,
    key,
    change: 'duplicated',
    before: before.get(key)?.[0]?.value ?? null,
    after: `${values[0]}${FIRST_TO_LAST}${values.at(-1)}`,
    text: `${plainName(section, key)}: set ${twins.length} times, in upper and lower case, on lines ${listed(lines)}. Which one counts is not known.`,
    isMasked: false,
  };
}
