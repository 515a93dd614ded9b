import type { NotificationEvent, Preferences, SettingsEvent } from '$contract/preferences';

export interface SettingText {
  readonly title: string;
  readonly detail: string;
}

/** One switch each, in the order of urgency. */
export const eventText: Readonly<Record<NotificationEvent | SettingsEvent, SettingText>> = {
  waiting: {
    title: "Gateway isn't answering",
    detail: 'After 8 seconds of silence',
  },
  frozen: {
    title: 'Gateway stopped answering',
    detail: 'At once, when the open session has gone mute',
  },
  disclaimer: {
    title: 'Accept the paper disclaimer',
    detail: 'At once, because no program can connect before it is accepted',
  },
  'new-clients-blocked': {
    title: "New programs can't connect",
    detail: 'At once, when the open session works but a fresh test does not',
  },
  signin: {
    title: 'Sign-in needed',
    detail: 'Gateway has run for 4 minutes and its port is still closed',
  },
  'not-running': {
    title: 'Gateway stopped',
    detail: 'After two checks in a row, if it was seen running before',
  },
  down: {
    title: "Programs can't connect",
    detail: 'Wrong port, closed connections and other refusals',
  },
  'cut-off': {
    title: 'Gateway lost IBKR',
    detail: "After 60 seconds; inside IBKR's reset times after 15 minutes",
  },
  'farm-down': {
    title: 'Market data is interrupted',
    detail: "After 2 minutes; inside IBKR's reset times after 15 minutes",
  },
  'ready-again': {
    title: 'Gateway is ready again',
    detail: 'Only after a problem you were told about',
  },
  'restart-overdue': {
    title: "Gateway hasn't come back",
    detail: '5 minutes after the planned restart should be over',
  },
  unstable: {
    title: 'Connection is unstable',
    detail: 'Once, at four changes in 10 minutes; then nothing for 30 minutes',
  },
  'settings-changed': {
    title: 'Gateway settings changed',
    detail: 'Changes that matter, 2 seconds after the last write',
  },
  'settings-restored': {
    title: 'Settings restored',
    detail: 'When a restore that waited for Gateway to close is done',
  },
  'restore-failed': {
    title: 'Settings were not restored',
    detail: 'When a restore that waited was refused, failed or expired',
  },
  'backup-failed': {
    title: 'Backup failed',
    detail: 'After two tries',
  },
};

export const repeatText: SettingText = {
  title: 'Repeat while a problem lasts',
  detail: 'After 10 and 30 minutes; stops when you open the window or snooze',
};

export const soundText: SettingText = {
  title: 'Sound',
  detail: "Your system's notification sound",
};

export const quietText: Readonly<Record<'on' | 'times' | 'breakThrough', SettingText>> = {
  on: { title: 'Quiet hours', detail: 'Nothing is notified; the tray icon still changes' },
  times: { title: 'From and to', detail: 'Local time; may cross midnight' },
  breakThrough: {
    title: 'Break through quiet hours',
    detail: 'A live account whose Gateway waits for you is told all the same',
  },
};

export const themeOptions: readonly { value: Preferences['theme']; label: string }[] = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];
