import { defineConfig } from '@playwright/test';
import { middayZone } from './scripts/lib/midday.mjs';

process.env['TZ'] = middayZone(new Date());

// Electron is launched by the tests themselves; Playwright downloads no browser.
export default defineConfig({
  testDir: 'test/e2e',
  timeout: 120_000,
  workers: 1,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['PLAYWRIGHT_RESULTS'] ?? 'test-results/playwright.json' }],
  ],
  outputDir: 'test-results/playwright',
  projects: [
    { name: 'mocked', testMatch: 'mocked/**/*.spec.ts' },
    { name: 'app', testMatch: 'app/**/*.spec.ts' },
  ],
});
