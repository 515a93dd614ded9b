// electron-builder's last step before it sets the fuses.
const { rmSync } = require('node:fs');
const { join } = require('node:path');

/** @param {{ appOutDir: string, electronPlatformName: string }} context */
module.exports = function afterPack({ appOutDir, electronPlatformName }) {
  if (electronPlatformName !== 'linux') return;
  // With an unpacked runtime as its source the builder takes along what it drops from a downloaded one.
  rmSync(join(appOutDir, 'resources', 'default_app.asar'), { force: true });
  rmSync(join(appOutDir, 'version'), { force: true });
};
