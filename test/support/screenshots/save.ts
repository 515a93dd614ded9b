import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { decodePng } from '../app/read-png.ts';
import { smallPng } from './small-png.ts';

/** Writes the page as it stands, once whatever fades or moves has come to its end. */
export async function save(page: Page, path: string): Promise<void> {
  // Nothing under the pointer and no blinking mark: a picture differs only by what it shows.
  await page.mouse.move(0, 0);
  const shot = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  writeFileSync(path, smallPng(decodePng(shot)));
}
