import type { BrowserWindowConstructorOptions } from 'electron';
import { DEFAULT_PLACE, SMALLEST, type Area, type WindowPlace } from './window-place.ts';

/** The look before the page has drawn itself. */
export const BACKGROUND = { light: '#F4F6F8', dark: '#0F1216' } as const;

/** What both windows are made of. */
export interface WindowLook {
  readonly preload: string;
  readonly title: string;
  readonly development: boolean;
  readonly backgroundColor: string;
}

/** Everything about the window that security depends on, in one value that a test can look at. */
export function windowOptions(
  look: WindowLook,
  place: WindowPlace = DEFAULT_PLACE,
): BrowserWindowConstructorOptions {
  return { ...place, ...SMALLEST, ...options(look) };
}

/** A small window that lies above all others and never takes the focus from one of them. */
export function alertOptions(
  look: WindowLook,
  workArea: Area,
  platform: NodeJS.Platform = process.platform,
): BrowserWindowConstructorOptions {
  return {
    ...alertPlace(workArea, platform),
    ...options(look),
    frame: false,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    alwaysOnTop: true,
    skipTaskbar: true,
    focusable: false,
  };
}

/** Where the system shows its own: at the bottom on Windows, at the top elsewhere. */
export function alertPlace(area: Area, platform: NodeJS.Platform): Area {
  const { width, height } = ALERT_SIZE;
  const below = platform === 'win32' ? area.height - height - ALERT_MARGIN : ALERT_MARGIN;
  return { x: area.x + area.width - width - ALERT_MARGIN, y: area.y + below, width, height };
}

const ALERT_SIZE = { width: 380, height: 170 } as const;
const ALERT_MARGIN = 16;

function options(look: WindowLook): BrowserWindowConstructorOptions {
  const { preload, title, development, backgroundColor } = look;
  return {
    title,
    show: false,
    autoHideMenuBar: true,
    backgroundColor,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      enableBlinkFeatures: '',
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: development,
    },
  };
}
