import type { AppState, Banner, NoticeAction } from '../contract/app-state.ts';
import { statusByKey, type ConnectionStatus } from '../contract/connection-status.ts';
import type { UsualPort } from '../contract/evidence.ts';
import type { FixStepId } from '../contract/guided-fix.ts';
import type { PreferencesChange } from '../contract/preferences.ts';
import type { LinkName, Payload } from '../contract/requests.ts';
import { failure, success, type Result } from '../contract/result.ts';
import type { ShowProblem } from '../contract/show-gateway.ts';
import type { SettingsDesk } from '../contract/jts/settings-desk.ts';
import type { Handlers } from './request-router.ts';

/** What the page's requests need of the rest of the app; each is one verb of a service. */
export interface Services {
  statuses(): readonly ConnectionStatus[];
  app(): AppState;
  test(connection: string): void;
  /** False when asked again too soon. */
  accepted(connection: string): boolean;
  closedByUser(connection: string): void;
  showGateway(connection: string): Promise<ShowProblem | null>;
  openFix(connection: string): void;
  goToStep(connection: string, step: FixStepId): void;
  notIt(connection: string, step: FixStepId): void;
  closeFix(connection: string): void;
  /** Host, port and a client id as text, or null without such a connection. */
  details(connection: string): string | null;
  /** The masked report, or null without a test to report. */
  report(connection: string): string | null;
  copy(text: string): void | Promise<void>;
  usualPorts(): Promise<readonly UsualPort[]>;
  settings: SettingsDesk;
  changePreferences(change: PreferencesChange): void;
  snooze(minutes: Payload<'notifications:snooze'>['minutes']): void;
  sampleNotification(): void;
  pause(paused: boolean): void;
  actOnNotice(action: NoticeAction): void;
  dismissNotice(): void;
  dismiss(kind: Banner['kind']): void;
  openLink(name: LinkName): void | Promise<void>;
  openLogs(): void | Promise<void>;
  hideWindow(): void;
}

/** One short line per channel; anything longer belongs to a service. */
export function requestHandlers(services: Services): Handlers {
  const known = (connection: string): boolean =>
    statusByKey(services.statuses(), connection) !== undefined;
  /** Does what is asked of a connection that is watched. */
  const ofWatched = (connection: string, deed: () => Result<null>): Result<null> =>
    known(connection) ? deed() : failure('no-connection');

  return {
    'status:get': () => success(services.statuses()),
    'app:get': () => success(services.app()),
    'test:run': ({ connection }) =>
      ofWatched(connection, () => {
        services.test(connection);
        return success(null);
      }),
    'test:accepted': ({ connection }) =>
      ofWatched(connection, () =>
        services.accepted(connection) ? success(null) : failure('too-soon'),
      ),
    'gateway:closed': ({ connection }) =>
      ofWatched(connection, () => {
        services.closedByUser(connection);
        return success(null);
      }),
    'gateway:show': async ({ connection }) =>
      known(connection)
        ? success(await services.showGateway(connection))
        : failure('no-connection'),
    'fix:open': ({ connection }) =>
      ofWatched(connection, () => {
        services.openFix(connection);
        return success(null);
      }),
    'fix:step': ({ connection, step }) =>
      ofWatched(connection, () => {
        services.goToStep(connection, step);
        return success(null);
      }),
    'fix:skip': ({ connection, step }) =>
      ofWatched(connection, () => {
        services.notIt(connection, step);
        return success(null);
      }),
    'fix:close': ({ connection }) =>
      ofWatched(connection, () => {
        services.closeFix(connection);
        return success(null);
      }),
    'details:copy': async ({ connection }) => {
      const text = services.details(connection);
      if (text === null) return failure('no-connection');
      await services.copy(text);
      return success(null);
    },
    'report:preview': ({ connection }) => {
      const text = services.report(connection);
      return text === null ? failure('no-connection') : success({ text });
    },
    'report:copy': async ({ connection }) => {
      const text = services.report(connection);
      if (text === null) return failure('no-connection');
      await services.copy(text);
      return success(null);
    },
    'ports:list': async () => success(await services.usualPorts()),
    'settings:get': () => success(services.settings.state),
    'settings:backup': ({ folder }) => services.settings.backup(folder),
    'settings:compare': (asked) => services.settings.compare(asked),
    'settings:lines': (asked) => services.settings.lines(asked),
    'settings:reveal': (asked) => services.settings.reveal(asked),
    'settings:open-folder': ({ folder }) => services.settings.openFolder(folder),
    'settings:choose-folder': () => services.settings.chooseFolder(),
    'settings:look-again': () => services.settings.lookAgain(),
    'backups:list': ({ folder }) => services.settings.list(folder),
    'backups:pin': (asked) => services.settings.pin(asked),
    'backups:note': (asked) => services.settings.note(asked),
    'backups:verify': ({ folder }) => services.settings.verify(folder),
    'backups:export': ({ folder }) => services.settings.exportAll(folder),
    'backups:import': ({ folder }) => services.settings.importAll(folder),
    'backups:open-folder': () => services.settings.openBackups(),
    'restore:preview': (asked) => services.settings.preview(asked),
    'restore:run': (asked) => services.settings.restore(asked),
    'restore:cancel': ({ folder }) => services.settings.cancelQueued(folder),
    'preferences:change': (change) => {
      services.changePreferences(change);
      return success(services.app());
    },
    'notifications:snooze': ({ minutes }) => {
      services.snooze(minutes);
      return success(null);
    },
    'notifications:test': () => {
      services.sampleNotification();
      return success(null);
    },
    'monitoring:pause': ({ paused }) => {
      services.pause(paused);
      return success(null);
    },
    'notice:act': ({ action }) => {
      services.actOnNotice(action);
      return success(null);
    },
    'notice:dismiss': () => {
      services.dismissNotice();
      return success(null);
    },
    'banner:dismiss': ({ kind }) => {
      services.dismiss(kind);
      return success(null);
    },
    'link:open': async ({ name }) => {
      await services.openLink(name);
      return success(null);
    },
    'logs:open': async () => {
      await services.openLogs();
      return success(null);
    },
    'window:hide': () => {
      services.hideWindow();
      return success(null);
    },
  };
}
