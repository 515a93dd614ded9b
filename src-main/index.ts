import { app, Menu, protocol } from 'electron';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningApp } from './compose-app.ts';
import { pageArgument } from './domain/page-argument.ts';
import { applicationMenu } from './desktop/application-menu.ts';
import { harden } from './desktop/harden.ts';
import { loadTrayImages } from './desktop/tray-images.ts';
import { TrayPresenter } from './desktop/tray-presenter.ts';
import type { Page } from './contract/channels.ts';
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
  startApp();
}

function startApp(): void {
  harden(app, protocol);
  // One quiet page needs no graphics card; without one (virtual machines, remote desktops) Chromium's
  // graphics process sometimes hangs while it gives up, and the page with it.
  app.disableHardwareAcceleration();
  const dir = dataDir();
  // Chromium keeps its lock and caches there; both need a folder that can be written.
  const browserDir = writableDir(dir);
  mkdirSync(browserDir, { recursive: true, mode: 0o700 });
  app.setPath('userData', browserDir);
  app.setPath('sessionData', join(browserDir, 'browser'));
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }

  const starting = app.whenReady().then(() => light(dir));
  const open = (page?: Page): void => {
    void starting.then((running) => {
      running.open(page);
    });
  };
  app.on('second-instance', (_event, args) => {
    open(pageArgument(args));
  });
  app.on('activate', () => {
    open();
  });
  // The tray is the app; it goes on without a window.
  app.on('window-all-closed', () => undefined);

  let disposed = false;
  app.on('before-quit', (event) => {
    if (disposed || !app.isReady()) return;
    disposed = true;
    event.preventDefault();
    void starting
      .then((running) => running.dispose())
      .finally(() => {
        app.quit();
      });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      app.quit();
    });
  }
}

/** The light comes first; everything heavier is loaded behind it. */
async function light(dataFolder: string): Promise<RunningApp> {
  const tray = new TrayPresenter(loadTrayImages(join(app.getAppPath(), 'assets', 'tray')));
  tray.show(STARTING_VIEW);
  Menu.setApplicationMenu(applicationMenu());
  const { composeApp } = await import('./compose-app.ts');
  return composeApp(dataFolder, tray);
}
