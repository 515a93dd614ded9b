import type { Severity } from '../../contract/jts/finding.ts';
import { HIDDEN, SHOWN, type KeyKind, type Row } from './key-rows.ts';

export type { KeyKind } from './key-rows.ts';

export interface KnownKey {
  readonly section: string;
  readonly key: string;
  /** In plain words: "Trusted addresses". */
  readonly name: string;
  /** One sentence. */
  readonly does: string;
  readonly kind: KeyKind;
  /** Of a change; lists and dates within it may be judged otherwise. */
  readonly severity: Severity;
  /** Its value is harmless where it has the shape of its kind. */
  readonly isShown: boolean;
}

const known =
  (isShown: boolean) =>
  ([section, key, kind, severity, name, does]: Row): KnownKey => ({
    section,
    key,
    kind,
    severity,
    name,
    does,
    isShown,
  });

export const KNOWN_KEYS: readonly KnownKey[] = [
  ...SHOWN.map(known(true)),
  ...HIDDEN.map(known(false)),
];

/** `[u:<folder>]` has one key of its own; any user's. */
const OF_USER: KnownKey = known(true)([
  'u:',
  'AutoRestart',
  'flag',
  'low',
  'Automatic restart of a user',
  'Restarts daily without a new sign-in.',
]);
/** `[settings]` is keyed by the users' folders. */
const LAST_SYNC: KnownKey = known(false)([
  'settings',
  '',
  'moment',
  'low',
  'Last sync of a user',
  "When TWS last matched that user's settings with the server.",
]);

const BY_SECTION = new Map<string, Map<string, KnownKey>>();
for (const one of KNOWN_KEYS) {
  const keys = BY_SECTION.get(one.section) ?? new Map<string, KnownKey>();
  BY_SECTION.set(one.section, keys.set(one.key, one));
}

/** Stands for the sections of all users. */
export const ANY_USER = 'u:';
export const isUserSection = (section: string): boolean => section.startsWith(ANY_USER);

/** Null: unknown to this table. */
export function knownKey(section: string, key: string): KnownKey | null {
  if (section === LAST_SYNC.section) return LAST_SYNC;
  if (isUserSection(section)) return key === OF_USER.key ? OF_USER : null;
  return BY_SECTION.get(section)?.get(key) ?? null;
}

export const severityOf = (section: string, key: string): Severity =>
  knownKey(section, key)?.severity ?? 'low';

const RANKS = new Map(KNOWN_KEYS.map((one, rank) => [one, rank]));

/** Where a key stands in the table: smaller is told first. Unknown ones come last. */
export function rankOf(section: string, key: string): number {
  const one = knownKey(section, key);
  return (one === null ? undefined : RANKS.get(one)) ?? KNOWN_KEYS.length;
}
