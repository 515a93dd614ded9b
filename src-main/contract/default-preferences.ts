import type { Connection, Preferences } from './preferences.ts';

/** Everything but the client id base, which chance decides once per installation. */
export const DEFAULT_PREFERENCES: Omit<Preferences, 'clientIdBase'> = {
  schema: 4,
  connections: [],
  notifications: {
    waiting: true,
    frozen: true,
    disclaimer: true,
    'new-clients-blocked': true,
    signin: true,
    'not-running': true,
    down: true,
    'cut-off': true,
    'farm-down': false,
    'ready-again': true,
    'restart-overdue': true,
    unstable: true,
    repeat: true,
    sound: false,
  },
  quietHours: { on: false, from: '22:00', to: '07:00', breakThrough: false },
  theme: 'system',
  startAtLogin: null,
  startHidden: true,
  closing: 'keep-in-tray',
  menuBarIcon: 'when-needed',
  automaticBackups: true,
  logLevel: 'normal',
  firstRunDone: false,
};

/** What a new connection does not ask for. The mode of a live account is chosen, never preset. */
export function newConnection(asked: Pick<Connection, 'host' | 'port' | 'expect'>): Connection {
  return {
    ...asked,
    clientId: null,
    mode: asked.expect === 'paper' ? 'stay-connected' : null,
    dailyRestart: null,
    ignoredFarms: [],
  };
}
