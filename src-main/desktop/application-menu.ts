import { Menu } from 'electron';

/** Keyboard shortcuts of the window; the bar itself is hidden except on macOS. */
export function applicationMenu(): Menu {
  return Menu.buildFromTemplate([
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    {
      label: 'File',
      submenu: [{ role: 'close' }, { role: 'quit', accelerator: 'CommandOrControl+Q' }],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }],
    },
  ]);
}
