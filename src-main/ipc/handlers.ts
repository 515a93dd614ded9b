import type { AppState } from '../contract/app-state.ts';
import type { ConnectionStatus } from '../contract/connection-status.ts';
import type { UsualPort } from '../contract/evidence.ts';
import type { Banner } from '../contract/app-state.ts';
import type { PreferencesChange } from '../contract/preferences.ts';
import type { LinkName, Payload } from '../contract/requests.ts';
import { failure, success } from '../contract/result.ts';
import type { Handlers } from './request-router.ts';

/** What the page's requests need of the rest of the app; each is one verb of a service. */
export interface Services {
  status(): ConnectionStatus;
  app(): AppState;
  test(): void;
  /** False when asked again too soon. */
  accepted(): boolean;
  /** The masked report, or null without a test to report. */
  report(): string | null;
  copy(text: string): void | Promise<void>;
  usualPorts(): Promise<readonly UsualPort[]>;
  changePreferences(change: PreferencesChange): void;
  snooze(minutes: Payload<'notifications:snooze'>['minutes']): void;
  sampleNotification(): void;
  pause(paused: boolean): void;
  dismiss(kind: Banner['kind']): void;
  openLink(name: LinkName): void | Promise<void>;
}

/** One short line per channel; anything longer belongs to a service. */
export function requestHandlers(services: Services): Handlers {
  return {
    'status:get': () => success(services.status()),
    'app:get': () => success(services.app()),
    'test:run': () => {
      if (services.status().target === null) return failure('no-connection');
      services.test();
      return success(null);
    },
    'test:accepted': () => (services.accepted() ? success(null) : failure('too-soon')),
    'report:preview': () => {
      const text = services.report();
      return text === null ? failure('no-connection') : success({ text });
    },
    'report:copy': async () => {
      const text = services.report();
      if (text === null) return failure('no-connection');
      await services.copy(text);
      return success(null);
    },
    'ports:list': async () => success(await services.usualPorts()),
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
    'banner:dismiss': ({ kind }) => {
      services.dismiss(kind);
      return success(null);
    },
    'link:open': async ({ name }) => {
      await services.openLink(name);
      return success(null);
    },
  };
}
