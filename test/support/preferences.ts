import {
  DEFAULT_PREFERENCES,
  settingsEventSchema,
  type Connection,
  type Preferences,
} from '../../src-main/contract/preferences.ts';

/** Paper on this computer, unless said otherwise. */
export const connectionTo = (change: Partial<Connection> & { port: number }): Connection => ({
  host: '127.0.0.1',
  expect: 'paper',
  clientId: null,
  mode: 'stay-connected',
  dailyRestart: null,
  ignoredFarms: [],
  ...change,
});

/** Preferences as a first start writes them, with a connection. */
export const preferencesWith = (
  connection: Partial<Connection> & { port: number },
  change: Partial<Preferences> = {},
): Preferences => ({
  ...DEFAULT_PREFERENCES,
  clientIdBase: 912_340,
  connections: [connectionTo(connection)],
  ...change,
});

/** Switches as they were before anything was told of the settings. */
export const earlierNotifications = (
  change: Partial<Preferences['notifications']> = {},
): Partial<Preferences['notifications']> =>
  without({ ...DEFAULT_PREFERENCES.notifications, ...change }, settingsEventSchema.options);

/** All but these. */
const without = <Value extends object>(value: Value, keys: readonly string[]): Partial<Value> =>
  Object.fromEntries(
    Object.entries(value).filter(([key]) => !keys.includes(key)),
  ) as Partial<Value>;

/** A file as the third versions wrote it: a first run, and no backups. */
export function thirdPreferences(
  connections: readonly Connection[],
  change: Partial<Omit<Preferences, 'schema'>> = {},
) {
  const today = { ...DEFAULT_PREFERENCES, ...change };
  return {
    ...without(today, ['automaticBackups']),
    notifications: earlierNotifications(today.notifications),
    clientIdBase: 912_340,
    connections,
    firstRunDone: change.firstRunDone ?? true,
    schema: 3,
  };
}

/** A file as the second versions wrote it: several connections, quiet hours, no first run. */
export function secondPreferences(
  connections: readonly Connection[],
  change: Partial<Pick<Preferences, 'notifications' | 'quietHours' | 'theme'>> = {},
) {
  const { notifications, quietHours, theme } = { ...DEFAULT_PREFERENCES, ...change };
  return {
    schema: 2,
    clientIdBase: 912_340,
    connections,
    notifications: earlierNotifications(notifications),
    quietHours,
    theme,
  };
}

/** A file as the first versions wrote it: one connection or none. */
export function firstPreferences(
  connection: Readonly<Record<string, unknown>> | null,
  {
    notifications = {},
    theme = 'system',
  }: { notifications?: Readonly<Record<string, boolean>>; theme?: string } = {},
) {
  return {
    schema: 1,
    clientIdBase: 912_340,
    connection: connection && {
      host: '127.0.0.1',
      expect: 'paper',
      clientId: null,
      ...connection,
    },
    notifications: {
      waiting: true,
      disclaimer: true,
      signin: true,
      'not-running': true,
      down: true,
      'ready-again': true,
      sound: false,
      ...notifications,
    },
    theme,
  };
}
