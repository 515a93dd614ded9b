import type { AppState, Banner, NoticeAction } from '../contract/app-state.ts';
import { APP_NAME } from '../contract/app-name.ts';
import { detailsText } from '../contract/details-text.ts';
import type { FixStepId } from '../contract/guided-fix.ts';
import type { PreferencesChange } from '../contract/preferences.ts';
import { reportText } from '../contract/report-text.ts';
import type { ShowProblem } from '../contract/show-gateway.ts';
import { reportAt } from '../contract/status-words.ts';
import { connectionKey } from '../contract/target.ts';
import { IDS_PER_INSTALLATION } from '../domain/client-ids.ts';
import { trayView, type TrayAction } from '../domain/tray-view.ts';
import { Announcer } from './announcer.ts';
import { GuidedFixes } from './guided-fixes.ts';
import { Notices } from './notices.ts';
import type { AppPorts, Place } from './ports.ts';
import { Snooze, type SnoozeChoice } from './snooze.ts';

/** A tray host that crashed is usually back within moments; the window would only be in the way. */
const TRAY_GONE_MS = 3000;

/**
 * The app's own state (snooze, tray or window mode, banners) and the way from a changed status to
 * tray, notification and window. None of the three waits for another.
 */
export class AppModel {
  #tray = true;
  #stopTrayGone: () => void = () => undefined;
  #banners: readonly Banner[];
  #learned = '';
  #ended = false;
  readonly notices: Notices;
  readonly #ports: AppPorts;
  readonly #announcer: Announcer;
  readonly #snooze: Snooze;
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
    });
    this.#fixes = new GuidedFixes({
      clock,
      monitors,
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
  }

  /** False: window mode. */
  get tray(): boolean {
    return this.#tray;
  }

  get state(): AppState {
    const { versions, preferences, monitors, gatewayWindow, autostart, system } = this.#ports;
    return {
      version: versions.app,
      electron: versions.electron,
      tray: this.#tray,
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
    const { monitors, preferences, power, setTheme, startedAtLogin } = this.#ports;
    const { connections, theme, startHidden } = preferences.get();
    setTheme(theme);
    monitors.setOnBattery(power.onBattery);
    this.#disposers.push(
      monitors.onStatus(() => {
        this.#statusesChanged();
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
    if (!mayHide || connections.length === 0 || this.#banners.length > 0) this.open();
    await monitors.watch(connections);
    // Not before: for a moment it would say that nothing is set up.
    this.#statusesChanged();
  }

  async dispose(): Promise<void> {
    this.#ended = true;
    this.#snooze.end();
    this.#stopTrayGone();
    for (const stop of this.#disposers) stop();
    this.#announcer.dispose();
    const { window, alert, tray, notifier, monitors } = this.#ports;
    window.quit();
    alert.close();
    tray.dispose();
    await Promise.all([notifier.dispose(), monitors.dispose()]);
  }

  /** Nothing connects to a live account before its mode is chosen: that is asked instead. */
  #test(connection: string): void {
    const { monitors } = this.#ports;
    const status = monitors.statuses.find(({ target }) => connectionKey(target) === connection);
    if (status?.mode === null) this.open({ page: 'settings', connection });
    else monitors.test(connection);
  }

  /** What a menu entry, a notice's button or a click on the icon asks for. */
  act(action: TrayAction | NoticeAction, connection: string | null = null): void {
    const { monitors, quit } = this.#ports;
    switch (action) {
      case 'open':
        this.open(connection === null ? undefined : { page: 'overview', connection });
        return;
      case 'show-gateway':
        if (connection !== null) void this.#showOrFix(connection);
        return;
      case 'fix':
        if (connection !== null) this.openFix(connection);
        return;
      case 'settings':
        this.open({ page: 'settings', connection: null });
        return;
      case 'test':
        if (connection !== null) this.#test(connection);
        return;
      case 'closed-by-user':
        if (connection !== null) monitors.closedByUser(connection);
        this.#announcer.acknowledge(connection);
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

  /** Null: Gateway's window was brought forward. */
  async showGateway(connection: string): Promise<ShowProblem | null> {
    const { monitors, gatewayWindow } = this.#ports;
    this.#announcer.acknowledge(connection);
    const status = monitors.statuses.find(({ target }) => connectionKey(target) === connection);
    return status === undefined ? 'no-process' : gatewayWindow.show(status);
  }

  /** Whether other programs' windows can be brought forward here is another matter now. */
  abilityChanged(): void {
    this.#changed();
  }

  /** A click on a menu entry or a notice always has an effect. */
  async #showOrFix(connection: string): Promise<void> {
    if ((await this.showGateway(connection)) !== null) this.openFix(connection);
  }

  /** Where nothing is to be fixed only the page is opened. */
  openFix(connection: string): void {
    this.#fixes.open(connection);
    this.open({ page: 'diagnostics', connection });
  }

  goToStep(connection: string, step: FixStepId): void {
    this.#fixes.goToStep(connection, step);
  }

  /** "That wasn't it." */
  notIt(connection: string, step: FixStepId): void {
    this.#fixes.notIt(connection, step);
  }

  closeFix(connection: string): void {
    this.#fixes.close(connection);
  }

  /** Host, port and a client id for one's own program, or null without such a connection. */
  details(connection: string): string | null {
    const { monitors, preferences } = this.#ports;
    const { clientIdBase, connections } = preferences.get();
    const status = monitors.statuses.find(({ target }) => connectionKey(target) === connection);
    if (status === undefined) return null;
    return detailsText(status.target, {
      from: clientIdBase,
      to: clientIdBase + IDS_PER_INSTALLATION - 1,
      chosen: connections.find((one) => connectionKey(one) === connection)?.clientId ?? null,
    });
  }

  /** A button of the notice that the app shows itself; one that it does not have does nothing. */
  actOnNotice(action: NoticeAction): void {
    const { inside } = this.notices;
    if (inside === null) return;
    if (action !== 'open' && !inside.buttons.some((one) => one.action === action)) return;
    this.dismissNotice();
    this.act(action, inside.connection);
  }

  dismissNotice(): void {
    const seen = this.notices.dismiss();
    if (seen !== null && seen.connection !== null) this.#announcer.acknowledge(seen.connection);
  }

  open(place?: Place): void {
    this.#announcer.acknowledge(null);
    this.#ports.window.show(place);
  }

  /** Somebody looks at the window: what was told was seen. */
  windowFocused(): void {
    this.#announcer.acknowledge(null);
    this.notices.windowFocused();
  }

  /** Holds notifications back; 0 ends it. The light still changes. */
  snooze(choice: SnoozeChoice | 0): void {
    if (choice === 0) {
      this.#snooze.end();
    } else {
      this.#snooze.begin(choice);
      this.#announcer.acknowledge(null);
      this.#withdrawAll();
    }
    this.#changed();
    this.#announcer.look();
  }

  pause(paused: boolean): void {
    const { monitors } = this.#ports;
    if (paused) void monitors.pause('forever');
    else monitors.resume();
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
    this.#setAutostart(change);
    if (JSON.stringify(before.connections) !== JSON.stringify(after.connections)) {
      // One that is gone tells nothing any more, so it is looked at when all is done.
      void monitors.watch(after.connections).then(() => {
        this.#statusesChanged();
      });
    }
    this.#changed();
    this.#announcer.look();
  }

  /**
   * Asked for again also where the wish is the same: the entry may have been taken away elsewhere,
   * or the system refused it.
   */
  #setAutostart({ startAtLogin, startHidden }: PreferencesChange): void {
    const { autostart, preferences, log } = this.#ports;
    const { state } = autostart;
    const isOn = state.possible && state.on;
    if (startAtLogin === undefined && (startHidden === undefined || !isOn)) return;
    if (startAtLogin === null && !isOn) return;
    const wished = startAtLogin === undefined ? isOn : startAtLogin === true;
    const now = autostart.set(wished, preferences.get().startHidden);
    if (!now.possible) log.warn(`start at login could not be changed: ${now.why}`);
  }

  dismiss(kind: Banner['kind']): void {
    this.#banners = this.#banners.filter((one) => one.kind !== kind);
    this.#changed();
  }

  /** Without a host for the icon the window is the only way in, so it must be there. */
  setTrayHost(present: boolean): void {
    this.#stopTrayGone();
    if (present === this.#tray) return;
    if (present) {
      this.#tray = true;
      this.#changed();
      return;
    }
    this.#stopTrayGone = this.#ports.clock.after(TRAY_GONE_MS, () => {
      this.#tray = false;
      this.#changed();
      this.#ports.window.show(undefined, true);
    });
  }

  /** By the system, though the window is looked at: that is what is tried. */
  sampleNotification(): void {
    const { notifier, preferences } = this.#ports;
    notifier.show(
      {
        connection: null,
        title: `${APP_NAME} reaches you`,
        body: 'This is how a problem with Gateway will be told.',
        buttons: [{ text: 'Open', action: 'open' }],
      },
      preferences.get().notifications.sound,
    );
  }

  /** The connection's newest test as masked text, or null before the first. */
  report(connection: string): string | null {
    const { clock, monitors, versions, mask } = this.#ports;
    const status = monitors.statuses.find(({ target }) => connectionKey(target) === connection);
    const report = status?.report;
    if (status === undefined || report == null) return null;
    const { gaveUp } = status;
    const footer = [
      `${APP_NAME} ${versions.app}, Electron ${versions.electron}, ${process.platform}`,
    ];
    return mask(reportText(reportAt(report, clock.now()), { mask: true, footer, gaveUp }));
  }

  #withdrawAll(): void {
    for (const { target } of this.#ports.monitors.statuses) {
      this.notices.withdraw(connectionKey(target));
    }
  }

  #statusesChanged(): void {
    if (this.#ended) return;
    const { monitors, send } = this.#ports;
    this.#drawTray();
    this.#announcer.look();
    send('status:changed', monitors.statuses);
    this.#fixes.look();
    const learned = JSON.stringify(monitors.learnedRestarts);
    if (learned !== this.#learned) send('app:changed', this.state);
    this.#learned = learned;
  }

  #changed(): void {
    if (this.#ended) return;
    this.#drawTray();
    this.#ports.send('app:changed', this.state);
  }

  #drawTray(): void {
    const { tray, monitors, clock, gatewayWindow } = this.#ports;
    const circumstances = {
      snoozedUntil: this.#snooze.until,
      notificationsBlocked: this.notices.blocked,
      canShow: gatewayWindow.ability.can,
    };
    tray.show(trayView(monitors.statuses, circumstances, clock.now()));
  }
}
