import {
  DEFAULT_PREFERENCES,
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
