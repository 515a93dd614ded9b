import { svelte } from '@sveltejs/vite-plugin-svelte';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { middayZone } from './scripts/lib/midday.mjs';

process.env['TZ'] = middayZone(new Date());

const alias = { $contract: resolve(import.meta.dirname, 'src-main/contract') };

/** Files that hardly do anything but wait for a monitor's clock; two at once do not disturb each other. */
const waiting = ['test/integration/gateway/{monitor-*,monitors,following,healthy-minutes}.test.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [svelte()],
        resolve: { alias },
        test: { name: 'unit', include: ['test/unit/**/*.test.ts'] },
      },
      {
        resolve: { alias },
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          exclude: ['test/integration/**/*.desktop.test.ts', 'test/integration/jts/**', ...waiting],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          // Waiting is no assertion: deadlines are asserted from the times of events.
          expect: { poll: { timeout: 15_000 } },
          // Timings are asserted here; files that ran at once on two cores would spoil each other's.
          fileParallelism: false,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'settings',
          include: ['test/integration/jts/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          expect: { poll: { timeout: 15_000 } },
          // Timings are asserted here as well, and disks are made.
          fileParallelism: false,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'monitor',
          include: waiting,
          testTimeout: 30_000,
          hookTimeout: 30_000,
          // Waiting is no assertion: deadlines are asserted from the times of events.
          expect: { poll: { timeout: 15_000 } },
          maxWorkers: 2,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'desktop',
          include: ['test/integration/**/*.desktop.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'packaging',
          include: ['test/packaging/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
