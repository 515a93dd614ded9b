import type { NotificationEvent, Preferences } from '$contract/preferences';

interface SettingText {
  readonly title: string;
  readonly detail: string;
}

/** One switch each, in the order of urgency. */
export const eventText: Readonly<Record<NotificationEvent, SettingText>> = {
  waiting: {
    title: "Gateway isn't answering",
    detail: 'After 8 seconds of silence',
  },
  disclaimer: {
    title: 'Paper trading disclaimer',
    detail: 'At once, because no program can connect before it is accepted',
  },
  signin: {
    title: 'Sign-in needed',
    detail: 'Gateway runs, but its port stays closed',
  },
  'not-running': {
    title: 'Gateway stopped',
    detail: 'After two checks in a row, if it was seen running before',
  },
  down: {
    title: "Programs can't connect",
    detail: 'Wrong port, closed connections and other refusals',
  },
  'ready-again': {
    title: 'Ready again',
    detail: 'Only after a problem you were told about',
  },
};

export const soundText: SettingText = {
  title: 'Sound',
  detail: "Your system's notification sound",
};

export const themeOptions: readonly { value: Preferences['theme']; label: string }[] = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];
