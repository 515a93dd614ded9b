import { DEFAULT_PREFERENCES } from '$contract/default-preferences';
import type { Connection, Preferences, PreferencesChange } from '$contract/preferences';
import { connectionByKey, connectionKey } from '$contract/target';

/** The pages inside Settings, in their order. */
export const SETTINGS_PAGES = [
  'general',
  'connections',
  'notifications',
  'backups',
  'privacy',
  'advanced',
] as const;
export type SettingsPage = (typeof SETTINGS_PAGES)[number];

/** What "Restore defaults" gives back on a page; connections have rules of their own, privacy has nothing to set. */
const KEYS = {
  general: ['startAtLogin', 'startHidden', 'closing', 'theme', 'menuBarIcon'],
  notifications: ['notifications', 'quietHours'],
  backups: ['automaticBackups'],
  advanced: ['logLevel'],
} as const satisfies Partial<Record<SettingsPage, readonly (keyof PreferencesChange)[]>>;
export type PageWithDefaults = keyof typeof KEYS;

/** The change to a page's defaults, and the one that takes it back. */
export function defaultsOf(
  page: PageWithDefaults,
  preferences: Preferences,
): { to: PreferencesChange; back: PreferencesChange } {
  return { to: picked(DEFAULT_PREFERENCES, KEYS[page]), back: picked(preferences, KEYS[page]) };
}

function picked(
  from: Omit<Preferences, 'clientIdBase'>,
  keys: readonly (keyof PreferencesChange)[],
): PreferencesChange {
  return Object.fromEntries(keys.map((key) => [key, from[key]]));
}

/** Where a connection leads and how it is watched is no default; the rest of it has one. */
export const withDefaults = (connection: Connection): Connection => ({
  ...connection,
  clientId: null,
  dailyRestart: null,
  ignoredFarms: [],
});

/** Gives the connections that are still there what they had before, and leaves all else alone. */
export function withFormer(
  connections: readonly Connection[],
  before: readonly Connection[],
): readonly Connection[] {
  return connections.map((now) => {
    const former = connectionByKey(before, connectionKey(now));
    if (former === undefined) return now;
    const { clientId, dailyRestart, ignoredFarms } = former;
    return { ...now, clientId, dailyRestart, ignoredFarms };
  });
}
