import type { Preferences } from './preferences.ts';

/** Things about the app itself that the page shows beside the connection's status. */
export interface AppState {
  readonly version: string;
  readonly electron: string;
  /** False: no tray host, the app lives in its window. */
  readonly tray: boolean;
  /** Epoch ms until which notifications are snoozed, or null. */
  readonly snoozedUntil: number | null;
  /** True when the system refused a notification. */
  readonly notificationsBlocked: boolean;
  /** Lasting news that the page shows as a banner until dismissed. */
  readonly banners: readonly Banner[];
  /** A notification that the window shows instead of the system, until dismissed. */
  readonly inside: InsideNotice | null;
  /** Daily restarts learned from what was seen, `23:46`, by connection key. */
  readonly learnedRestarts: Readonly<Record<string, string>>;
  readonly preferences: Preferences;
}

/** What a notification says, where it is shown by the app itself. */
export interface InsideNotice {
  /** Null: about the app, not about a connection. */
  readonly connection: string | null;
  readonly title: string;
  readonly body: string;
  /** At most two; the first is also what a click on the text does. */
  readonly buttons: readonly NoticeButton[];
}
export interface NoticeButton {
  readonly text: string;
  readonly action: NoticeAction;
}
export const NOTICE_ACTIONS = ['open', 'snooze-15', 'snooze-60', 'closed-by-user'] as const;
export type NoticeAction = (typeof NOTICE_ACTIONS)[number];

export type Banner =
  /** Preferences could not be read; the file was set aside under this base name. */
  | { kind: 'preferences-set-aside'; fileName: string }
  /** Changes can't be saved: the data folder is not writable. */
  | { kind: 'not-writable'; errno: string };
