import { expect, type Locator, type Page } from '@playwright/test';
import type { AppState } from '$contract/app-state';
import type { RequestChannel } from '$contract/channels';
import type { ConnectionStatus } from '$contract/connection-status';
import type { Connection } from '$contract/preferences';
import type { Answers } from '$contract/requests';
import type { Result } from '$contract/result';
import type { RunningApp } from './running-app.ts';

type Ask = (payload?: unknown) => Promise<unknown>;

/** The window as a person uses it. */
export class AppWindow {
  constructor(
    readonly app: RunningApp,
    readonly page: Page,
  ) {}

  get headline(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** A click that takes the window away: its page may be gone before it can say that it was clicked. */
  async clickAway(name: string): Promise<void> {
    await this.button(name)
      .click()
      .catch((cause: unknown) => {
        if (!this.page.isClosed()) throw cause;
      });
  }

  banner(title: string): Locator {
    return this.page.getByRole('region', { name: title });
  }

  openPage(
    name: 'Overview' | 'Diagnostics' | 'Configuration' | 'Backups' | 'Settings',
  ): Promise<void> {
    return this.page.getByRole('navigation').getByRole('button', { name }).click();
  }

  /** Chooses among several, as a person does. */
  async showConnection(port: number): Promise<void> {
    const switcher = this.page.getByRole('button', { name: /^Connection on show:/ });
    const address = new RegExp(`:${port}(?!\\d)`);
    if (address.test(await switcher.innerText())) return;
    await switcher.click();
    await this.page.getByRole('menuitemradio', { name: address }).click();
    await expect(switcher).toContainText(address);
  }

  get report(): Locator {
    return this.page.getByRole('dialog', { name: 'Copy report' });
  }

  /** What the page's own bridge answers. */
  async ask<Channel extends RequestChannel>(
    channel: Channel,
    payload?: unknown,
  ): Promise<Result<Answers[Channel]>> {
    const answer = await this.page.evaluate(
      ([name, value]) =>
        (globalThis as unknown as { gatelight: Record<string, Ask> }).gatelight[name]?.(value),
      [channel, payload] as const,
    );
    return answer as Result<Answers[Channel]>;
  }

  async statuses(): Promise<readonly ConnectionStatus[]> {
    const answer = await this.ask('status:get');
    if (!answer.ok) throw new Error(answer.error);
    return answer.value;
  }

  /** Of the first connection. */
  async status(): Promise<ConnectionStatus> {
    const [first] = await this.statuses();
    if (first === undefined) throw new Error('no connection is watched');
    return first;
  }

  async state(): Promise<AppState> {
    const answer = await this.ask('app:get');
    if (!answer.ok) throw new Error(answer.error);
    return answer.value;
  }

  /** Watches these from now on, as a change in Settings does. */
  async watch(...connections: readonly Connection[]): Promise<void> {
    const answer = await this.ask('preferences:change', { connections });
    if (!answer.ok) throw new Error(answer.error);
  }

  clipboard(): Promise<string> {
    return this.app.inMain(({ clipboard }) => clipboard.readText());
  }
}
