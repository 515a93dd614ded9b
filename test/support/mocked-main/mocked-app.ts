import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { join } from 'node:path';
import type { AppState } from '$contract/app-state';
import {
  REQUEST_CHANNELS,
  type Page as PageName,
  type PushChannel,
  type RequestChannel,
} from '$contract/channels';
import type { ConnectionStatus } from '$contract/connection-status';
import type { Answers, Pushes } from '$contract/requests';
import type { FailureCode } from '$contract/result';
import { reportText, usualPorts } from './fixtures.ts';
import { settingsAnswers, type SettingsScript } from './settings.ts';

interface Mocked {
  answers: Partial<Answers>;
  failures: Partial<Record<RequestChannel, FailureCode>>;
  /** Answers on these channels wait for it. */
  held: Partial<Record<RequestChannel, Promise<void>>>;
  releases: Partial<Record<RequestChannel, () => void>>;
  calls: { channel: RequestChannel; payload: unknown }[];
  push: (channel: PushChannel, value: unknown) => void;
  resize: (width: number, height: number) => void;
  zoom: (factor: number) => void;
  open: (hash: string) => Promise<void>;
}
declare global {
  /** In the scripted main process. */
  var mocked: Mocked;
}

/** The page in a real window, with a test in place of everything behind it. */
export class MockedApp {
  /** Violations of the policy and errors on the console; a good run leaves none. */
  readonly complaints: string[] = [];

  private constructor(
    readonly app: ElectronApplication,
    readonly page: Page,
  ) {
    page.on('console', (message) => {
      if (message.type() === 'error' || message.text().includes('violates')) {
        this.complaints.push(message.text());
      }
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
  }

  static async launch(): Promise<MockedApp> {
    const app = await _electron.launch({
      args: [join(import.meta.dirname, 'main.mjs')],
      env: { ...(process.env as Record<string, string>), MOCKED_CHANNELS: REQUEST_CHANNELS.join() },
    });
    return new MockedApp(app, await app.firstWindow());
  }

  /** Loads the page afresh, with these as main's first answers; no status: nothing is watched. */
  async open(
    status: ConnectionStatus | readonly ConnectionStatus[],
    app: AppState,
    hash: '' | '#alert' = '',
    settings: SettingsScript = {},
  ): Promise<void> {
    const answers: Partial<Answers> = {
      'status:get': [status].flat(),
      'app:get': app,
      'preferences:change': app,
      'ports:list': usualPorts,
      'report:preview': { text: reportText },
      ...settingsAnswers(settings),
    };
    await this.app.evaluate(
      async (_electron, [first, at]) => {
        Object.assign(globalThis.mocked, {
          answers: first,
          failures: {},
          held: {},
          releases: {},
          calls: [],
        });
        await globalThis.mocked.open(at);
      },
      [answers, hash] as const,
    );
    await this.page.locator('main').waitFor({ state: 'attached' });
  }

  /** Statuses as main pushes them. */
  async pushStatus(...statuses: readonly ConnectionStatus[]): Promise<void> {
    await this.push('status:changed', statuses);
  }

  /** As a menu entry opens a page. */
  async openPage(page: PageName, connection: string | null = null): Promise<void> {
    await this.push('page:open', { page, connection });
  }

  async push<Channel extends PushChannel>(channel: Channel, value: Pushes[Channel]): Promise<void> {
    await this.app.evaluate((_electron, [name, pushed]) => globalThis.mocked.push(name, pushed), [
      channel,
      value,
    ] as const);
  }

  async answer<Channel extends RequestChannel>(
    channel: Channel,
    value: Answers[Channel],
  ): Promise<void> {
    await this.app.evaluate(
      (_electron, change) => void Object.assign(globalThis.mocked.answers, change),
      { [channel]: value } as Partial<Answers>,
    );
  }

  async refuse(channel: RequestChannel, error: FailureCode): Promise<void> {
    await this.app.evaluate(
      (_electron, change) => void Object.assign(globalThis.mocked.failures, change),
      { [channel]: error } as Partial<Record<RequestChannel, FailureCode>>,
    );
  }

  /** Answers on this channel only after `release`. */
  async hold(channel: RequestChannel): Promise<void> {
    await this.app.evaluate((_electron, name) => {
      globalThis.mocked.held[name] = new Promise((done) => {
        globalThis.mocked.releases[name] = done;
      });
    }, channel);
  }

  async release(channel: RequestChannel): Promise<void> {
    await this.app.evaluate((_electron, name) => globalThis.mocked.releases[name]?.(), channel);
  }

  /** What the page asked on this channel since it was opened; null: a request without more to it. */
  async asked(channel: RequestChannel): Promise<unknown[]> {
    const calls = await this.app.evaluate(() => globalThis.mocked.calls);
    const asked = calls.filter((call) => call.channel === channel);
    // To Playwright a list that holds nothing but undefined equals an empty one.
    return asked.map(({ payload }) => payload ?? null);
  }

  async resize(width: number, height: number): Promise<void> {
    await this.app.evaluate((_electron, [w, h]) => globalThis.mocked.resize(w, h), [
      width,
      height,
    ] as const);
    await this.page.waitForFunction((w) => window.innerWidth === w, width);
  }

  /** As the View menu zooms: the page's pixels grow, the window stays. */
  async zoom(factor: number): Promise<void> {
    await this.app.evaluate((_electron, to) => globalThis.mocked.zoom(to), factor);
  }

  /** How many pixels the page could be scrolled sideways; 0 is right. */
  sideways(): Promise<number> {
    return this.page.evaluate(() => {
      const wide = [document.documentElement, ...document.querySelectorAll('main')];
      return Math.max(...wide.map((each) => each.scrollWidth - each.clientWidth));
    });
  }

  async close(): Promise<void> {
    await this.app.close();
  }
}
