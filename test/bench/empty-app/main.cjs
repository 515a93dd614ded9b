// The least an Electron tray app can be: what our own figures are compared with.
const { app, BrowserWindow, nativeImage, Tray } = require('electron');
const { join } = require('node:path');

let tray; // kept: a collected tray leaves the panel
app.whenReady().then(() => {
  const picture = join(__dirname, '..', '..', '..', 'assets', 'tray', 'linux', 'ready-24.png');
  tray = new Tray(nativeImage.createFromPath(picture));
  tray.setToolTip('Empty');
  // Asked for: a window that was opened once, and is gone.
  const openMs = Number(process.env['EMPTY_WINDOW_MS'] ?? 0);
  if (openMs > 0) {
    const window = new BrowserWindow({ width: 960, height: 760 });
    void window.loadURL('data:text/html,<h1>Empty</h1>');
    setTimeout(() => window.destroy(), openMs);
  }
});
app.on('window-all-closed', () => undefined);
