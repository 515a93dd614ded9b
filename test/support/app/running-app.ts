import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type * as Electron from 'electron';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { poll } from '../desktop/poll.ts';
import type { Home } from './home.ts';
import { AppWindow } from './app-window.ts';
import { Tray } from './tray.ts';

export const ROOT = join(import.meta.dirname, '../../..');
const END_LIMIT_MS = 8000;
/** How the alert's address ends. */
const ALERT = '#alert';

export interface LaunchOptions {
  readonly args?: readonly string[];
  /** By the system at login, so without its window; else by a person. */
  readonly atLogin?: boolean;
  /** Added to the environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** The environment of a start that belongs to `home`. */
export function environment(home: Home, change: LaunchOptions['env'] = {}): Record<string, string> {
  const all = { ...process.env, ...home.env, ...change };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** The whole app in real Electron, on the test desktop. */
export class RunningApp {
  readonly pid: number;
  /** Violations of the policy and errors on the consoles of all windows; a good run leaves none. */
  readonly complaints: string[] = [];
  readonly #process: ChildProcess;
  #tray: Tray | undefined;

  private constructor(
    readonly electron: ElectronApplication,
    readonly home: Home,
  ) {
    // Playwright knows its process only while it runs.
    this.#process = electron.process();
    this.pid = this.#process.pid ?? 0;
    electron.on('window', (page) => this.#listen(page));
  }

  static async launch(
    home: Home,
    { args = [], atLogin = true, env }: LaunchOptions = {},
  ): Promise<RunningApp> {
    const electron = await _electron.launch({
      args: ['.', ...(atLogin ? ['--hidden'] : []), ...args],
      cwd: ROOT,
      env: environment(home, env),
    });
    return new RunningApp(electron, home);
  }

  async tray(): Promise<Tray> {
    return (this.#tray ??= await Tray.of(this.pid));
  }

  /** The window, which some other deed has opened or is about to open. */
  async window(): Promise<AppWindow> {
    const page = await this.#page((url) => !url.endsWith(ALERT));
    await page.locator('main').waitFor();
    return new AppWindow(this, page);
  }

  /** The app's own small window for a notice that the system refused. */
  async alert(): Promise<AppWindow> {
    return new AppWindow(this, await this.#page((url) => url.endsWith(ALERT)));
  }

  /** How the alert stands, or null: there is none. */
  alertState(): Promise<{ isVisible: boolean; isFocused: boolean; isOnTop: boolean } | null> {
    return this.inMain(({ BrowserWindow }, ending) => {
      const window = BrowserWindow.getAllWindows().find((one) =>
        one.webContents.getURL().endsWith(ending),
      );
      if (window === undefined) return null;
      const isFocused = window.isFocused();
      return { isVisible: window.isVisible(), isFocused, isOnTop: window.isAlwaysOnTop() };
    }, ALERT);
  }

  /** Opens the window as a person does, from the menu. */
  async openWindow(entry: 'Open Gatelight' | 'Settings…' = 'Open Gatelight'): Promise<AppWindow> {
    await (await this.tray()).click(entry);
    return this.window();
  }

  /** Asks the main process. What is asked must do no harm when it is asked twice. */
  async inMain<Answer, Given>(
    ask: (electron: typeof Electron, given: Given) => Answer | Promise<Answer>,
    given?: Given,
  ): Promise<Answer> {
    for (;;) {
      try {
        return await this.electron.evaluate(
          ask as (electron: typeof Electron, given: unknown) => Answer | Promise<Answer>,
          given,
        );
      } catch (cause) {
        // The inspector's own slip, when memory is tidied up between question and answer.
        if (!String(cause).includes('promise was garbage collected')) throw cause;
      }
    }
  }

  /** How the window stands, or `none`. */
  windowState(): Promise<'none' | 'hidden' | 'shown' | 'minimised'> {
    return this.inMain(({ BrowserWindow }, ending) => {
      const window = BrowserWindow.getAllWindows().find(
        (one) => !one.webContents.getURL().endsWith(ending),
      );
      if (window === undefined) return 'none';
      if (window.isMinimized()) return 'minimised';
      return window.isVisible() ? 'shown' : 'hidden';
    }, ALERT);
  }

  async windowBecomes(state: 'hidden' | 'shown' | 'minimised', timeoutMs = 5000): Promise<void> {
    await poll(`${state} window`, timeoutMs, async () =>
      (await this.windowState()) === state ? true : undefined,
    );
  }

  /** As the window's own close button does. */
  closeWindow(): Promise<void> {
    // No function with a name of its own: tsx would wrap it in a helper that main doesn't know.
    return this.inMain(({ BrowserWindow }, ending) => {
      BrowserWindow.getAllWindows()
        .find((one) => !one.webContents.getURL().endsWith(ending))
        ?.close();
    }, ALERT);
  }

  #listen(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error' || message.text().includes('violates')) {
        this.complaints.push(message.text());
      }
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
  }

  async #page(fits: (url: string) => boolean): Promise<Page> {
    return poll('such page', 10_000, () => this.electron.windows().find((one) => fits(one.url())));
  }

  kill(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  get hasEnded(): boolean {
    const { exitCode, signalCode } = this.#process;
    return exitCode !== null || signalCode !== null;
  }

  /** Resolves with the exit code; rejects when the app is still there after the limit. */
  async ended(limitMs = END_LIMIT_MS): Promise<number | NodeJS.Signals | null> {
    const child = this.#process;
    if (!this.hasEnded) {
      const late = sleep(limitMs, undefined, { ref: false }).then(() => {
        throw new Error(`the app still runs after ${limitMs} ms`);
      });
      await Promise.race([once(child, 'exit'), late]);
    }
    return child.exitCode ?? child.signalCode;
  }

  /** Ends it whatever its state; for tidying up. */
  async stop(): Promise<void> {
    if (this.hasEnded) return;
    const child = this.#process;
    child.kill('SIGTERM');
    await this.ended().catch(async (cause: unknown) => {
      child.kill('SIGKILL');
      await once(child, 'exit');
      throw cause;
    });
  }
}
