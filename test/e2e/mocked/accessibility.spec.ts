import { expect, test, type Page } from '@playwright/test';
import type { AppState } from '$contract/app-state';
import type { ConnectionStatus } from '$contract/connection-status';
import { statusWords } from '$contract/status-words';
import { targetOf } from '$contract/target';
import { violationsOn } from '../../support/mocked-main/axe.ts';
import {
  allVerdicts,
  appState,
  appWith,
  pausedStatus,
  statusOf,
} from '../../support/mocked-main/fixtures.ts';
import {
  eventfulFolder,
  settingsState,
  type SettingsScript,
} from '../../support/mocked-main/settings.ts';
import { MockedApp } from '../../support/mocked-main/mocked-app.ts';
import { connectionTo, preferencesWith } from '../../support/preferences.ts';

// Every page and every kind of state, in both themes, through the rules of WCAG that a program can check.

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

const full: Partial<ConnectionStatus> = {
  usualMs: { process: 3, connect: 1, version: 210, session: 110, clock: 8, upstream: 90 },
  apiClients: [
    {
      program: 'python',
      script: 'runner.py',
      pid: 48_211,
      connections: 1,
      halfClosed: 2,
      isOurs: false,
    },
  ],
};
const gaveUp = (now: number): ConnectionStatus['gaveUp'] => [
  {
    program: 'python',
    script: 'runner.py',
    pid: 48_211,
    visits: 3,
    stayedMs: 4020,
    lastAt: now - 40_000,
    answer: { kind: 'answered', inMs: 85, at: now },
  },
];

interface Screen {
  readonly name: string;
  readonly statuses: (now: number) => readonly ConnectionStatus[];
  readonly connections?: AppState['preferences']['connections'];
  readonly page?: 'settings' | 'configuration' | 'backups';
  readonly settings?: (now: number) => SettingsScript;
  readonly inside?: AppState['inside'];
  readonly hash?: '#alert';
  /** Pressed once the page is there, to open a menu or a dialog. */
  readonly press?: { readonly button: string } | { readonly key: string };
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
  {
    name: 'what a verdict means',
    statuses: (now) => [statusOf('farm-down', now)],
    press: { button: 'What this means' },
  },
  {
    name: 'the snooze menu',
    statuses: (now) => [statusOf('silent', now)],
    press: { button: 'Snooze notifications' },
  },
  {
    name: 'the report',
    statuses: (now) => [statusOf('silent', now)],
    press: { button: 'Copy report' },
  },
  { name: 'the shortcuts', statuses: (now) => [statusOf('ready', now)], press: { key: 'F1' } },
  {
    name: 'the switcher',
    statuses: (now) => [statusOf('ready', now), statusOf('silent', now, { target: live })],
    connections: two,
    press: { button: 'Connection on show' },
  },
  { name: 'paused', statuses: (now) => [pausedStatus(now)] },
  {
    name: 'two connections',
    statuses: (now) => [
      statusOf('ready', now),
      statusOf('not-tested', now, { target: live, mode: null }),
    ],
    connections: two,
  },
  ...['General', 'Connections', 'Notifications', 'Backups', 'Privacy', 'Advanced'].map(
    (name): Screen => ({
      name: `settings, ${name}`,
      statuses: (now) => [statusOf('ready', now), statusOf('not-tested', now, { target: live })],
      connections: two,
      page: 'settings',
      then: (page) =>
        page.getByRole('navigation', { name: 'Settings pages' }).getByText(name).click(),
    }),
  ),
  { name: 'backups', statuses: (now) => [statusOf('ready', now)], page: 'backups' },
  {
    name: 'backups, all that can be said',
    statuses: (now) => [statusOf('ready', now)],
    page: 'backups',
    settings: (now) => ({ state: settingsState(eventfulFolder(now)) }),
    press: { button: 'Add a note to' },
  },
  {
    name: 'no backups',
    statuses: (now) => [statusOf('ready', now)],
    page: 'backups',
    settings: () => ({ answers: { 'backups:list': [] } }),
  },
  {
    name: 'no settings folder',
    statuses: (now) => [statusOf('ready', now)],
    page: 'backups',
    settings: () => ({ state: settingsState() }),
  },
  { name: 'configuration', statuses: (now) => [statusOf('silent', now)], page: 'configuration' },
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

const findings = (): Promise<string[]> => violationsOn(mocked.page);

for (const theme of ['light', 'dark'] as const) {
  test(`every verdict, ${theme}`, async () => {
    const { page } = mocked;
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await mocked.open(statusOf('ready', Date.now()), appWith({ theme }));
    for (const verdict of allVerdicts) {
      const now = Date.now();
      const status = statusOf(verdict, now, { ...full, gaveUp: gaveUp(now) });
      await mocked.pushStatus(status);
      await expect(page.locator('.hero h1')).toHaveText(statusWords(status, now).headline);
      expect(await findings(), verdict).toEqual([]);
    }
    expect(mocked.complaints, 'violations of the policy').toEqual([]);
  });

  for (const screen of screens) {
    const {
      name,
      statuses,
      connections,
      page,
      inside = null,
      hash = '',
      settings,
      press,
      then,
      firstRunDone = false,
    } = screen;
    test(`${name}, ${theme}`, async () => {
      const preferences = preferencesWith(
        { port: 4002 },
        {
          theme,
          ...(connections && { connections }),
          firstRunDone,
        },
      );
      await mocked.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      const now = Date.now();
      await mocked.open(
        statuses(now),
        { ...appState(), preferences, inside },
        hash,
        settings?.(now),
      );
      if (page) await mocked.openPage(page);
      if (press && 'key' in press) await mocked.page.keyboard.press(press.key);
      else if (press) await mocked.page.getByRole('button', { name: press.button }).first().click();
      await then?.(mocked.page);
      expect(await findings()).toEqual([]);
      expect(mocked.complaints, 'violations of the policy').toEqual([]);
    });
  }
}

test.describe('forced colours', () => {
  test.beforeAll(() => mocked.page.emulateMedia({ forcedColors: 'active' }));
  test.afterAll(() => mocked.page.emulateMedia({ forcedColors: 'none' }));

  for (const verdict of ['ready', 'silent', 'not-running', 'farm-down'] as const) {
    test(`${verdict}: words for the state, and an edge around everything`, async () => {
      const now = Date.now();
      await mocked.open(statusOf(verdict, now, { ...full, gaveUp: gaveUp(now) }), appState());
      expect(await findings()).toEqual([]);
      const edges = await mocked.page
        .locator('.hero, .card, main .button:not(.quiet), .top .button')
        .evaluateAll((boxes) =>
          boxes.map((box) => {
            const { borderTopWidth, borderTopStyle, borderTopColor } = getComputedStyle(box);
            const seen = borderTopColor !== getComputedStyle(document.body).backgroundColor;
            return seen && borderTopStyle === 'solid' && parseFloat(borderTopWidth) >= 1;
          }),
        );
      expect(edges.length).toBeGreaterThan(4);
      expect(edges).not.toContain(false);
    });
  }

  test('backups: every row and button has an edge or a word', async () => {
    const now = Date.now();
    await mocked.open(statusOf('ready', now), appState(), '', {
      state: settingsState(eventfulFolder(now)),
    });
    await mocked.openPage('backups');
    await expect(mocked.page.getByRole('listitem').first()).toBeVisible();
    expect(await findings()).toEqual([]);
    const edges = await mocked.page
      .locator('.banner, .restored, section.damaged, .card, main .button:not(.quiet), .pill')
      .evaluateAll((boxes) => boxes.map((box) => getComputedStyle(box).borderTopStyle));
    expect(edges.length).toBeGreaterThan(10);
    expect(new Set(edges)).toEqual(new Set(['solid']));
  });

  test('menus and dialogs have an edge too', async () => {
    const { page } = mocked;
    await mocked.open(statusOf('ready', Date.now()), appState());
    await page.getByRole('button', { name: 'Snooze notifications' }).click();
    await expect(page.getByRole('menu')).toHaveCSS('border-top-style', 'solid');
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    await expect(page.getByRole('dialog')).toHaveCSS('border-top-style', 'solid');
  });
});
