import { app, clipboard, ipcMain, nativeTheme, protocol, session, shell } from 'electron';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { AppModel } from './app/app-model.ts';
import { composeCore } from './compose-core.ts';
import { APP_NAME } from './contract/app-name.ts';
import type { Page } from './contract/channels.ts';
import { drawBase } from './domain/client-ids.ts';
import { redact } from './domain/redact.ts';
import { LINKS } from './desktop/external-links.ts';
import { MainWindow } from './desktop/main-window.ts';
import { Notifier } from './desktop/notifier.ts';
import { PAGE_ORIGIN, PAGE_URL, serveRenderer } from './desktop/app-protocol.ts';
import { restrictSession } from './desktop/security.ts';
import { watchTrayHost } from './desktop/tray-host.ts';
import type { TrayPresenter } from './desktop/tray-presenter.ts';
import { requestHandlers } from './ipc/handlers.ts';
import { registerRequests } from './ipc/request-router.ts';
import { isTrustedSender } from './ipc/trusted-sender.ts';
import { fileLog } from './logging/file-log.ts';
import { openPreferences, prepareFolder } from './preferences/store.ts';

export interface RunningApp {
  /** Shows the window, on a page if one is named. */
  open(page?: Page): void;
  /** Closes sockets, workers, tray and window; resolves when nothing is left. */
  dispose(): Promise<void>;
}

/** Joins core, preferences, desktop and ipc. Called once, when Electron is ready. */
export async function composeApp(dataDir: string, tray: TrayPresenter): Promise<RunningApp> {
  const mask = (text: string): string =>
    redact(text, {
      homeDir: app.getPath('home'),
      userName: userInfo().username,
      hostName: hostname(),
    });
  // Its owner's only; where that can't be, preferences tell of it.
  prepareFolder(join(dataDir, 'logs'));
  const log = fileLog(join(dataDir, 'logs', 'gatelight.log'), mask);
  const preferences = openPreferences(dataDir, () => drawBase(Math.random()), log);
  // electron-store answers pages synchronously; ours has no use for it, so nobody gets to ask.
  ipcMain.removeAllListeners('electron-store-get-data');
  const core = composeCore(log);
  const monitor = core.monitor(preferences.get().clientIdBase);

  // Set by the dev server's own start command; a packaged app never looks at it.
  const devServer = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null);
  // The page checks no spelling, but Chromium would fetch dictionaries from its maker all the same.
  session.defaultSession.setSpellCheckerLanguages([]);
  restrictSession(session.defaultSession, { origin: PAGE_ORIGIN, devServer });
  serveRenderer(protocol, join(app.getAppPath(), 'out', 'renderer'));

  const window = new MainWindow({
    preloadPath: join(app.getAppPath(), 'out', 'preload', 'index.cjs'),
    pageUrl: devServer ?? PAGE_URL,
    title: APP_NAME,
    development: !app.isPackaged,
    hasTray: () => model.tray,
    log,
  });
  const model: AppModel = new AppModel({
    monitor,
    preferences,
    versions: { app: app.getVersion(), electron: process.versions.electron },
    notifier: new Notifier({
      onAction: (action) => {
        model.act(action);
      },
      onBlocked: (reason) => {
        model.setNotificationsBlocked(reason);
      },
    }),
    tray,
    window,
    setTheme: (theme) => {
      nativeTheme.themeSource = theme;
    },
    // Once the menu's own click is over: quitting takes the menu away with it.
    quit: () =>
      setImmediate(() => {
        app.quit();
      }),
    mask,
    log,
  });
  tray.listen((action) => {
    model.act(action);
  });
  const stopRequests = registerRequests(
    requestHandlers({
      status: () => monitor.status,
      app: () => model.state,
      test: () => {
        monitor.test();
      },
      accepted: () => model.accepted(),
      report: () => model.report(),
      changePreferences: (change) => {
        model.changePreferences(change);
      },
      snooze: (minutes) => {
        model.snooze(minutes);
      },
      sampleNotification: () => {
        model.sampleNotification();
      },
      pause: (paused) => {
        model.pause(paused);
      },
      dismiss: (kind) => {
        model.dismiss(kind);
      },
      copy: (text) => clipboard.writeText(text),
      usualPorts: () => core.usualPorts(),
      openLink: (name) => shell.openExternal(LINKS[name]),
    }),
    {
      ipc: ipcMain,
      isTrustedSender: (event) =>
        isTrustedSender(event, window.contents, [devServer ?? PAGE_ORIGIN]),
      log,
    },
  );
  const stopTrayHost = watchTrayHost((present) => {
    model.setTrayHost(present);
  });
  log.info(`${APP_NAME} ${app.getVersion()} on Electron ${process.versions.electron}`);
  await model.start();

  return {
    open: (page) => {
      window.show(page);
    },
    dispose: async () => {
      stopTrayHost();
      stopRequests();
      await model.dispose();
    },
  };
}
