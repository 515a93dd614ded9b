import type { GuidedFix } from './guided-fix.ts';
import type { Preferences } from './preferences.ts';
import type { ShowAbility } from './show-gateway.ts';

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
  /** Open guided fixes, by connection key. */
  readonly fixes: Readonly<Record<string, GuidedFix>>;
  readonly showAbility: ShowAbility;
  readonly startAtLogin: StartAtLogin;
  readonly system: System;
}

/** Whether the system starts the app at login, as the system itself says. */
export type StartAtLogin =
  /** `why` as a code: no packaged app to start, or the system's errno. */
  { possible: false; why: string } | { possible: true; on: boolean };

/** What decides menu paths, hints and controls that exist on one system only. */
export interface System {
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** Linux: the desktop's own name, e.g. `GNOME`; null elsewhere or unknown. */
  readonly desktop: string | null;
}

/** What a notification says, where it is shown by the app itself. */
export interface InsideNotice {
  /** Key of a connection, or `settingsSubject`; null: about the app. */
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
export const NOTICE_ACTIONS = [
  'open',
  'show-gateway',
  'fix',
  'snooze-15',
  'snooze-60',
  'closed-by-user',
  'compare-settings',
  /** The preview of a restore; it writes nothing. */
  'preview-undo',
  'open-backups',
] as const;
export type NoticeAction = (typeof NOTICE_ACTIONS)[number];

export type Banner =
  /** Preferences could not be read; the file was set aside under this base name. */
  | { kind: 'preferences-set-aside'; fileName: string }
  /** Changes can't be saved: the data folder is not writable. */
  | { kind: 'not-writable'; errno: string };
