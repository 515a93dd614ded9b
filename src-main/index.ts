import { app, Menu, protocol } from 'electron';
import { join } from 'node:path';
import type { RunningApp } from './compose-app.ts';
import type { Page } from './contract/channels.ts';
import { applicationMenu } from './desktop/application-menu.ts';
import { useBrowserFolder } from './desktop/browser-folder.ts';
import { harden } from './desktop/harden.ts';
import { leaveProperly } from './desktop/leaving.ts';
import { keepNewSpaceSmall } from './desktop/small-heap.ts';
import { loadTrayImages } from './desktop/tray-images.ts';
import { TrayPresenter } from './desktop/tray-presenter.ts';
import { pageArgument } from './domain/page-argument.ts';
import { STARTING_VIEW } from './domain/tray-view.ts';
import { dataDir, writableDir } from './preferences/data-folder.ts';

// Where the installed command line begins: `… -- cli check`. It needs no window and no lock.
const cli = process.argv.indexOf('cli', process.argv.indexOf('--') + 1);
if (process.argv.includes('--') && cli > 0) {
  void app.whenReady().then(async () => {
    const { runCommandLine } = await import('./cli/main.ts');
    const code = await runCommandLine(process.argv.slice(cli + 1));
    process.stdout.write('', () => {
      app.exit(code);
    });
  });
} else {
  startApp(dataDir());
}

function startApp(dir: string): void {
  harden(app, protocol);
  keepNewSpaceSmall();
  // One quiet page needs no graphics card; without one (virtual machines, remote desktops) Chromium's
  // graphics process sometimes hangs while it gives up, and the page with it.
  app.disableHardwareAcceleration();
  useBrowserFolder(app, writableDir(dir));
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  const starting = app.whenReady().then(() => light(dir, (page) => open(page)));
  const open = (page?: Page): void => void starting.then((running) => running.open(page));
  app.on('second-instance', (_event, args) => open(pageArgument(args)));
  app.on('activate', () => open());
  // The tray is the app; it goes on without a window.
  app.on('window-all-closed', () => undefined);
  leaveProperly(app, () => starting.then((running) => running.dispose()));
}

/** The light comes first; everything heavier is loaded behind it. */
async function light(dataFolder: string, open: (page: Page) => void): Promise<RunningApp> {
  const tray = new TrayPresenter(loadTrayImages(join(app.getAppPath(), 'assets', 'tray')));
  tray.show(STARTING_VIEW);
  Menu.setApplicationMenu(applicationMenu(open));
  const { composeApp } = await import('./compose-app.ts');
  return composeApp(dataFolder, tray);
}
