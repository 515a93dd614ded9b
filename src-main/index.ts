import { app, Menu, protocol } from 'electron';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { composeApp, type RunningApp } from './compose-app.ts';
import { pageArgument } from './domain/page-argument.ts';
import { applicationMenu } from './desktop/application-menu.ts';
import { harden } from './desktop/harden.ts';
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

  let running: RunningApp | null = null;
  let disposed = false;
  app.on('second-instance', (_event, args) => running?.open(pageArgument(args)));
  app.on('activate', () => running?.open());
  // The tray is the app; it goes on without a window.
  app.on('window-all-closed', () => undefined);
  app.on('before-quit', (event) => {
    if (disposed || running === null) return;
    event.preventDefault();
    disposed = true;
    void running.dispose().finally(() => {
      app.quit();
    });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      app.quit();
    });

  void app.whenReady().then(async () => {
    Menu.setApplicationMenu(applicationMenu());
    running = await composeApp(dir);
  });
}
