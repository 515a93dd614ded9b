import {
  DEFAULT_PREFERENCES,
  type Connection,
  type Preferences,
} from '../../src-main/contract/preferences.ts';

/** Preferences as a first start writes them, with a connection to a simulated Gateway. */
export function defaultPreferences(
  connection: Partial<Connection> & { port: number },
  change: Partial<Preferences> = {},
): Preferences {
  return {
    ...DEFAULT_PREFERENCES,
    clientIdBase: 912_340,
    connection: { host: '127.0.0.1', expect: 'paper', clientId: null, ...connection },
    ...change,
  };
}
