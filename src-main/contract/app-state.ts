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
  readonly preferences: Preferences;
}

export type Banner =
  /** Preferences could not be read; the file was set aside under this base name. */
  | { kind: 'preferences-set-aside'; fileName: string }
  /** Changes can't be saved: the data folder is not writable. */
  | { kind: 'not-writable'; errno: string };
