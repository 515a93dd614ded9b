import { BrowserWindow, nativeTheme, type WebContents } from 'electron';
import type { Page, PushChannel } from '../contract/channels.ts';
import type { Pushes } from '../contract/requests.ts';
import { windowOptions } from './window-options.ts';

/** A hidden window is kept for a quick return, then given back: a renderer costs 30 MiB. */
const KEEP_HIDDEN_MS = 60_000;
/** Chromium can lose the first drawing, as when its graphics process ends at that moment. */
const DRAW_LIMIT_MS = 3000;
const BACKGROUND = { light: '#F4F6F8', dark: '#0F1216' } as const;

export interface MainWindowDeps {
  readonly preloadPath: string;
  readonly pageUrl: string;
  readonly title: string;
  readonly development: boolean;
  /** Without a tray the window is all there is: closing it minimises. */
  readonly hasTray: () => boolean;
  readonly log: { warn(text: string): void };
}

/** The one window: built when first shown, hidden on close, destroyed when hidden for long. */
export class MainWindow {
  #window: BrowserWindow | null = null;
  #destroyLater: NodeJS.Timeout | undefined;
  #quitting = false;
  readonly #deps: MainWindowDeps;

  constructor(deps: MainWindowDeps) {
    this.#deps = deps;
  }

  /** Null while there is no window. */
  get contents(): WebContents | null {
    return this.#window?.webContents ?? null;
  }

  /** Shows the window, on a page if one is named. `quietly`: without taking the focus. */
  show(page?: Page, quietly = false): void {
    clearTimeout(this.#destroyLater);
    const window = this.#window ?? this.#build();
    if (page !== undefined) this.#whenLoaded(window, 'page:open', page);
    if (!window.isVisible() && window.webContents.isLoading()) {
      this.#revealWhenDrawn(window, quietly);
    } else {
      this.#reveal(window, quietly);
    }
  }

  /** Sends a push if there is a window to hear it. */
  send<Channel extends PushChannel>(channel: Channel, value: Pushes[Channel]): void {
    this.#window?.webContents.send(channel, value);
  }

  /** From now on closing closes. */
  quit(): void {
    this.#quitting = true;
    clearTimeout(this.#destroyLater);
    this.#window?.destroy();
  }

  /** Without a flash of nothing; but where drawing fails, late is better than never. */
  #revealWhenDrawn(window: BrowserWindow, quietly: boolean): void {
    const late = setTimeout(() => {
      if (window.isDestroyed()) return;
      this.#deps.log.warn('the page has not drawn itself');
      this.#reveal(window, quietly);
    }, DRAW_LIMIT_MS);
    window.once('ready-to-show', () => {
      clearTimeout(late);
      this.#reveal(window, quietly);
    });
  }

  #reveal(window: BrowserWindow, quietly: boolean): void {
    if (window.isMinimized()) window.restore();
    if (quietly) {
      window.showInactive();
    } else {
      window.show();
      window.focus();
    }
  }

  #build(): BrowserWindow {
    const { preloadPath, title, development } = this.#deps;
    const theme = nativeTheme.shouldUseDarkColors ? 'dark' : 'light';
    const window = new BrowserWindow(
      windowOptions(preloadPath, title, development, BACKGROUND[theme]),
    );
    this.#window = window;
    window.on('close', (event) => {
      if (this.#quitting) return;
      event.preventDefault();
      if (this.#deps.hasTray()) window.hide();
      else window.minimize();
    });
    window.on('hide', () => {
      clearTimeout(this.#destroyLater);
      this.#destroyLater = setTimeout(() => {
        window.destroy();
      }, KEEP_HIDDEN_MS);
    });
    window.on('show', () => {
      clearTimeout(this.#destroyLater);
    });
    window.on('closed', () => {
      this.#window = null;
    });
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (this.#quitting) return;
      this.#deps.log.warn(`the page ended: ${reason}`);
      window.destroy();
    });
    void window.loadURL(this.#deps.pageUrl);
    return window;
  }

  #whenLoaded<Channel extends PushChannel>(
    window: BrowserWindow,
    channel: Channel,
    value: Pushes[Channel],
  ): void {
    const { webContents } = window;
    if (webContents.isLoading()) {
      webContents.once('did-finish-load', () => {
        webContents.send(channel, value);
      });
    } else {
      webContents.send(channel, value);
    }
  }
}
