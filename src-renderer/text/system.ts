import type { System } from '$contract/app-state';
import { APP_NAME } from '$contract/app-name';

const platformName: Readonly<Record<System['platform'], string>> = {
  linux: 'Linux',
  darwin: 'macOS',
  win32: 'Windows',
};

/** `Linux, GNOME`. */
export function systemName({ platform, desktop }: System): string {
  const name = platformName[platform];
  return desktop === null ? name : `${name}, ${desktop}`;
}

/** Where the light is found; without a tray, why there is none. */
export function findTheIcon({ platform, desktop }: System, tray: boolean): string {
  if (platform === 'win32') {
    return "The light is in the taskbar's corner. Drag it out of the ^ area to keep it in view.";
  }
  if (platform === 'darwin') {
    return `The light is in the menu bar. If the bar is full, open ${APP_NAME} again to get this window.`;
  }
  if (tray) return 'The light is in your panel, usually near the clock.';
  return desktop === 'GNOME'
    ? `GNOME shows tray icons with the AppIndicator extension. Without it ${APP_NAME} runs as a window.`
    : `Your desktop shows no tray icons, so ${APP_NAME} runs as a window.`;
}
