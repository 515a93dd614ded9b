import { BrowserWindow, nativeTheme, screen, type WebContents } from 'electron';
import type { PushChannel } from '../contract/channels.ts';
import type { Pushes } from '../contract/requests.ts';
import { alertOptions, BACKGROUND } from './window-options.ts';

export interface AlertWindowDeps {
  readonly preloadPath: string;
  readonly pageUrl: string;
  readonly title: string;
  readonly development: boolean;
  readonly log: { warn(text: string): void };
}

/**
 * Shows the notice in the app's state where the system refuses to show it. At most one; it is above
 * all other windows and never takes the focus, so that nobody's typing ends up in it.
 */
export class AlertWindow {
  #window: BrowserWindow | null = null;
  readonly #deps: AlertWindowDeps;

  constructor(deps: AlertWindowDeps) {
    this.#deps = deps;
  }

  /** Null while there is no window. */
  get contents(): WebContents | null {
    return this.#window?.webContents ?? null;
  }

  show(): void {
    this.#window ??= this.#build();
  }

  close(): void {
    this.#window?.destroy();
  }

  /** Sends a push if there is a window to hear it. */
  send<Channel extends PushChannel>(channel: Channel, value: Pushes[Channel]): void {
    this.#window?.webContents.send(channel, value);
  }

  #build(): BrowserWindow {
    const { preloadPath: preload, pageUrl, title, development, log } = this.#deps;
    const backgroundColor = BACKGROUND[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'];
    const window = new BrowserWindow(
      alertOptions(
        { preload, title, development, backgroundColor },
        screen.getPrimaryDisplay().workArea,
      ),
    );
    window.once('ready-to-show', () => {
      window.showInactive();
    });
    window.on('closed', () => {
      this.#window = null;
    });
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      log.warn(`the alert's page ended: ${reason}`);
      if (!window.isDestroyed()) window.destroy();
    });
    void window.loadURL(`${pageUrl}#alert`).catch(() => {
      log.warn("the alert's page was not loaded");
    });
    return window;
  }
}
