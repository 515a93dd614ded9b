import type { AppState, Banner } from '../contract/app-state.ts';
import type { PreferencesChange } from '../contract/preferences.ts';
import { trayView } from '../domain/tray-view.ts';
import { Announcer } from './announcer.ts';
import { Deeds } from './deeds.ts';
import { GuidedFixes } from './guided-fixes.ts';
import { Notices } from './notices.ts';
import type { AppPorts } from './ports.ts';
import { Snooze } from './snooze.ts';
import { SettingsAnnouncer } from './settings-announcer.ts';
import { setAutostart } from './start-at-login.ts';
import { TrayMode } from './tray-mode.ts';

/**
 * The app's own state (snooze, tray or window mode, banners) and the way from a changed status to
 * tray, notification and window. None of the three waits for another.
 */
export class AppModel {
  #banners: readonly Banner[];
  #learned = '';
  #ended = false;
  readonly notices: Notices;
  readonly deeds: Deeds;
  readonly #ports: AppPorts;
  readonly #announcer: Announcer;
  readonly #settingsAnnouncer: SettingsAnnouncer;
  readonly #snooze: Snooze;
  readonly #trayMode: TrayMode;
  readonly #fixes: GuidedFixes;
  readonly #disposers: (() => void)[] = [];

  constructor(ports: AppPorts) {
    const { clock, monitors, preferences, notifier, alert, window, gatewayWindow, log } = ports;
    this.#ports = ports;
    this.#banners = [...preferences.banners];
    this.notices = new Notices({
      notifier,
      alert,
      isWindowFocused: () => window.isFocused,
      onChange: () => {
        this.#changed();
      },
      log,
    });
    this.#snooze = new Snooze(clock, () => {
      this.#changed();
      this.#announcer.look();
      this.#settingsAnnouncer.look();
    });
    this.#fixes = new GuidedFixes({
      clock,
      monitors,
      explains: (connection) => ports.settings.explains(connection),
      onChange: () => {
        this.#changed();
      },
    });
    this.#announcer = new Announcer({
      clock,
      notifier: {
        show: (connection, { title, body, buttons }, sound) => {
          this.notices.show({ connection, title, body, buttons }, sound);
        },
        withdraw: (connection) => {
          this.notices.withdraw(connection);
        },
      },
      statuses: () => monitors.statuses,
      preferences: () => preferences.get(),
      snoozedUntil: () => this.#snooze.until,
      canShow: () => gatewayWindow.ability.can,
    });
    this.#settingsAnnouncer = new SettingsAnnouncer({
      clock,
      notices: this.notices,
      preferences: () => preferences.get(),
      snoozedUntil: () => this.#snooze.until,
    });
    this.#trayMode = new TrayMode(clock, (hasTray) => {
      this.#changed();
      if (!hasTray) window.show(undefined, true);
    });
    this.deeds = new Deeds(ports, {
      notices: this.notices,
      announcer: this.#announcer,
      settingsAnnouncer: this.#settingsAnnouncer,
      snooze: this.#snooze,
      fixes: this.#fixes,
      onChange: () => {
        this.#changed();
      },
    });
  }

  /** False: window mode. */
  get tray(): boolean {
    return this.#trayMode.tray;
  }

  get state(): AppState {
    const { versions, preferences, monitors, gatewayWindow, autostart, system } = this.#ports;
    return {
      version: versions.app,
      electron: versions.electron,
      tray: this.#trayMode.tray,
      snoozedUntil: this.#snooze.until,
      notificationsBlocked: this.notices.blocked,
      banners: this.#banners,
      inside: this.notices.inside,
      learnedRestarts: monitors.learnedRestarts,
      preferences: preferences.get(),
      fixes: this.#fixes.shown,
      showAbility: gatewayWindow.ability,
      startAtLogin: autostart.state,
      system,
    };
  }

  async start(): Promise<void> {
    const { monitors, settings, preferences, power, setTheme, startedAtLogin } = this.#ports;
    const { connections, theme, startHidden } = preferences.get();
    setTheme(theme);
    monitors.setOnBattery(power.onBattery);
    this.#disposers.push(
      monitors.onStatus(() => {
        this.#statusesChanged();
      }),
      settings.onChange(() => {
        this.#settingsChanged();
      }),
      settings.onNews((news) => {
        this.#settingsAnnouncer.tell(news);
      }),
      power.on('suspend', () => void monitors.suspend()),
      power.on('resume', () => {
        this.#snooze.look();
        monitors.wake();
      }),
      power.on('on-battery', () => {
        monitors.setOnBattery(true);
      }),
      power.on('on-ac', () => {
        monitors.setOnBattery(false);
      }),
    );
    // Nothing to watch, or something to tell: there is no reason to hide.
    const mayHide = startedAtLogin && startHidden;
    if (!mayHide || connections.length === 0 || this.#banners.length > 0) this.deeds.open();
    void settings.start().catch((cause: unknown) => {
      this.#ports.log.error('the care of the settings did not start', cause);
    });
    await monitors.watch(connections);
    // Not before: for a moment it would say that nothing is set up.
    this.#statusesChanged();
  }

  async dispose(): Promise<void> {
    this.#ended = true;
    this.#snooze.end();
    this.#trayMode.stop();
    for (const stop of this.#disposers) stop();
    this.#announcer.dispose();
    this.#settingsAnnouncer.dispose();
    const { window, alert, tray, notifier, monitors, settings } = this.#ports;
    window.quit();
    alert.close();
    tray.dispose();
    await Promise.all([notifier.dispose(), monitors.dispose(), settings.dispose()]);
  }

  /** Whether other programs' windows can be brought forward here is another matter now. */
  abilityChanged(): void {
    this.#changed();
  }

  changePreferences(change: PreferencesChange): void {
    const { preferences, monitors, setTheme } = this.#ports;
    const before = preferences.get();
    const told = new Set(preferences.banners);
    preferences.set(change);
    const after = preferences.get();
    // Only what is new: a dismissed banner stays dismissed.
    this.#banners = [...this.#banners, ...preferences.banners.filter((one) => !told.has(one))];
    if (after.theme !== before.theme) setTheme(after.theme);
    setAutostart(this.#ports, change);
    if (JSON.stringify(before.connections) !== JSON.stringify(after.connections)) {
      // One that is gone tells nothing any more, so it is looked at when all is done.
      void monitors.watch(after.connections).then(() => {
        this.#statusesChanged();
      });
    }
    this.#changed();
    this.#announcer.look();
    this.#settingsAnnouncer.look();
  }

  dismiss(kind: Banner['kind']): void {
    this.#banners = this.#banners.filter((one) => one.kind !== kind);
    this.#changed();
  }

  /** Without a host for the icon the window is the only way in, so it must be there. */
  setTrayHost(present: boolean): void {
    this.#trayMode.setHost(present);
  }

  #statusesChanged(): void {
    if (this.#ended) return;
    const { monitors, settings, send } = this.#ports;
    settings.statusesChanged(monitors.statuses);
    this.#drawTray();
    this.#announcer.look();
    send('status:changed', monitors.statuses);
    this.#fixes.look();
    const learned = JSON.stringify(monitors.learnedRestarts);
    if (learned !== this.#learned) send('app:changed', this.state);
    this.#learned = learned;
  }

  #settingsChanged(): void {
    if (this.#ended) return;
    this.#drawTray();
    const { state } = this.#ports.settings;
    this.#settingsAnnouncer.foldersChanged(state.folders ?? []);
    this.#ports.send('settings:changed', state);
    // What changed may explain what is being mended.
    this.#fixes.look();
  }

  #changed(): void {
    if (this.#ended) return;
    this.#drawTray();
    this.#ports.send('app:changed', this.state);
  }

  #drawTray(): void {
    const { tray, monitors, settings, clock, gatewayWindow } = this.#ports;
    const circumstances = {
      snoozedUntil: this.#snooze.until,
      notificationsBlocked: this.notices.blocked,
      canShow: gatewayWindow.ability.can,
      folders: settings.state.folders ?? [],
    };
    tray.show(trayView(monitors.statuses, circumstances, clock.now()));
  }
}
