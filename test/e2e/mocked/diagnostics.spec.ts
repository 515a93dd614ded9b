import type { AppState } from '$contract/app-state';
import type { ConnectionStatus } from '$contract/connection-status';
import { FIXABLE, type FixableVerdict, type GuidedFix } from '$contract/guided-fix';
import type { FolderState } from '$contract/jts/settings-state';
import { SHOW_PROBLEMS } from '$contract/show-gateway';
import { targetOf } from '$contract/target';
import { expect, test } from '@playwright/test';
import { violationsOn } from '../../support/mocked-main/axe.ts';
import {
  appState,
  appWith,
  fixed,
  fixOf,
  live4001,
  pausedStatus,
  statusOf,
} from '../../support/mocked-main/fixtures.ts';
import { MockedApp } from '../../support/mocked-main/mocked-app.ts';
import { FOLDER, folderState, settingsState } from '../../support/mocked-main/settings.ts';
import { connectionTo } from '../../support/preferences.ts';
import { fixTitles } from '../../../src-renderer/text/fix-titles.ts';

const KEY = '127.0.0.1:4002';

let mocked: MockedApp;
test.beforeAll(async () => {
  mocked = await MockedApp.launch();
});
test.afterEach(() => {
  expect(mocked.complaints, 'errors and policy violations on the console').toEqual([]);
});
test.afterAll(() => mocked.close());

const withFix = (fix: GuidedFix | null, change: Partial<AppState> = {}): AppState =>
  appState({ fixes: fix === null ? {} : { [KEY]: fix }, ...change });

async function open(
  status: ConnectionStatus | readonly ConnectionStatus[],
  app: AppState,
): Promise<void> {
  await mocked.open(status, app);
  await mocked.openPage('diagnostics');
}

/** The guided fix of this verdict at its step number `at`. */
async function openFix(verdict: FixableVerdict, at = 0, app: Partial<AppState> = {}) {
  const now = Date.now();
  await open(statusOf(verdict, now), withFix(fixOf(verdict, now, { at }), app));
}
const push = (fix: GuidedFix | null): Promise<void> => mocked.push('app:changed', withFix(fix));
const button = (name: string) => mocked.page.getByRole('button', { name, exact: true });
const heading = (name: string, level = 2) => mocked.page.getByRole('heading', { name, level });
const step = (name: RegExp) =>
  mocked.page.getByRole('region', { name: 'Steps' }).getByRole('button', { name });
const announced = () => mocked.page.locator('main').getByRole('status').first();

test.describe('every fixable verdict', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`${theme}: a title, one current step, evidence, nothing against WCAG`, async () => {
      const { page } = mocked;
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      const app = appWith({ theme });
      await mocked.open(statusOf('ready', Date.now()), app);
      for (const verdict of FIXABLE) {
        const now = Date.now();
        await mocked.openPage('overview');
        await mocked.pushStatus(statusOf(verdict, now));
        await mocked.push('app:changed', { ...app, fixes: { [KEY]: fixOf(verdict, now) } });
        await mocked.openPage('diagnostics');
        await expect(heading(fixTitles[verdict].title('Gateway'), 1)).toBeFocused();
        await expect(page.locator('[aria-current=step]')).toHaveCount(1);
        await expect(page.locator('.button.primary')).toHaveCount(1);
        await expect(heading('What the evidence says')).toBeVisible();
        await expect(page.getByText(/ \d\d s$/).first()).toBeVisible();
        expect(await violationsOn(page), verdict).toEqual([]);
      }
    });
  }

  test.describe('in little room', () => {
    test.afterAll(async () => {
      await mocked.zoom(1);
      await mocked.resize(960, 760);
    });
    for (const [width, height, zoom] of [
      [640, 520, 2],
      [320, 480, 1],
    ] as const) {
      test(`${width} px at ${zoom * 100} %: nothing scrolls sideways`, async () => {
        await mocked.zoom(1);
        await mocked.resize(width, height);
        await open(statusOf('ready', Date.now()), withFix(null));
        await mocked.zoom(zoom);
        for (const verdict of FIXABLE) {
          const now = Date.now();
          await mocked.pushStatus(statusOf(verdict, now));
          await push(fixOf(verdict, now));
          await expect(heading(fixTitles[verdict].title('Gateway'), 1)).toBeVisible();
          expect(await mocked.sideways(), verdict).toBe(0);
        }
        await open(statusOf('ready', Date.now()), withFix(null));
        await mocked.page.getByText("My program still can't connect").click();
        expect(await mocked.sideways(), 'the program check').toBe(0);
      });
    }
  });
});

test.describe('steps', () => {
  test('are an ordered list of buttons below what was proven', async () => {
    await openFix('session-silent', 1);
    await expect(mocked.page.getByRole('region', { name: 'Steps' })).toMatchAriaSnapshot(`
      - region "Steps":
        - list "Already proven":
          - listitem: /Gateway is running Version 10\\.41, started .*/
          - listitem: Port is open 4002, paper
          - listitem: API answers Server version 187
        - list "To try, in this order":
          - listitem:
            - button "Accept the dialog Tried"
          - listitem:
            - button "Finish signing in Phone approval, notices"
          - listitem:
            - button "Trust this computer Stops the dialog for good"
          - listitem:
            - button "Clear stuck connections 3 half-closed"
          - listitem:
            - 'button "Restart Gateway Last resort: needs sign-in"'
          - listitem:
            - button "Ask for help Report, status page, support"
    `);
    await expect(step(/Finish signing in/)).toHaveAttribute('aria-current', 'step');
  });

  test('one is chosen by keyboard, and its heading takes the focus', async () => {
    const { page } = mocked;
    await openFix('silent');
    await step(/Accept the dialog/).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expect(step(/Trust this computer/)).toBeFocused();
    await page.keyboard.press('Enter');
    // The step on show is not asked for again.
    expect(await mocked.asked('fix:step')).toEqual([{ connection: KEY, step: 'trust-address' }]);
    await push(fixOf('silent', Date.now(), { at: 2 }));
    await expect(heading('Trust this computer')).toBeFocused();
    await expect(announced()).toHaveText('');
  });

  test('Tab goes through steps, then actions, then the program check', async () => {
    const { page } = mocked;
    await openFix('silent', 5);
    await step(/Restart Gateway/).focus();
    for (const name of ['Ask for help', 'Copy report', 'IBKR support', 'IBKR system status']) {
      await page.keyboard.press('Tab');
      await expect(page.locator(':focus')).toContainText(name);
    }
    await page.keyboard.press('Tab');
    await expect(page.locator('summary:focus')).toHaveCount(1);
  });

  test('"There is no dialog" goes on, and says which step comes', async () => {
    await openFix('silent');
    await button('There is no dialog').click();
    expect(await mocked.asked('fix:skip')).toEqual([{ connection: KEY, step: 'accept-dialog' }]);
    await push(fixOf('silent', Date.now(), { at: 1 }));
    await expect(heading('Finish signing in')).toBeFocused();
    await expect(button("That wasn't it")).toBeVisible();
  });

  test('a step that comes by itself is announced and leaves whoever types alone', async () => {
    const { page } = mocked;
    await openFix('silent');
    await page.getByText("My program still can't connect").click();
    await page.getByLabel('Host').pressSequentially('local');
    await push(fixOf('refused-by-rule', Date.now()));
    await expect(announced()).toHaveText('Next step: Look behind the relay');
    await page.keyboard.type('host');
    await expect(page.getByLabel('Host')).toHaveValue('localhost');
    await expect(page.getByLabel('Host')).toBeFocused();
  });
});

test.describe('what the steps do', () => {
  test('the dialog: the picture is none to screen readers, the wordings are', async () => {
    const { page } = mocked;
    await openFix('silent');
    await expect(page.locator('.dialog')).toHaveAttribute('aria-hidden', 'true');
    for (const words of [
      '“API client requesting connection” → Accept',
      'One test connection stays open (client ID 912345) so that your click counts.',
      'Nothing is traded and no order is placed.',
    ]) {
      await expect(page.getByText(words)).toBeVisible();
    }
    await button('I clicked Accept').click();
    expect(await mocked.asked('test:accepted')).toEqual([{ connection: KEY }]);
  });

  test('Gateway is shown, or the reason stands where the button was', async () => {
    const { page } = mocked;
    await openFix('silent');
    await button('Show Gateway').click();
    await expect(button('Show Gateway')).toBeFocused();
    await mocked.answer('gateway:show', 'no-window');
    await button('Show Gateway').click();
    await expect(button('Show Gateway')).toBeHidden();
    await expect(page.locator(':focus')).toContainText(
      'Switch to the Gateway window. No window of Gateway can be seen from here',
    );
    expect(await mocked.asked('gateway:show')).toHaveLength(2);
  });

  for (const why of SHOW_PROBLEMS) {
    test(`no button that cannot work: ${why}`, async () => {
      await openFix('silent', 0, { showAbility: { can: false, why } });
      await expect(mocked.page.getByText('Switch to the Gateway window.')).toBeVisible();
      await expect(button('Show Gateway')).toHaveCount(0);
    });
  }

  test('another computer’s window is never asked for', async () => {
    const now = Date.now();
    const status = statusOf('silent', now, { target: targetOf('192.0.2.7', 4002, 'paper') });
    await open(status, appState({ fixes: { '192.0.2.7:4002': fixOf('silent', now) } }));
    await expect(button('Show Gateway')).toHaveCount(0);
    await expect(mocked.page.getByText('Go to the Gateway window on 192.0.2.7')).toBeVisible();
  });

  test('the port is changed with one click and back with another', async () => {
    await openFix('wrong-port');
    const before = connectionTo({ port: 4002 });
    const after = connectionTo({ port: 4001, expect: 'live', mode: null });
    const { preferences } = appState();
    const changed = appState({ preferences: { ...preferences, connections: [after] } });
    await mocked.answer('preferences:change', changed);
    await button('Watch 4001').click();
    await expect(mocked.page.getByText('Choose how the live account is watched.')).toBeVisible();
    await button('Undo').click();
    expect(await mocked.asked('preferences:change')).toEqual([
      { connections: [after] },
      { connections: [before] },
    ]);
  });

  test('a port that is watched already is shown instead', async () => {
    const now = Date.now();
    const { preferences } = appState();
    const connections = [connectionTo({ port: 4002 }), connectionTo({ port: 4001 })];
    await open(
      [statusOf('wrong-port', now), statusOf('ready', now, { target: live4001 })],
      withFix(fixOf('wrong-port', now), { preferences: { ...preferences, connections } }),
    );
    await button('Watch 4001').click();
    await expect(heading('Diagnostics', 1)).toBeVisible();
    expect(await mocked.asked('preferences:change')).toEqual([]);
  });

  test('help: the report as everywhere, links by name', async () => {
    await openFix('silent', 5);
    await button('IBKR support').click();
    await button('IBKR system status').click();
    expect(await mocked.asked('link:open')).toEqual([
      { name: 'support' },
      { name: 'system-status' },
    ]);
    await button('Copy report').click();
    await expect(mocked.page.getByRole('dialog', { name: 'Copy report' })).toBeVisible();
    await mocked.page.keyboard.press('Escape');
  });

  test('nothing runs: start, download, or say that you closed it', async () => {
    await openFix('not-running');
    await button('Download Gateway').click();
    await button('I closed it').click();
    await mocked.page.locator('.acts').getByRole('button', { name: 'Test connection' }).click();
    expect(await mocked.asked('link:open')).toEqual([{ name: 'download-gateway' }]);
    expect(await mocked.asked('gateway:closed')).toHaveLength(1);
    expect(await mocked.asked('test:run')).toHaveLength(1);
  });
});

test.describe('the step about trusted addresses', () => {
  const toTrust = async (change: Partial<FolderState>): Promise<void> => {
    await mocked.push('settings:changed', settingsState(folderState(Date.now(), change)));
    await push(fixOf('silent', Date.now(), { at: 2 }));
    await expect(heading('Trust this computer')).toBeVisible();
  };

  test('names the change that came before, and leads to it', async () => {
    const { page } = mocked;
    await openFix('silent');
    const changeAt = Date.now() - 3_600_000;
    await toTrust({
      mayExplain: { rule: 'trusted-address', connection: KEY, changeAt, incidentAt: Date.now() },
    });
    await expect(
      page.getByText(/^A trusted address was lost .* That may explain it\.$/),
    ).toBeVisible();
    expect(await violationsOn(page)).toEqual([]);
    await button('Review changes').click();
    await expect(heading('Configuration', 1)).toBeVisible();
  });

  test('without a rule only says that they differ, and nothing where they do not', async () => {
    const { page } = mocked;
    await openFix('silent');
    await toTrust({});
    await expect(page.getByText(/^Trusted addresses differ from the last good/)).toBeVisible();
    await toTrust({ changes: null });
    await expect(button('Review changes')).toHaveCount(0);
  });
});

test.describe('the end', () => {
  test('names the cause once, offers what stops it next time, and closes', async () => {
    const { page } = mocked;
    await openFix('silent');
    await button('There is no dialog').focus();
    await mocked.pushStatus(statusOf('ready', Date.now()));
    await push(fixed('silent', 'dialog-accepted', Date.now()));
    const title = heading('Connected after 41 s. It was the permission dialog.');
    // The button that had the focus is gone; the heading says it, and nothing says it twice.
    await expect(title).toBeFocused();
    await expect(announced()).toHaveText('');
    await expect(page.getByText(/^Waiting/)).toHaveCount(0);
    await button('This should stop it next time').click();
    await expect(page.getByText('Trusted IPs')).toBeVisible();
    expect(await violationsOn(page)).toEqual([]);
    await button('Done').click();
    expect(await mocked.asked('fix:close')).toEqual([{ connection: KEY }]);
    await push(null);
    await expect(heading('Diagnostics', 1)).toBeFocused();
  });

  test('what works now is backed up first of all', async () => {
    const { page } = mocked;
    await openFix('silent');
    await mocked.pushStatus(statusOf('ready', Date.now()));
    await push(fixed('silent', 'dialog-accepted', Date.now()));
    const first = page.locator('main .button.primary');
    await expect(first).toHaveText('Back up this setup');
    await first.click();
    expect(await mocked.asked('settings:backup')).toEqual([{ folder: FOLDER }]);
    await expect(page.getByText('Backed up.')).toBeVisible();
    // Once is enough: its place and the focus go to what is left.
    await expect(button('Done')).toBeFocused();
    await expect(first).toHaveText('Done');
  });

  test('is announced where the focus is elsewhere', async () => {
    const { page } = mocked;
    await openFix('silent');
    await page.getByRole('button', { name: 'Overview' }).focus();
    await push(fixed('silent', 'dialog-accepted', Date.now(), { isSure: false }));
    await expect(announced()).toHaveText(
      'Connected after 41 seconds. It was probably the permission dialog.',
    );
    await expect(page.getByRole('button', { name: 'Overview' })).toBeFocused();
  });

  test('a lesser problem that follows is named', async () => {
    const now = Date.now();
    const fix = fixed('not-running', 'gateway-started', now, { verdict: 'sign-in-needed' });
    await open(statusOf('sign-in-needed', now), withFix(fix));
    await expect(
      heading('Past this problem after 41 s. It was that Gateway was not running.'),
    ).toBeVisible();
    await expect(mocked.page.getByText("Now: Port 4002 isn't open yet.")).toBeVisible();
    await button('Set the daily restart time').click();
    await expect(heading('Settings', 1)).toBeVisible();
  });

  test('a port that was changed: the details for one’s own program', async () => {
    const now = Date.now();
    await open(statusOf('ready', now), withFix(fixed('wrong-port', 'port-changed', now)));
    await button('Copy connection details').click();
    await expect(
      mocked.page.getByText('Host, port and client ID are on the clipboard.'),
    ).toBeVisible();
    expect(await mocked.asked('details:copy')).toEqual([{ connection: KEY }]);
  });
});

test.describe('without an open fix', () => {
  test('one is offered where it fits, and its first step takes the focus', async () => {
    const { page } = mocked;
    await open(statusOf('silent', Date.now()), withFix(null));
    expect(await violationsOn(page)).toEqual([]);
    await button('Fix step by step').click();
    expect(await mocked.asked('fix:open')).toEqual([{ connection: KEY }]);
    await push(fixOf('silent', Date.now()));
    await expect(heading('Accept the dialog')).toBeFocused();
  });

  for (const [name, statuses, line] of [
    ['all is well', [statusOf('ready', Date.now())], 'the steps to fix it are here.'],
    ['no steps fit', [statusOf('unreachable', Date.now())], 'There are no steps for this one'],
    ['paused', [pausedStatus(Date.now())], 'Monitoring is paused, so nothing is known'],
    ['nothing is watched', [], 'Nothing is watched yet.'],
  ] as const) {
    test(`one calm line: ${name}`, async () => {
      await open(statuses, withFix(null));
      await expect(heading('Diagnostics', 1)).toBeFocused();
      await expect(mocked.page.locator('main').getByText(line)).toBeVisible();
      await expect(button('Fix step by step')).toHaveCount(0);
    });
  }
});

test.describe('"My program still can\'t connect"', () => {
  const client = { program: 'python', script: 'runner.py', pid: 48_211, isOurs: false };
  const openCheck = async (status: ConnectionStatus): Promise<void> => {
    await open(status, withFix(null));
    await mocked.page.getByText("My program still can't connect").click();
  };

  test('clears Gateway, compares what was typed, and names who is connected', async () => {
    const { page } = mocked;
    const now = Date.now();
    await openCheck(
      statusOf('ready', now, {
        apiClients: [{ ...client, connections: 2, halfClosed: 1 }],
        gaveUp: [
          {
            ...client,
            visits: 3,
            stayedMs: 4012,
            lastAt: now,
            answer: { kind: 'answered', inMs: 85, at: now },
          },
        ],
      }),
    );
    await expect(
      page.getByText(/^Gateway is fine: Gatelight connected in 0\.3 s at/),
    ).toBeVisible();
    await page.getByLabel('Host').fill('localhost');
    await page.getByLabel('Port', { exact: true }).fill('7497');
    await page.getByLabel('Client ID').fill('912345');
    await page.getByLabel('Time limit, seconds').fill('0.2');
    for (const words of [
      'the name can stand for ::1 first',
      "Port 7497 is usually TWS's for a paper account; this test went to 4002.",
      'Gatelight uses this client ID.',
      'Your program gives up after 0.2 s; the test took 0.3 s.',
      '2 connections, 1 half-closed',
      "python (48211, runner.py) gave up 3 times after about 4 s. Gateway answered Gatelight's test in 85 ms: look in your program.",
      'short visits can be missed',
    ]) {
      await expect(page.getByText(words)).toBeVisible();
    }
    expect(await violationsOn(page)).toEqual([]);
  });

  test('what cannot be a port is said once the field was left', async () => {
    const { page } = mocked;
    await openCheck(statusOf('ready', Date.now()));
    await page.getByLabel('Port', { exact: true }).fill('70000');
    await expect(page.getByRole('alert').getByText('Enter a whole number')).toHaveCount(0);
    await page.keyboard.press('Tab');
    await expect(page.getByText('Enter a whole number from 1 to 65535.')).toBeVisible();
    await expect(page.getByLabel('Port', { exact: true })).toHaveAttribute('aria-invalid', 'true');
    await page.getByLabel('Port', { exact: true }).fill('');
    await expect(page.getByText('Enter a whole number from 1 to 65535.')).toHaveCount(0);
  });

  test('sends to the fix first where Gatelight fails as well, and tests to compare', async () => {
    const { page } = mocked;
    await openCheck(statusOf('refused-by-rule', Date.now()));
    await expect(page.getByText("Gatelight can't connect either")).toBeVisible();
    await expect(page.getByText('Which programs are connected is not known.')).toBeVisible();
    await button('Test again to compare').click();
    expect(await mocked.asked('test:run')).toEqual([{ connection: KEY }]);
    await mocked.pushStatus(statusOf('silent', Date.now(), { apiClients: [] }));
    await expect(page.getByText('Gateway does not answer Gatelight either')).toBeVisible();
    await expect(page.getByText('No other program is connected.')).toBeVisible();
    await button('Test again to compare').click({ force: true });
    expect(await mocked.asked('test:run')).toHaveLength(1);
  });
});

test('forced colours: the current step keeps a frame, and what was ruled out its glyph', async () => {
  const { page } = mocked;
  await page.emulateMedia({ forcedColors: 'active' });
  await openFix('silent');
  const outline = await page
    .locator('[aria-current=step]')
    .evaluate((each) => getComputedStyle(each).outlineStyle);
  expect(outline).toBe('solid');
  expect(await violationsOn(page)).toEqual([]);
  await page.emulateMedia({ forcedColors: null });
});
