import { BrowserWindow, nativeTheme, type WebContents } from 'electron';
import type { PushChannel } from '../contract/channels.ts';
import type { Pushes } from '../contract/requests.ts';
import { BACKGROUND, windowOptions } from './window-options.ts';

/** A hidden window is kept for a quick return, then given back: a renderer costs 30 MiB. */
const KEEP_HIDDEN_MS = 60_000;
/** Chromium can lose the first drawing, as when its graphics process ends at that moment. */
const DRAW_LIMIT_MS = 3000;

export interface MainWindowDeps {
  readonly preloadPath: string;
  readonly pageUrl: string;
  readonly title: string;
  readonly development: boolean;
  /** Without a tray the window is all there is: closing it minimises. */
  readonly hasTray: () => boolean;
  /** Where there is a tray, its close button quits the app instead of hiding the window. */
  readonly closingQuits: () => boolean;
  readonly quit: () => void;
  /** Somebody looks at it. */
  readonly onFocus: () => void;
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

  get isFocused(): boolean {
    return this.#window?.isFocused() ?? false;
  }

  /** Shows the window, at a place if one is named. `quietly`: without taking the focus. */
  show(place?: Pushes['page:open'], quietly = false): void {
    if (this.#quitting) return;
    clearTimeout(this.#destroyLater);
    const window = this.#window ?? this.#build();
    if (place !== undefined) this.#whenLoaded(window, 'page:open', place);
    if (!window.isVisible() && window.webContents.isLoading()) {
      this.#revealWhenDrawn(window, quietly);
    } else {
      this.#reveal(window, quietly);
    }
  }

  /** Out of the way, whatever its close button does. */
  hide(): void {
    if (this.#window !== null) this.#putAway(this.#window);
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
    const { preloadPath: preload, title, development, onFocus } = this.#deps;
    const theme = nativeTheme.shouldUseDarkColors ? 'dark' : 'light';
    const backgroundColor = BACKGROUND[theme];
    const window = new BrowserWindow(
      windowOptions({ preload, title, development, backgroundColor }),
    );
    this.#window = window;
    window.on('close', (event) => {
      if (this.#quitting) return;
      event.preventDefault();
      if (this.#deps.hasTray() && this.#deps.closingQuits()) this.#deps.quit();
      else this.#putAway(window);
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
    window.on('focus', onFocus);
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

  #putAway(window: BrowserWindow): void {
    if (this.#deps.hasTray()) window.hide();
    else window.minimize();
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
