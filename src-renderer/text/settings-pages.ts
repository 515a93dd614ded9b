import type { Preferences } from '$contract/preferences';
import { APP_NAME } from '$contract/app-name';
import type { SettingsPage } from '../model/settings-pages.ts';
import type { SettingText } from './settings.ts';

export const pageLabel: Readonly<Record<SettingsPage, string>> = {
  general: 'General',
  connections: 'Connections',
  notifications: 'Notifications',
  backups: 'Backups',
  privacy: 'Privacy',
  advanced: 'Advanced',
};

export const RESTORED: Readonly<Record<Exclude<SettingsPage, 'privacy'>, string>> = {
  general: 'General settings are back to their defaults.',
  connections:
    'Client IDs, restart times and ignored farms are back to their defaults. Hosts, ports and modes stay.',
  notifications: 'Notifications are back to their defaults.',
  backups: 'Backups are automatic again.',
  advanced: 'The log level is back to its default.',
};

export const generalText = {
  startHidden: {
    title: 'Start hidden',
    detail: 'At login without a window; started by you, the window opens',
  },
  startHiddenWithoutTray: {
    title: 'Start hidden',
    detail: 'Your desktop shows no tray icons, so the window opens at every start',
  },
  closing: {
    title: 'Closing the window',
    detail: 'Gatelight watches as long as it is in the tray',
  },
  closingWithoutTray: {
    title: 'Closing the window',
    detail: 'Minimises it, because your desktop shows no tray icons',
  },
  theme: { title: 'Theme', detail: 'System follows your desktop' },
  menuBarIcon: {
    title: 'Menu bar icon',
    detail: 'Without colour the shape alone tells the state',
  },
} as const satisfies Record<string, SettingText>;

export const closingOptions: readonly { value: Preferences['closing']; label: string }[] = [
  { value: 'keep-in-tray', label: `Keeps ${APP_NAME} in the tray` },
  { value: 'quit', label: `Quits ${APP_NAME}` },
];

export const menuBarIconOptions: readonly { value: Preferences['menuBarIcon']; label: string }[] = [
  { value: 'when-needed', label: 'Colour when something needs you' },
  { value: 'always', label: 'Always colour' },
  { value: 'never', label: 'Never colour' },
];

export const noAnswerText: SettingText = {
  title: 'No-answer limit',
  detail:
    'Silence is shown after 4 seconds and notified after 8. The one unanswered connection is held open for up to 10 minutes. These limits are fixed.',
};

export const automaticText: SettingText = {
  title: 'Automatic backups',
  detail:
    'Every new version of jts.ini, 2 seconds after it was written. Without them only what you ask for, and the state before a restore',
};

/** Stated, with nothing to set: none of it depends on a choice. */
export const privacyText: readonly (SettingText & { id: string })[] = [
  {
    id: 'accounts',
    title: 'Account numbers',
    detail:
      'Always masked. They are counted when Gateway names them and never kept: not in reports, not in the log, not on the screen.',
  },
  {
    id: 'sent',
    title: 'What is sent, and where',
    detail:
      "Only to the host and port of each connection you set up: the API's greeting, a client ID and a request for the time. No orders, no account requests, no sign-in data.",
  },
  {
    id: 'reports',
    title: 'Reports',
    detail:
      'Shown to you before they are copied. They hold only values of known kinds: figures, program names and the words of this window. Other computers appear as host-1.',
  },
  {
    id: 'usage',
    title: 'Usage data',
    detail: 'None is collected, and nothing is sent anywhere else.',
  },
];

export const logsText: SettingText = {
  title: 'Log files',
  detail:
    "Two files of 1 MiB at most, on this computer only. Your user name, this computer's name, public addresses and account numbers in them are masked.",
};

export const logLevelText: SettingText = {
  title: 'Log level',
  detail: 'Detailed adds a line for each step of each test, from now on',
};

export const logLevelOptions: readonly { value: Preferences['logLevel']; label: string }[] = [
  { value: 'normal', label: 'Normal' },
  { value: 'detailed', label: 'Detailed' },
];

export const allowedText = {
  title: 'Notifications are shown by your system.',
  detail: 'Do Not Disturb is respected. A test tells whether they reach you.',
} as const;
