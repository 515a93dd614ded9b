import type { Preferences } from './preferences.ts';

/** Everything but the client id base, which chance decides once per installation. */
export const DEFAULT_PREFERENCES: Omit<Preferences, 'clientIdBase'> = {
  schema: 1,
  connection: null,
  notifications: {
    waiting: true,
    disclaimer: true,
    signin: true,
    'not-running': true,
    down: true,
    'ready-again': true,
    sound: false,
  },
  theme: 'system',
};
