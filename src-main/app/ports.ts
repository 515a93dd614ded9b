import type { Banner } from '../contract/app-state.ts';
import type { Page, PushChannel } from '../contract/channels.ts';
import type { ConnectionStatus } from '../contract/connection-status.ts';
import type { Preferences, PreferencesChange } from '../contract/preferences.ts';
import type { Pushes } from '../contract/requests.ts';
import type { Target } from '../contract/target.ts';
import type { NotificationContent } from '../domain/notification-policy.ts';
import type { TrayView } from '../domain/tray-view.ts';
import type { Log } from '../logging/log.ts';

/** What the app's own state needs of the rooms around it; each is handed in. */
export interface MonitorPort {
  readonly status: ConnectionStatus;
  onStatus(listener: (status: ConnectionStatus) => void): () => void;
  watch(watched: { target: Target; clientId: number | null } | null): Promise<void>;
  test(): void;
  accepted(now: number): boolean;
  pause(until: number | 'forever', now: number): Promise<void>;
  resume(): void;
  dispose(): Promise<void>;
}

export interface PreferencesPort {
  readonly banners: readonly Banner[];
  get(): Preferences;
  set(change: PreferencesChange): void;
}

export interface AppPorts {
  readonly monitor: MonitorPort;
  readonly preferences: PreferencesPort;
  readonly notifier: {
    show(content: Omit<NotificationContent, 'event'>, sound: boolean): void;
    withdraw(): void;
  };
  readonly tray: { show(view: TrayView): void; dispose(): void };
  readonly window: {
    show(page?: Page, quietly?: boolean): void;
    send<Channel extends PushChannel>(channel: Channel, value: Pushes[Channel]): void;
    quit(): void;
  };
  readonly versions: { readonly app: string; readonly electron: string };
  readonly setTheme: (theme: Preferences['theme']) => void;
  readonly quit: () => unknown;
  /** Masks what must not leave the computer in a report. */
  readonly mask: (text: string) => string;
  readonly log: Log;
}
