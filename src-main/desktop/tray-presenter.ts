import {
  Menu,
  nativeTheme,
  Tray,
  type MenuItemConstructorOptions,
  type NativeImage,
} from 'electron';
import type { MenuEntry, TrayAction, TrayView } from '../domain/tray-view.ts';
import type { MenuBarIcon, TrayImages } from './tray-images.ts';

/** Followers of a first change wait this long: a flapping port must not make the panel flicker. */
const APART_MS = 250;
/** Some Linux panels miss the first change of an icon. */
const AGAIN_MS = 1000;

/** `connection`: the key of the one that the entry is about. */
type OnAction = (action: TrayAction, connection: string | null) => void;

/** Draws views into the tray: at once, then throttled; what did not change is not touched. */
export class TrayPresenter {
  #tray: Tray | null = null;
  #shown: TrayView | null = null;
  #wanted: TrayView | null = null;
  #drawnAt = -Infinity;
  #later: NodeJS.Timeout | undefined;
  #again: NodeJS.Timeout | undefined;
  #menuBarIcon: MenuBarIcon = 'when-needed';
  #early: Parameters<OnAction> | null = null;
  #onAction: OnAction = (...asked) => {
    this.#early = asked;
  };
  readonly #images: TrayImages;
  readonly #onTheme = (): void => {
    if (this.#shown !== null) this.#setImage(this.#shown);
  };

  constructor(images: TrayImages) {
    this.#images = images;
  }

  /** Who hears of clicks; one made while the app was still starting is handed over now. */
  listen(onAction: OnAction): void {
    this.#onAction = onAction;
    if (this.#early !== null) onAction(...this.#early);
    this.#early = null;
  }

  show(view: TrayView): void {
    this.#wanted = view;
    const waitMs = this.#drawnAt + APART_MS - performance.now();
    if (waitMs <= 0) this.#draw();
    else
      this.#later ??= setTimeout(() => {
        this.#draw();
      }, waitMs);
  }

  /** macOS: when the icon has its colour. */
  setMenuBarIcon(menuBarIcon: MenuBarIcon): void {
    if (menuBarIcon === this.#menuBarIcon) return;
    this.#menuBarIcon = menuBarIcon;
    if (this.#shown !== null) this.#setImage(this.#shown);
  }

  dispose(): void {
    clearTimeout(this.#later);
    clearTimeout(this.#again);
    nativeTheme.off('updated', this.#onTheme);
    this.#tray?.destroy();
    this.#tray = null;
  }

  #draw(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    const view = this.#wanted;
    const shown = this.#shown;
    if (view === null) return;
    this.#tray ??= this.#create(view);
    if (shown?.glyph !== view.glyph || shown.hue !== view.hue) {
      this.#setImage(view);
      this.#drawnAt = performance.now();
    }
    if (shown?.tooltip !== view.tooltip) this.#tray.setToolTip(view.tooltip);
    // An update closes an open menu on some systems: only when its content changed.
    if (JSON.stringify(shown?.menu) !== JSON.stringify(view.menu)) {
      this.#tray.setContextMenu(Menu.buildFromTemplate(this.#template(view.menu)));
    }
    this.#shown = view;
  }

  #create(view: TrayView): Tray {
    const tray = new Tray(this.#image(view));
    if (process.platform !== 'darwin') {
      tray.on('click', () => {
        this.#onAction('open', null);
      });
    }
    nativeTheme.on('updated', this.#onTheme);
    return tray;
  }

  #image({ glyph, hue }: TrayView): NativeImage {
    const dark = nativeTheme.shouldUseDarkColors;
    return this.#images(glyph, hue, { dark, menuBarIcon: this.#menuBarIcon });
  }

  #setImage(view: TrayView): void {
    const image = this.#image(view);
    this.#tray?.setImage(image);
    clearTimeout(this.#again);
    if (process.platform === 'linux') {
      this.#again = setTimeout(() => this.#tray?.setImage(image), AGAIN_MS);
    }
  }

  #template(entries: readonly MenuEntry[]): MenuItemConstructorOptions[] {
    return entries.map((entry) => {
      switch (entry.kind) {
        case 'line':
          return { label: entry.text, enabled: false };
        case 'separator':
          return { type: 'separator' };
        case 'submenu':
          return { label: entry.text, submenu: this.#template(entry.entries) };
        case 'action':
          return {
            label: entry.text,
            click: () => {
              this.#onAction(entry.action, entry.connection ?? null);
            },
          };
      }
    });
  }
}
