import type { Banner, InsideNotice, StartAtLogin, System } from '../contract/app-state.ts';
import type { PushChannel } from '../contract/channels.ts';
import type { ConnectionStatus } from '../contract/connection-status.ts';
import type { SettingsDesk } from '../contract/jts/settings-desk.ts';
import type { MayExplain } from '../contract/jts/settings-state.ts';
import type { SettingsNews } from '../contract/jts/settings-news.ts';
import type { Connection, Preferences, PreferencesChange } from '../contract/preferences.ts';
import type { Pushes } from '../contract/requests.ts';
import type { ShowAbility, ShowProblem } from '../contract/show-gateway.ts';
import type { Clock } from '../domain/clock.ts';
import type { TrayView } from '../domain/tray-view.ts';
import type { Log } from '../logging/log.ts';

/** All watched connections; one is named by its `connectionKey`. An unknown key does nothing. */
export interface MonitorsPort {
  /** In the order of the preferences. */
  readonly statuses: readonly ConnectionStatus[];
  /** Daily restarts learned from what was seen, `23:46`, by connection key. */
  readonly learnedRestarts: Readonly<Record<string, string>>;
  /** Hears every change; answers the function that stops it. */
  onStatus(listener: (status: ConnectionStatus) => void): () => void;
  /** Watches these from now on; a connection that did not change goes on undisturbed. */
  watch(connections: readonly Connection[]): Promise<void>;
  /** Tests now; joins a test that is under way. */
  test(connection: string): void;
  /** The user accepted a dialog. False when asked too soon again. */
  accepted(connection: string): boolean;
  /** The user closed Gateway and says so: no notification until it was ready again. */
  closedByUser(connection: string): void;
  /** The user looked and found no dialog. */
  noDialog(connection: string): void;
  /** A guided fix was opened: tests at once, then every 15 s while nothing is held, until it is closed. */
  fix(connection: string, open: boolean): void;
  /** Closes everything until `until` (epoch ms), or until resumed. */
  pause(until: number | 'forever'): Promise<void>;
  resume(): void;
  /** The computer goes to sleep: everything stops, sockets close. */
  suspend(): Promise<void>;
  /** It woke: after a grace, one fresh test. */
  wake(): void;
  setOnBattery(onBattery: boolean): void;
  dispose(): Promise<void>;
}

/** Brings Gateway's window forward, where the desktop lets it. */
export interface GatewayWindowPort {
  readonly ability: ShowAbility;
  /** Null: it was brought forward. */
  show(status: ConnectionStatus): Promise<ShowProblem | null>;
}

/** Whether the system starts this app at login. */
export interface AutostartPort {
  readonly state: StartAtLogin;
  /** `hidden`: without its window. Answers what became of it. */
  set(on: boolean, hidden: boolean): StartAtLogin;
}

/** What the system tells of power; real events come from Electron, tests hand in their own. */
export interface PowerPort {
  readonly onBattery: boolean;
  on(event: 'suspend' | 'resume' | 'on-battery' | 'on-ac', listener: () => void): () => void;
}

export interface PreferencesPort {
  readonly banners: readonly Banner[];
  get(): Preferences;
  set(change: PreferencesChange): void;
}

/** The care of Gateway's settings files. */
export interface SettingsPort extends Pick<SettingsDesk, 'state' | 'backup'> {
  start(): Promise<void>;
  statusesChanged(statuses: readonly ConnectionStatus[]): void;
  /** The change of settings that may explain what is wrong with a connection; null: none fits. */
  explains(connection: string): MayExplain | null;
  onChange(listener: () => void): () => void;
  onNews(listener: (news: SettingsNews) => void): () => void;
  dispose(): Promise<void>;
}

/** Where notices go that the window does not show itself. Answers come through `Notices`. */
export interface SystemNoticesPort {
  /** Takes the place of the live one of the same connection. */
  show(notice: InsideNotice, sound: boolean): void;
  withdraw(connection: string | null): void;
  /** Takes back what is still shown. */
  dispose(): Promise<void>;
}

/** The app's own small window for a notice that the system refused. It reads it from the app state. */
export interface AlertPort {
  show(): void;
  close(): void;
}

/** A page, and the connection to show on it; null: the one on show. */
export type Place = Pushes['page:open'];

export interface WindowPort {
  readonly isFocused: boolean;
  /** Opens the window, at a place if one is named. `quietly`: without taking the focus. */
  show(place?: Place, quietly?: boolean): void;
  quit(): void;
}

export interface AppPorts {
  readonly clock: Clock;
  readonly monitors: MonitorsPort;
  readonly power: PowerPort;
  readonly gatewayWindow: GatewayWindowPort;
  readonly autostart: AutostartPort;
  /** By the system at login, not by a person, who would look for the window. */
  readonly startedAtLogin: boolean;
  readonly system: System;
  readonly preferences: PreferencesPort;
  readonly settings: SettingsPort;
  readonly notifier: SystemNoticesPort;
  readonly alert: AlertPort;
  readonly tray: { show(view: TrayView): void; dispose(): void };
  readonly window: WindowPort;
  /** To every page that is there to hear it. */
  readonly send: <Channel extends PushChannel>(channel: Channel, value: Pushes[Channel]) => void;
  readonly versions: { readonly app: string; readonly electron: string };
  readonly setTheme: (theme: Preferences['theme']) => void;
  readonly quit: () => unknown;
  /** Masks what must not leave the computer in a report. */
  readonly mask: (text: string) => string;
  readonly log: Log;
}
