import type { BrowserWindowConstructorOptions } from 'electron';

export interface WindowPlace {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
}

export const DEFAULT_PLACE: WindowPlace = { width: 960, height: 760 };
const SMALLEST = { minWidth: 640, minHeight: 520 } as const;

/** Everything about the window that security depends on, in one value that a test can look at. */
export function windowOptions(
  preload: string,
  title: string,
  development: boolean,
  backgroundColor: string,
): BrowserWindowConstructorOptions {
  return {
    ...DEFAULT_PLACE,
    ...SMALLEST,
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
