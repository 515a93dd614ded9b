import { expect, test, type TestInfo } from '@playwright/test';
import { closeAllNotifications, watchNotifications } from '../desktop/notifications.ts';
import type { NotificationWatch } from '../desktop/notifications.ts';
import { hasNotificationDaemon } from '../desktop/services.ts';
import { screenshot } from '../desktop/screen.ts';
import {
  startSimulatedGateway,
  type SimulatedGateway,
  type SimulatorOptions,
} from '../simulated-gateway/simulated-gateway.ts';
import {
  startStandIn,
  type StandInOptions,
  type StandInProcess,
} from '../simulated-gateway/stand-in-process.ts';
import { Home } from './home.ts';
import { RunningApp, type LaunchOptions } from './running-app.ts';

/** `GATELIGHT_TEST_FULL=1`: the full durations and the exact limits. */
export const FULL = process.env['GATELIGHT_TEST_FULL'] === '1';

/** Apps, homes, Gateways and what was notified, for one test or one file. Tidied up by itself. */
export class Stage {
  #undo: (() => Promise<unknown> | void)[] = [];
  readonly #gateways: SimulatedGateway[] = [];

  home(place?: Home['place']): Home {
    const home = new Home(place);
    this.#undo.push(() => {
      home.remove();
    });
    return home;
  }

  async launch(home = this.home(), options: LaunchOptions = {}): Promise<RunningApp> {
    const app = await RunningApp.launch(home, options);
    this.#undo.push(() => app.stop());
    return app;
  }

  async gateway(options: SimulatorOptions = {}): Promise<SimulatedGateway> {
    const gateway = await startSimulatedGateway(options);
    this.#gateways.push(gateway);
    this.#undo.push(() => gateway.stop());
    return gateway;
  }

  /** A port on which nothing listens. */
  async closedPort(): Promise<number> {
    const gateway = await startSimulatedGateway();
    await gateway.stop();
    return gateway.port;
  }

  async standIn(options: StandInOptions = {}): Promise<StandInProcess> {
    const standIn = await startStandIn(options);
    this.#undo.push(() => standIn.stop());
    return standIn;
  }

  /** A Gateway and an app that watches it. */
  async watching(
    options: SimulatorOptions = {},
  ): Promise<{ gateway: SimulatedGateway; app: RunningApp }> {
    const gateway = await this.gateway(options);
    const app = await this.launch(this.home().watch({ port: gateway.port }));
    return { gateway, app };
  }

  async notices(): Promise<NotificationWatch> {
    const watch = await watchNotifications();
    this.#undo.push(() => {
      watch.stop();
    });
    return watch;
  }

  later(undo: () => Promise<unknown> | void): void {
    this.#undo.push(undo);
  }

  /** Last made, first undone. Whatever was tested, the app must have kept its manners. */
  async tidy(): Promise<void> {
    const undo = this.#undo.reverse();
    this.#undo = [];
    const failures: unknown[] = [];
    for (const deed of undo) {
      try {
        await deed();
      } catch (cause) {
        failures.push(cause);
      }
    }
    // Where a test took the daemon away there is nothing to close, and the file brings it back.
    if (await hasNotificationDaemon()) await closeAllNotifications();
    for (const { record } of this.#gateways.splice(0)) {
      const { orderMessages, accountDataMessages, bareConnects, maxUnansweredAtOnce } = record;
      expect.soft(orderMessages, 'order messages').toEqual([]);
      expect.soft(accountDataMessages, 'account data messages').toEqual([]);
      expect.soft(bareConnects, 'bare connects').toBe(0);
      expect.soft(maxUnansweredAtOnce, 'unanswered at once').toBeLessThanOrEqual(1);
    }
    expect(failures).toEqual([]);
  }
}

/** A stage that is tidied up after each test, or after the file. A failed test leaves a picture. */
export function useStage(lasts: 'test' | 'file' = 'test'): Stage {
  const stage = new Stage();
  test.afterEach(async () => {
    await leavePicture(test.info());
    if (lasts === 'test') await stage.tidy();
  });
  if (lasts === 'file') test.afterAll(() => stage.tidy());
  return stage;
}

async function leavePicture(info: TestInfo): Promise<void> {
  if (info.status === info.expectedStatus) return;
  const path = info.outputPath('desktop.png');
  screenshot(path);
  await info.attach('desktop', { path, contentType: 'image/png' });
}
