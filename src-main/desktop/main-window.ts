import { BrowserWindow, nativeTheme, screen, type WebContents } from 'electron';
import type { PushChannel } from '../contract/channels.ts';
import type { Pushes } from '../contract/requests.ts';
import type { PlaceFile } from './place-file.ts';
import { BACKGROUND, windowOptions } from './window-options.ts';
import { clampPlace, DEFAULT_PLACE, type WindowPlace } from './window-place.ts';

/** A hidden window is kept for a quick return, then given back: a renderer costs 30 MiB. */
const KEEP_HIDDEN_MS = 60_000;
/** Chromium can lose the first drawing, as when its graphics process ends at that moment. */
const DRAW_LIMIT_MS = 3000;
/** A window that is dragged tells of every step. */
const SETTLED_MS = 500;

export interface MainWindowDeps {
  readonly preloadPath: string;
  readonly pageUrl: string;
  readonly title: string;
  readonly development: boolean;
  /** Without a tray the window is all there is: closing it minimises. */
  readonly hasTray: () => boolean;
  /** Closing it quits where there is a tray, because somebody chose that. */
  readonly closingQuits: () => boolean;
  readonly quit: () => void;
  readonly placeFile: PlaceFile;
  /** Somebody looks at it. */
  readonly onFocus: () => void;
  readonly log: { warn(text: string): void };
}

/** The one window: built when first shown, hidden on close, destroyed when hidden for long. */
export class MainWindow {
  #window: BrowserWindow | null = null;
  #destroyLater: NodeJS.Timeout | undefined;
  #keepLater: NodeJS.Timeout | undefined;
  /** As it was kept, or as it is to be when it is first shown. */
  #maximize = false;
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

  /** Without a tray it stays in reach. */
  hide(): void {
    if (this.#deps.hasTray()) this.#window?.hide();
    else this.#window?.minimize();
  }

  /** Sends a push if there is a window to hear it. */
  send<Channel extends PushChannel>(channel: Channel, value: Pushes[Channel]): void {
    this.#window?.webContents.send(channel, value);
  }

  /** From now on closing closes. */
  quit(): void {
    this.#quitting = true;
    clearTimeout(this.#destroyLater);
    this.#keepPlace();
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
    // Not at once when it was built: maximising shows a window.
    if (this.#maximize) window.maximize();
    this.#maximize = false;
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
      windowOptions({ preload, title, development, backgroundColor }, this.#placeToOpen()),
    );
    this.#window = window;
    window.on('close', (event) => {
      if (this.#quitting) return;
      event.preventDefault();
      if (this.#deps.hasTray() && this.#deps.closingQuits()) this.#deps.quit();
      else this.hide();
    });
    window.on('move', () => {
      this.#keepPlaceSoon();
    });
    window.on('resize', () => {
      this.#keepPlaceSoon();
    });
    window.on('hide', () => {
      this.#keepPlace();
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

  #placeToOpen(): WindowPlace {
    const kept = this.#deps.placeFile.read();
    if (kept === null) return DEFAULT_PLACE;
    this.#maximize = kept.maximized;
    const main = screen.getPrimaryDisplay();
    const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
    return clampPlace(
      kept.place,
      [main, ...others].map(({ workArea }) => workArea),
    );
  }

  #keepPlaceSoon(): void {
    clearTimeout(this.#keepLater);
    this.#keepLater = setTimeout(() => {
      this.#keepPlace();
    }, SETTLED_MS);
  }

  #keepPlace(): void {
    clearTimeout(this.#keepLater);
    const window = this.#window;
    // Before it was first shown its place says nothing; minimised it would count as not maximised.
    if (window === null || window.isDestroyed() || this.#maximize || window.isMinimized()) return;
    const place = window.getNormalBounds();
    this.#deps.placeFile.write({ place, maximized: window.isMaximized() });
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
