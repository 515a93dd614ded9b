import type { AppState } from '$contract/app-state';
import type { Page as PageName } from '$contract/channels';
import type { ConnectionStatus } from '$contract/connection-status';
import type { MockedApp } from '../mocked-main/mocked-app.ts';
import type { SettingsScript } from '../mocked-main/settings.ts';

/** What is watched and found in one picture; `now` is the moment it is taken. */
export interface Scene {
  /** Its file's name, without theme and ending. */
  readonly name: string;
  readonly statuses: (now: number) => readonly ConnectionStatus[];
  readonly app?: (now: number) => AppState;
  /** What main says of the settings; one folder with three changes, if not said. */
  readonly settings?: (now: number) => SettingsScript;
  /** Opened from the menu; the overview, if not said. */
  readonly page?: Exclude<PageName, 'overview'>;
  readonly hash?: '#alert';
  readonly size?: readonly [width: number, height: number];
  /** Goes on to where the picture is taken. */
  readonly then?: Then;
}

export type Then = (mocked: MockedApp, now: number) => Promise<unknown>;

/** Scenes by the folder that their pictures are for. */
export type Scenes = Readonly<Record<string, readonly Scene[]>>;
