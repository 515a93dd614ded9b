import { APP_NAME } from '../contract/app-name.ts';
import type { NoticeAction } from '../contract/app-state.ts';
import { statusByKey } from '../contract/connection-status.ts';
import type { FixStepId } from '../contract/guided-fix.ts';
import type { ShowProblem } from '../contract/show-gateway.ts';
import { folderOfSubject } from '../contract/notice-subject.ts';
import { connectionKey } from '../contract/target.ts';
import type { TrayAction } from '../domain/tray-view.ts';
import type { Announcer } from './announcer.ts';
import type { GuidedFixes } from './guided-fixes.ts';
import type { Notices } from './notices.ts';
import type { AppPorts, Place } from './ports.ts';
import type { SettingsAnnouncer } from './settings-announcer.ts';
import { SettingsDeeds } from './settings-deeds.ts';
import type { Snooze, SnoozeChoice } from './snooze.ts';
import { detailsToCopy, reportToCopy } from './texts-to-copy.ts';

/** The parts of the app that deeds move. */
export interface DeedParts {
  readonly notices: Notices;
  readonly announcer: Announcer;
  readonly settingsAnnouncer: SettingsAnnouncer;
  readonly snooze: Snooze;
  readonly fixes: GuidedFixes;
  /** Something of the app's state is another now. */
  readonly onChange: () => void;
}

/** What a person asks for: by the tray's menu, a notice's button, or on the page. */
export class Deeds {
  readonly #ports: AppPorts;
  readonly #parts: DeedParts;
  readonly #settings: SettingsDeeds;

  constructor(ports: AppPorts, parts: DeedParts) {
    this.#ports = ports;
    this.#parts = parts;
    this.#settings = new SettingsDeeds({
      settings: ports.settings,
      told: (folder) => parts.settingsAnnouncer.told(folder),
      open: (place) => {
        this.open(place);
      },
      log: ports.log,
    });
  }

  /** What a menu entry, a notice's button or a click on the icon asks for. */
  act(action: TrayAction | NoticeAction, connection: string | null = null): void {
    const { monitors, quit } = this.#ports;
    const folder = folderOfSubject(connection);
    if (folder !== null) {
      this.#settings.act(action, folder);
      return;
    }
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
        this.#parts.announcer.acknowledge(connection);
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
        return;
      case 'back-up':
      case 'review-changes':
      case 'compare-settings':
      case 'preview-undo':
      case 'open-backups':
        // Of a settings folder only.
        return;
    }
  }

  /** Null: Gateway's window was brought forward. */
  async showGateway(connection: string): Promise<ShowProblem | null> {
    const { monitors, gatewayWindow } = this.#ports;
    this.#parts.announcer.acknowledge(connection);
    const status = statusByKey(monitors.statuses, connection);
    return status === undefined ? 'no-process' : gatewayWindow.show(status);
  }

  /** Where nothing is to be fixed only the page is opened. */
  openFix(connection: string): void {
    this.#parts.fixes.open(connection);
    this.open({ page: 'diagnostics', connection });
  }

  goToStep(connection: string, step: FixStepId): void {
    this.#parts.fixes.goToStep(connection, step);
  }

  /** "That wasn't it." */
  notIt(connection: string, step: FixStepId): void {
    this.#parts.fixes.notIt(connection, step);
  }

  closeFix(connection: string): void {
    this.#parts.fixes.close(connection);
  }

  /** A button of the notice that the app shows itself; one that it does not have does nothing. */
  actOnNotice(action: NoticeAction): void {
    const { inside } = this.#parts.notices;
    if (inside === null) return;
    if (action !== 'open' && !inside.buttons.some((one) => one.action === action)) return;
    this.dismissNotice();
    this.act(action, inside.connection);
  }

  dismissNotice(): void {
    const seen = this.#parts.notices.dismiss();
    if (seen !== null && seen.connection !== null)
      this.#parts.announcer.acknowledge(seen.connection);
  }

  open(place?: Place): void {
    this.#parts.announcer.acknowledge(null);
    this.#ports.window.show(place);
  }

  /** Somebody looks at the window: what was told was seen. */
  windowFocused(): void {
    this.#parts.announcer.acknowledge(null);
    this.#parts.notices.windowFocused();
  }

  /** Holds notifications back; 0 ends it. The light still changes. */
  snooze(choice: SnoozeChoice | 0): void {
    if (choice === 0) {
      this.#parts.snooze.end();
    } else {
      this.#parts.snooze.begin(choice);
      this.#parts.announcer.acknowledge(null);
      this.#withdrawAll();
    }
    this.#parts.onChange();
    this.#parts.announcer.look();
  }

  pause(paused: boolean): void {
    const { monitors } = this.#ports;
    if (paused) void monitors.pause('forever');
    else monitors.resume();
  }

  /** See `detailsToCopy`. */
  details(connection: string): string | null {
    return detailsToCopy(this.#ports, connection);
  }

  /** See `reportToCopy`. */
  report(connection: string): string | null {
    return reportToCopy(this.#ports, connection);
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

  /** Nothing connects to a live account before its mode is chosen: that is asked instead. */
  #test(connection: string): void {
    const { monitors } = this.#ports;
    const status = statusByKey(monitors.statuses, connection);
    if (status?.mode === null) this.open({ page: 'settings', connection });
    else monitors.test(connection);
  }

  /** A click on a menu entry or a notice always has an effect. */
  async #showOrFix(connection: string): Promise<void> {
    if ((await this.showGateway(connection)) !== null) this.openFix(connection);
  }

  #withdrawAll(): void {
    for (const { target } of this.#ports.monitors.statuses) {
      this.#parts.notices.withdraw(connectionKey(target));
    }
  }
}
