import { settingsCases, type SettingsCase } from '../../mocked-main/settings-cases.ts';
import { statusOf } from '../../mocked-main/fixtures.ts';
import type { Scene } from '../scene.ts';
import { USUAL } from './seen.ts';

const cases = Object.keys(settingsCases) as SettingsCase[];

const silent: Scene['statuses'] = (now) => [statusOf('silent', now, USUAL)];

export const configuration: readonly Scene[] = [
  ...cases.map((name): Scene => ({
    name,
    statuses: silent,
    settings: settingsCases[name],
    page: 'configuration',
    // What takes longer than a moment is said only then.
    then: async ({ page }) =>
      name === 'looking' ? page.getByText('Reading settings…').waitFor() : undefined,
  })),
  {
    name: 'side-by-side',
    statuses: silent,
    settings: settingsCases.changed,
    page: 'configuration',
    then: async ({ page }) => {
      await page.getByRole('radio', { name: 'Side by side' }).click();
      await page.getByRole('region', { name: 'Text difference' }).waitFor();
    },
  },
  {
    name: 'find-and-housekeeping',
    statuses: silent,
    settings: settingsCases.changed,
    page: 'configuration',
    then: async ({ page }) => {
      await page.getByRole('radio', { name: 'Unified' }).click();
      await page.getByRole('button', { name: '4 housekeeping keys hidden' }).click();
      await page.keyboard.press('Control+f');
      await page.getByRole('textbox', { name: 'Find' }).fill('true');
      await page.locator('main').evaluate((main) => main.scrollTo(0, main.scrollHeight));
    },
  },
  {
    name: 'versions',
    statuses: silent,
    settings: settingsCases.changed,
    page: 'configuration',
    then: ({ page }) => page.getByRole('button', { name: 'Compare:' }).click(),
  },
];
