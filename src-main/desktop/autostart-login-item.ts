import type { App, LoginItemSettings } from 'electron';
import type { StartAtLogin } from '../contract/app-state.ts';
import { HIDDEN_ARGUMENT } from '../domain/start-arguments.ts';
import type { Autostart } from './autostart.ts';

type LoginItems = Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>;

/** Start at login as macOS and Windows keep it. Newer answers are used where the system gives them. */
export class LoginItemAutostart implements Autostart {
  #refused: string | null = null;
  readonly #app: LoginItems;
  readonly #program: string;
  readonly #platform: NodeJS.Platform;

  constructor(app: LoginItems, program: string, platform: NodeJS.Platform) {
    this.#app = app;
    this.#program = program;
    this.#platform = platform;
  }

  get state(): StartAtLogin {
    if (this.#refused !== null) return { possible: false, why: this.#refused };
    try {
      return this.#platform === 'darwin' ? this.#ofMac() : this.#ofWindows();
    } catch (error) {
      return { possible: false, why: codeOf(error) };
    }
  }

  set(on: boolean, hidden: boolean): StartAtLogin {
    try {
      if (this.#platform === 'darwin') {
        this.#app.setLoginItemSettings({ openAtLogin: on });
      } else {
        const args = hidden ? [HIDDEN_ARGUMENT] : [];
        this.#app.setLoginItemSettings({
          openAtLogin: on,
          // Off and on again in the Task Manager is kept apart from what the app asks for.
          enabled: on,
          path: this.#program,
          args,
        });
      }
      this.#refused = null;
    } catch (error) {
      this.#refused = codeOf(error);
    }
    return this.state;
  }

  #ofMac(): StartAtLogin {
    const settings: Partial<LoginItemSettings> = this.#app.getLoginItemSettings();
    return settings.status === 'requires-approval'
      ? { possible: false, why: 'requires-approval' }
      : { possible: true, on: settings.openAtLogin === true };
  }

  /** An entry is found by its arguments, so both are looked for. */
  #ofWindows(): StartAtLogin {
    const on = [[HIDDEN_ARGUMENT], []].some((args) => {
      const settings: Partial<LoginItemSettings> = this.#app.getLoginItemSettings({
        path: this.#program,
        args,
      });
      return settings.openAtLogin === true && settings.executableWillLaunchAtLogin !== false;
    });
    return { possible: true, on };
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
