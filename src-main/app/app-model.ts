import type { AppState, Banner } from '../contract/app-state.ts';
import { APP_NAME } from '../contract/app-name.ts';
import type { Connection, Preferences, PreferencesChange } from '../contract/preferences.ts';
import { reportText } from '../contract/report-text.ts';
import { reportAt } from '../contract/status-words.ts';
import { targetOf } from '../contract/target.ts';
import { snoozeEnd } from '../domain/snooze.ts';
import { trayView, type TrayAction } from '../domain/tray-view.ts';
import { Announcer } from './announcer.ts';
import type { AppPorts } from './ports.ts';

/** A tray host that crashed is usually back within moments; the window would only be in the way. */
const TRAY_GONE_MS = 3000;

/**
 * The app's own state (snooze, tray or window mode, banners) and the way from a changed status to
 * tray, notification and window. None of the three waits for another.
 */
export class AppModel {
  #snoozedUntil: number | null = null;
  #snoozeEnd: NodeJS.Timeout | undefined;
  #tray = true;
  #trayGone: NodeJS.Timeout | undefined;
  #notificationsBlocked = false;
  #banners: readonly Banner[];
  readonly #ports: AppPorts;
  readonly #announcer: Announcer;
  readonly #disposers: (() => void)[] = [];

  constructor(ports: AppPorts) {
    this.#ports = ports;
    this.#banners = [...ports.preferences.banners];
    this.#announcer = new Announcer({
      notifier: ports.notifier,
      status: () => ports.monitor.status,
      notifications: () => ports.preferences.get().notifications,
      snoozedUntil: () => this.#snoozedUntil,
    });
  }

  /** False: window mode. */
  get tray(): boolean {
    return this.#tray;
  }

  get state(): AppState {
    return {
      version: this.#ports.versions.app,
      electron: this.#ports.versions.electron,
      tray: this.#tray,
      snoozedUntil: this.#snoozedUntil,
      notificationsBlocked: this.#notificationsBlocked,
      banners: this.#banners,
      preferences: this.#ports.preferences.get(),
    };
  }

  async start(): Promise<void> {
    const { monitor, preferences, window, setTheme } = this.#ports;
    const { connection, theme } = preferences.get();
    setTheme(theme);
    this.#disposers.push(
      monitor.onStatus((status) => {
        this.#drawTray();
        this.#announcer.look();
        window.send('status:changed', status);
      }),
    );
    // Nothing to watch, or something to tell: there is no reason to hide.
    if (connection === null || this.#banners.length > 0) window.show('overview');
    await monitor.watch(watched(connection));
    // Not before: for a moment it would say that nothing is set up.
    this.#drawTray();
  }

  async dispose(): Promise<void> {
    clearTimeout(this.#snoozeEnd);
    clearTimeout(this.#trayGone);
    for (const stop of this.#disposers) stop();
    this.#announcer.dispose();
    this.#ports.window.quit();
    this.#ports.tray.dispose();
    await this.#ports.monitor.dispose();
  }

  /** What a menu entry, a notification or a click on the icon asks for. */
  act(action: TrayAction): void {
    const { monitor, window, quit } = this.#ports;
    switch (action) {
      case 'open':
        window.show();
        return;
      case 'settings':
        window.show('settings');
        return;
      case 'test':
        monitor.test();
        return;
      case 'snooze-15':
        this.snooze(15);
        return;
      case 'snooze-60':
        this.snooze(60);
        return;
      case 'snooze-tomorrow':
        this.snooze('tomorrow');
        return;
      case 'resume-notifications':
        this.snooze(0);
        return;
      case 'pause':
        this.pause(true);
        return;
      case 'resume':
        this.pause(false);
        return;
      case 'quit':
        quit();
    }
  }

  /** Holds notifications back; 0 ends it. The light still changes. */
  snooze(minutes: 15 | 60 | 'tomorrow' | 0): void {
    clearTimeout(this.#snoozeEnd);
    const now = Date.now();
    const until = minutes === 0 ? null : snoozeEnd(minutes, now);
    this.#snoozedUntil = until;
    if (until !== null) {
      this.#ports.notifier.withdraw();
      this.#snoozeEnd = setTimeout(() => {
        this.snooze(0);
      }, until - now);
    }
    this.#changed();
    this.#announcer.look();
  }

  pause(paused: boolean): void {
    const { monitor } = this.#ports;
    if (paused) void monitor.pause('forever', Date.now());
    else monitor.resume();
  }

  accepted(): boolean {
    return this.#ports.monitor.accepted(Date.now());
  }

  changePreferences(change: PreferencesChange): void {
    const { preferences, monitor, setTheme } = this.#ports;
    const before = preferences.get();
    const told = new Set(preferences.banners);
    preferences.set(change);
    const after = preferences.get();
    // Only what is new: a dismissed banner stays dismissed.
    this.#banners = [...this.#banners, ...preferences.banners.filter((one) => !told.has(one))];
    if (after.theme !== before.theme) setTheme(after.theme);
    if (!sameConnection(before, after)) {
      this.#announcer.forget();
      void monitor.watch(watched(after.connection));
    }
    this.#changed();
    this.#announcer.look();
  }

  dismiss(kind: Banner['kind']): void {
    this.#banners = this.#banners.filter((one) => one.kind !== kind);
    this.#changed();
  }

  setNotificationsBlocked(reason: string | null): void {
    if (reason !== null) this.#ports.log.warn(`a notification was refused: ${reason}`);
    if (this.#notificationsBlocked === (reason !== null)) return;
    this.#notificationsBlocked = reason !== null;
    this.#changed();
  }

  /** Without a host for the icon the window is the only way in, so it must be there. */
  setTrayHost(present: boolean): void {
    clearTimeout(this.#trayGone);
    if (present === this.#tray) return;
    if (present) {
      this.#setTray(true);
      return;
    }
    this.#trayGone = setTimeout(() => {
      this.#setTray(false);
      this.#ports.window.show(undefined, true);
    }, TRAY_GONE_MS);
  }

  sampleNotification(): void {
    this.#ports.notifier.show(
      {
        title: `${APP_NAME} reaches you`,
        body: 'This is how a problem with Gateway will be told.',
        buttons: [{ text: 'Open', action: 'open' }],
      },
      this.#ports.preferences.get().notifications.sound,
    );
  }

  /** The newest test as masked text, or null before the first. */
  report(): string | null {
    const { monitor, versions, mask } = this.#ports;
    const { report } = monitor.status;
    if (report === null) return null;
    const footer = [
      `${APP_NAME} ${versions.app}, Electron ${versions.electron}, ${process.platform}`,
    ];
    return mask(reportText(reportAt(report, Date.now()), { mask: true, footer }));
  }

  #setTray(present: boolean): void {
    this.#tray = present;
    this.#changed();
  }

  #changed(): void {
    this.#drawTray();
    this.#ports.window.send('app:changed', this.state);
  }

  #drawTray(): void {
    this.#ports.tray.show(trayView(this.#ports.monitor.status, this.#snoozedUntil, Date.now()));
  }
}

function watched(
  connection: Connection | null,
): { target: ReturnType<typeof targetOf>; clientId: number | null } | null {
  if (connection === null) return null;
  const { host, port, expect, clientId } = connection;
  return { target: targetOf(host, port, expect), clientId };
}

const sameConnection = (a: Preferences, b: Preferences): boolean =>
  JSON.stringify(a.connection) === JSON.stringify(b.connection);
