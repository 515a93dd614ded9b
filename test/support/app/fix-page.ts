import type { Locator } from '@playwright/test';
import type { AppWindow } from './app-window.ts';

/** The guided fix of the connection on show, as Diagnostics shows it. */
export class FixPage {
  constructor(private readonly window: AppWindow) {}

  /** The current one in the list of steps. */
  get currentStep(): Locator {
    return this.window.page.locator('[aria-current=step]');
  }

  get evidence(): Locator {
    return this.window.page
      .getByRole('region', { name: 'What the evidence says' })
      .getByRole('listitem');
  }

  /** Appears by itself when the problem is over. */
  get success(): Locator {
    return this.window.page.getByRole('heading', { name: /^(Connected|Past this problem) after / });
  }

  /** What is to be done. */
  step(title: string): Locator {
    return this.window.page.getByRole('region', { name: title, exact: true });
  }

  async show(port: number): Promise<void> {
    await this.window.showConnection(port);
    await this.window.openPage('Diagnostics');
  }

  async open(): Promise<void> {
    await this.window.openPage('Diagnostics');
    await this.window.button('Fix step by step').click();
  }
}
