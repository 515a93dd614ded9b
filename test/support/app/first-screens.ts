import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '@playwright/test';
import type { AppWindow } from './app-window.ts';
import { ROOT } from './running-app.ts';

/** What somebody sees who looks at the first screen and at nothing else. */
export interface FirstScreen {
  readonly headline: string;
  readonly sentence: string;
  readonly advice: readonly string[];
  /** Null: no button is filled. */
  readonly primaryButton: string | null;
  readonly otherButtons: readonly string[];
}

export interface Recorded extends FirstScreen {
  readonly verdict: string;
  readonly name: string;
  readonly secondsAfterOnset: number;
}

/** Of the connection on show; Overview is open. */
export async function readFirstScreen(window: AppWindow): Promise<FirstScreen> {
  return window.page.locator('main section:has(h1)').evaluate((hero) => {
    const texts = (what: string): string[] =>
      [...hero.querySelectorAll<HTMLElement>(what)].map((one) => one.innerText.trim());
    return {
      headline: texts('h1')[0] ?? '',
      sentence: texts('h1 + p')[0] ?? '',
      advice: texts('li'),
      primaryButton: texts('button.primary')[0] ?? null,
      otherButtons: texts('button:not(.primary)'),
    };
  });
}

/** Beside the run's other results, for people to quote. */
export function keepFirstScreens(screens: readonly Recorded[]): void {
  const dir = join(ROOT, 'test-results');
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'first-screens.json'), `${JSON.stringify(screens, null, 2)}\n`);
}

export function annotate(screen: Recorded): void {
  const { verdict, name, secondsAfterOnset, headline, sentence, primaryButton } = screen;
  const said = [headline, sentence, primaryButton === null ? 'no filled button' : primaryButton];
  test.info().annotations.push({
    type: `${verdict}, ${name}, ${secondsAfterOnset} s after onset`,
    description: said.join(' | '),
  });
}
