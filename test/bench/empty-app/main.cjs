// The least an Electron tray app can be: what our own figures are compared with.
const { app, nativeImage, Tray } = require('electron');
const { join } = require('node:path');

let tray; // kept: a collected tray leaves the panel
app.whenReady().then(() => {
  const picture = join(__dirname, '..', '..', '..', 'assets', 'tray', 'linux', 'ready-24.png');
  tray = new Tray(nativeImage.createFromPath(picture));
  tray.setToolTip('Empty');
});
app.on('window-all-closed', () => undefined);
