import {
  BrowserWindow,
  Menu,
  type KeyboardInputEvent,
  type MenuItemConstructorOptions,
} from 'electron';
import type { Page } from '../contract/channels.ts';

/** Keyboard shortcuts of the window; the bar itself is hidden except on macOS. */
export function applicationMenu(open: (page: Page) => void): Menu {
  return Menu.buildFromTemplate([
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    {
      label: 'File',
      submenu: [
        page('Settings…', 'settings', ','),
        { type: 'separator' },
        { role: 'close' },
        { role: 'quit', accelerator: 'CommandOrControl+Q' },
      ],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        page('Overview', 'overview', '1'),
        page('Diagnostics', 'diagnostics', '2'),
        page('Settings', 'settings', '6'),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
      ],
    },
    {
      label: 'Connection',
      submenu: [
        asKey('Test connection', 'CommandOrControl+R', { keyCode: 'F5' }),
        asKey('Copy report…', 'CommandOrControl+Shift+C', {
          keyCode: 'C',
          modifiers: [COMMAND, 'shift'],
        }),
      ],
    },
    { role: 'help', submenu: [asKey('Keyboard shortcuts', 'F1', { keyCode: 'F1' })] },
  ]);

  function page(label: string, to: Page, key: string): MenuItemConstructorOptions {
    return shown(label, `CommandOrControl+${key}`, () => {
      open(to);
    });
  }
}

const COMMAND = process.platform === 'darwin' ? 'meta' : 'control';

type Press = Pick<KeyboardInputEvent, 'keyCode' | 'modifiers'>;

/** What only the page can do, since only it knows which connection is on show: as if the key was pressed there. */
function asKey(label: string, accelerator: string, press: Press): MenuItemConstructorOptions {
  return shown(label, accelerator, () => {
    BrowserWindow.getFocusedWindow()?.webContents.sendInputEvent({ type: 'keyDown', ...press });
  });
}

/** The page hears the keys itself: here they are only shown. */
function shown(label: string, accelerator: string, click: () => void): MenuItemConstructorOptions {
  return { label, accelerator, registerAccelerator: false, click };
}
