import {
  app,
  BrowserWindow,
  clipboard,
  ipcMain,
  nativeTheme,
  protocol,
  session,
  shell,
} from 'electron';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { AppModel } from './app/app-model.ts';
import { LateSettings } from './app/late-settings.ts';
import { composeCore } from './compose-core.ts';
import { APP_NAME } from './contract/app-name.ts';
import type { Page } from './contract/channels.ts';
import type { Preferences } from './contract/preferences.ts';
import { drawBase } from './domain/client-ids.ts';
import { redact } from './domain/redact.ts';
import { AlertWindow } from './desktop/alert-window.ts';
import { autostart, startedAtLogin } from './desktop/autostart.ts';
import { LINKS } from './desktop/external-links.ts';
import { MainWindow } from './desktop/main-window.ts';
import { placeFile } from './desktop/place-file.ts';
import { Notifier } from './desktop/notifier.ts';
import { PAGE_ORIGIN, PAGE_URL, serveRenderer } from './desktop/app-protocol.ts';
import { powerEvents } from './desktop/power-events.ts';
import { restrictSession } from './desktop/security.ts';
import { settingsDesktop } from './desktop/settings-desktop.ts';
import { thisSystem } from './desktop/this-system.ts';
import { watchTrayHost } from './desktop/tray-host.ts';
import type { TrayPresenter } from './desktop/tray-presenter.ts';
import { systemClock } from './gateway/system-clock.ts';
import { requestHandlers } from './ipc/handlers.ts';
import { registerRequests } from './ipc/request-router.ts';
import { isTrustedSender } from './ipc/trusted-sender.ts';
import { logEachStatus } from './app/status-log.ts';
import { fileLog } from './logging/file-log.ts';
import { openPreferences, prepareFolder } from './preferences/store.ts';

export interface RunningApp {
  /** Shows the window, on a page if one is named. */
  open(page?: Page): void;
  /** Closes sockets, workers, tray and window; resolves when nothing is left. */
  dispose(): Promise<void>;
}

/** Joins core, preferences, desktop and ipc. Called once, when Electron is ready. */
export function composeApp(dataDir: string, tray: TrayPresenter): RunningApp {
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
  const follow = ({ menuBarIcon, logLevel }: Preferences): void => {
    tray.setMenuBarIcon(menuBarIcon);
    log.setLevel(logLevel);
  };
  follow(preferences.get());
  preferences.onChange(follow);
  const core = composeCore(log, dataDir);
  const monitors = core.monitors(preferences.get().clientIdBase);
  monitors.onStatus(logEachStatus(() => monitors.statuses, log));

  // Set by the dev server's own start command; a packaged app never looks at it.
  const devServer = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null);
  // The page checks no spelling, but Chromium would fetch dictionaries from its maker all the same.
  session.defaultSession.setSpellCheckerLanguages([]);
  restrictSession(session.defaultSession, { origin: PAGE_ORIGIN, devServer });
  serveRenderer(protocol, join(app.getAppPath(), 'out', 'renderer'));

  const pages = {
    preloadPath: join(app.getAppPath(), 'out', 'preload', 'index.cjs'),
    pageUrl: devServer ?? PAGE_URL,
    title: APP_NAME,
    development: !app.isPackaged,
    log,
  };
  // Once the click is over that asked for it: quitting takes its menu or window away with it.
  const quit = (): void => {
    setImmediate(() => {
      app.quit();
    });
  };
  const settings = new LateSettings(async () => {
    const [{ SettingsCare }, pieces] = await Promise.all([
      import('./jts/settings-care.ts'),
      core.settings(app.getVersion()),
    ]);
    return new SettingsCare({
      ...pieces,
      desktop: settingsDesktop(() => BrowserWindow.getFocusedWindow()),
      automatic: () => preferences.get().automaticBackups,
    });
  });
  const alert = new AlertWindow(pages);
  const window = new MainWindow({
    ...pages,
    hasTray: () => model.tray,
    closingQuits: () => preferences.get().closing === 'quit',
    quit,
    placeFile: placeFile(join(dataDir, 'window.json'), log),
    onFocus: () => {
      model.deeds.windowFocused();
    },
  });
  const model: AppModel = new AppModel({
    clock: systemClock,
    monitors,
    power: powerEvents,
    gatewayWindow: core.gatewayWindow(() => {
      model.abilityChanged();
    }),
    autostart: autostart(app),
    startedAtLogin: startedAtLogin(app),
    system: thisSystem(),
    preferences,
    settings,
    versions: { app: app.getVersion(), electron: process.versions.electron },
    notifier: new Notifier({
      onAction: (action, connection) => {
        model.deeds.act(action, connection);
      },
      onBlocked: (reason, notice) => {
        model.notices.refused(reason, notice);
      },
      onShown: (connection) => {
        model.notices.shown(connection);
      },
    }),
    alert,
    tray,
    window,
    send: (channel, value) => {
      window.send(channel, value);
      alert.send(channel, value);
    },
    setTheme: (theme) => {
      nativeTheme.themeSource = theme;
    },
    quit,
    mask,
    log,
  });
  tray.listen((action, connection) => {
    model.deeds.act(action, connection);
  });
  const stopRequests = registerRequests(
    requestHandlers({
      statuses: () => monitors.statuses,
      app: () => model.state,
      test: (connection) => {
        monitors.test(connection);
      },
      accepted: (connection) => monitors.accepted(connection),
      closedByUser: (connection) => {
        model.deeds.act('closed-by-user', connection);
      },
      showGateway: (connection) => model.deeds.showGateway(connection),
      openFix: (connection) => {
        model.deeds.openFix(connection);
      },
      goToStep: (connection, step) => {
        model.deeds.goToStep(connection, step);
      },
      notIt: (connection, step) => {
        model.deeds.notIt(connection, step);
      },
      closeFix: (connection) => {
        model.deeds.closeFix(connection);
      },
      details: (connection) => model.deeds.details(connection),
      report: (connection) => model.deeds.report(connection),
      changePreferences: (change) => {
        model.changePreferences(change);
      },
      snooze: (minutes) => {
        model.deeds.snooze(minutes);
      },
      sampleNotification: () => {
        model.deeds.sampleNotification();
      },
      pause: (paused) => {
        model.deeds.pause(paused);
      },
      actOnNotice: (action) => {
        model.deeds.actOnNotice(action);
      },
      dismissNotice: () => {
        model.deeds.dismissNotice();
      },
      dismiss: (kind) => {
        model.dismiss(kind);
      },
      copy: (text) => clipboard.writeText(text),
      settings,
      usualPorts: () => core.usualPorts(),
      openLink: (name) => shell.openExternal(LINKS[name]),
      openLogs: async () => {
        const problem = await shell.openPath(join(dataDir, 'logs'));
        if (problem !== '') throw new Error(`the log folder was not opened: ${problem}`);
      },
      hideWindow: () => {
        window.hide();
      },
    }),
    {
      ipc: ipcMain,
      isTrustedSender: (event) =>
        isTrustedSender(event, [window.contents, alert.contents], [devServer ?? PAGE_ORIGIN]),
      log,
    },
  );
  const stopTrayHost = watchTrayHost((present) => {
    model.setTrayHost(present);
  });
  log.info(`${APP_NAME} ${app.getVersion()} on Electron ${process.versions.electron}`);
  // Looking at a slow system takes a while; the window and the way out are there meanwhile.
  void model.start().catch((cause: unknown) => {
    log.error('the monitors did not start', cause);
  });

  return {
    open: (page) => {
      model.deeds.open(page && { page, connection: null });
    },
    dispose: async () => {
      stopTrayHost();
      stopRequests();
      await model.dispose();
    },
  };
}
