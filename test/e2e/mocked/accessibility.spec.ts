import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, type Page } from '@playwright/test';
import type { AppState } from '$contract/app-state';
import type { ConnectionStatus } from '$contract/connection-status';
import { targetOf } from '$contract/target';
import type { run } from 'axe-core';
import { appState, pausedStatus, statusOf } from '../../support/mocked-main/fixtures.ts';
import { MockedApp } from '../../support/mocked-main/mocked-app.ts';
import { connectionTo, preferencesWith } from '../../support/preferences.ts';

// Every page and every kind of state, in both themes, through the rules of WCAG that a program can check.

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let mocked: MockedApp;
test.beforeAll(async () => {
  mocked = await MockedApp.launch();
});
test.afterAll(() => mocked.close());

const live = targetOf('127.0.0.1', 4001, 'live');
const two = [
  connectionTo({ port: 4002 }),
  connectionTo({ port: 4001, expect: 'live', mode: null, ignoredFarms: ['usfarm'] }),
];

interface Screen {
  readonly name: string;
  readonly statuses: (now: number) => readonly ConnectionStatus[];
  readonly connections?: AppState['preferences']['connections'];
  readonly page?: 'settings';
  readonly inside?: AppState['inside'];
  readonly hash?: '#alert';
  readonly firstRunDone?: boolean;
  /** Goes on to where it is looked at. */
  readonly then?: (page: Page) => Promise<unknown>;
}

const notice: AppState['inside'] = {
  connection: '127.0.0.1:4002',
  title: 'Gateway stopped',
  body: "Paper 4002 closed at 14:31. Your programs can't trade or get data.",
  buttons: [
    { text: 'Open', action: 'open' },
    { text: 'I closed it', action: 'closed-by-user' },
  ],
};
const screens: readonly Screen[] = [
  { name: 'ready', statuses: (now) => [statusOf('ready', now)] },
  { name: 'silent', statuses: (now) => [statusOf('silent', now)] },
  { name: 'a farm down', statuses: (now) => [statusOf('farm-down', now)] },
  { name: 'paused', statuses: (now) => [pausedStatus(now)] },
  {
    name: 'two connections',
    statuses: (now) => [
      statusOf('ready', now),
      statusOf('not-tested', now, { target: live, mode: null }),
    ],
    connections: two,
  },
  ...['General', 'Connections', 'Notifications', 'Privacy', 'Advanced'].map((name): Screen => ({
    name: `settings, ${name}`,
    statuses: (now) => [statusOf('ready', now), statusOf('not-tested', now, { target: live })],
    connections: two,
    page: 'settings',
    then: (page) =>
      page.getByRole('navigation', { name: 'Settings pages' }).getByText(name).click(),
  })),
  { name: 'nothing set up', statuses: () => [], connections: [], firstRunDone: true },
  { name: 'first run, connection', statuses: () => [], connections: [] },
  {
    name: 'first run, result',
    statuses: (now) => [statusOf('silent', now)],
    connections: [],
    then: (page) => page.getByRole('button', { name: 'Test this connection' }).click(),
  },
  {
    name: 'first run, reach',
    statuses: (now) => [statusOf('silent', now)],
    connections: [],
    then: async (page) => {
      await page.getByRole('button', { name: 'Test this connection' }).click();
      await page.getByRole('button', { name: 'Later' }).click();
    },
  },
  { name: 'a notice inside', statuses: (now) => [statusOf('not-running', now)], inside: notice },
  {
    name: 'the alert window',
    statuses: (now) => [statusOf('not-running', now)],
    inside: notice,
    hash: '#alert',
  },
];

for (const theme of ['light', 'dark'] as const) {
  for (const { name, statuses, connections, page, inside = null, hash = '', ...more } of screens) {
    test(`${name}, ${theme}`, async () => {
      const preferences = preferencesWith(
        { port: 4002 },
        {
          theme,
          ...(connections && { connections }),
          firstRunDone: more.firstRunDone ?? false,
        },
      );
      await mocked.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await mocked.open(statuses(Date.now()), { ...appState(), preferences, inside }, hash);
      if (page) await mocked.openPage(page);
      await more.then?.(mocked.page);
      // A colour that is still fading in has the contrast of neither end.
      await sleep(250);
      await mocked.page.evaluate(axe);
      const violations = await mocked.page.evaluate(async () => {
        const found = await (globalThis as unknown as { axe: { run: typeof run } }).axe.run();
        return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
      });
      expect(violations).toEqual([]);
    });
  }
}
