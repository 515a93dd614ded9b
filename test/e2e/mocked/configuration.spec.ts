import { expect, test, type Locator } from '@playwright/test';
import { violationsOn } from '../../support/mocked-main/axe.ts';
import { appState, appWith, statusOf } from '../../support/mocked-main/fixtures.ts';
import { MockedApp } from '../../support/mocked-main/mocked-app.ts';
import {
  MARKUP,
  settingsCases,
  type SettingsCase,
} from '../../support/mocked-main/settings-cases.ts';
import {
  backupRow,
  comparedVersions,
  FOLDER,
  folderState,
  LAST_GOOD,
  line,
  OTHER_FOLDER,
  settingsState,
  unchangedFolder,
  type SettingsScript,
} from '../../support/mocked-main/settings.ts';

// What changed in Gateway's settings, in words and as text, and every state it can be in.

const CASES = Object.keys(settingsCases) as SettingsCase[];

let mocked: MockedApp;
test.beforeAll(async () => {
  mocked = await MockedApp.launch();
});
test.afterEach(() => {
  expect(mocked.complaints, 'errors and policy violations on the console').toEqual([]);
});
test.afterAll(() => mocked.close());

async function open(script: SettingsScript): Promise<void> {
  await mocked.open(statusOf('ready', Date.now()), appState(), '', script);
  await mocked.page.evaluate(() => localStorage.clear());
  await mocked.openPage('configuration');
  await expect(mocked.page.getByRole('heading', { level: 1 })).toHaveText('Configuration');
}
const openCase = (name: SettingsCase): Promise<void> => open(settingsCases[name](Date.now()));

const main = (): Locator => mocked.page.locator('main');
const table = (): Locator => mocked.page.getByRole('table', { name: 'What differs' });
const setting = (name: string): Locator => table().getByRole('row').filter({ hasText: name });
const text = (): Locator => mocked.page.getByRole('region', { name: 'Text difference' });
const lines = (): Locator => text().getByRole('row');
const button = (name: string | RegExp): Locator => main().getByRole('button', { name });
const focused = (): Locator => mocked.page.locator(':focus');

test.describe('the badge', () => {
  const entry = (name: string): Locator =>
    mocked.page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name });

  test('counts the changes that matter, and says so by name', async () => {
    await openCase('changed');
    await expect(entry('Configuration, 3 changes that matter')).toContainText('3');
    await mocked.push('settings:changed', settingsState(unchangedFolder(Date.now())));
    await expect(entry('Configuration')).not.toContainText('3');
  });

  test('leads to what it counts, whatever was compared before; looked at, the choice stays', async () => {
    const { page } = mocked;
    const asked = async (): Promise<unknown> => (await mocked.asked('settings:compare')).at(-1);
    const old = { folder: FOLDER, before: '01k0manual', after: 'now' };
    await openCase('same');
    await page.getByRole('button', { name: /^Compare: / }).click();
    await page.getByRole('menuitemradio', { name: /second strategy/ }).click();
    await expect.poll(asked).toEqual(old);
    await page.keyboard.press('Control+1');
    await mocked.push('settings:changed', settingsState(folderState(Date.now())));
    await expect(entry('Configuration, 3 changes that matter')).toBeVisible();
    await page.keyboard.press('Control+3');
    await expect.poll(asked).toEqual({ folder: FOLDER, before: 'last-good', after: 'now' });
    await page.getByRole('button', { name: /^Compare: / }).click();
    await page.getByRole('menuitemradio', { name: /second strategy/ }).click();
    await expect.poll(asked).toEqual(old);
    await page.keyboard.press('Control+1');
    await entry('Configuration, 3 changes that matter').click();
    await expect(page.getByRole('button', { name: /^Compare: .*second strategy/ })).toBeVisible();
  });
});

test.describe('the meaning table', () => {
  test.beforeEach(() => openCase('changed'));

  test('says of each setting what it was, what it is, and what it does', async () => {
    const cells = setting('Trusted addresses').getByRole('cell');
    await expect(cells.nth(0)).toHaveText(/Trusted addresses\s*\[IBGateway\] TrustedIPs/);
    await expect(cells.nth(1).locator('del')).toHaveText('127.0.0.1');
    await expect(cells.nth(2)).toContainText('removed');
    await expect(cells.nth(3)).toContainText('Computers that may connect without a dialog.');
    await expect(cells.nth(3)).toContainText('May explain the dialog');
    await expect(setting('Debug log').locator('ins')).toHaveText('true');
    await expect(table().getByRole('columnheader')).toHaveText([
      'Setting',
      'Last good',
      'Now',
      'What it does',
    ]);
  });

  test('the problem is named that the change came before, never as its cause', async () => {
    await expect(main()).toContainText(/before the problem of Paper 127\.0\.0\.1:4002/);
    await expect(main()).not.toContainText(/because/i);
  });

  test('housekeeping is hidden until it is asked for', async () => {
    await expect(table()).not.toContainText('MainWindow.Height');
    await button('4 housekeeping keys hidden').click();
    await expect(setting('MainWindow.Height')).toContainText('550');
    await expect(button('4 housekeeping keys shown')).toHaveAttribute('aria-expanded', 'true');
    await button('4 housekeeping keys shown').click();
    await expect(table()).not.toContainText('MainWindow.Height');
  });

  test('a push of the same state asks nothing again; a change does', async () => {
    await expect.poll(() => mocked.asked('settings:compare')).toHaveLength(1);
    const now = Date.now();
    const folder = folderState(now);
    await mocked.push('settings:changed', settingsState(folder));
    await expect.poll(() => mocked.asked('settings:compare')).toHaveLength(2);
    const busy = { kind: 'verifying', since: now, done: 1, total: 5 } as const;
    await mocked.push('settings:changed', settingsState({ ...folder, activity: busy }));
    await expect(table()).toBeVisible();
    expect(await mocked.asked('settings:compare')).toHaveLength(2);
  });
});

test.describe('grouped, doubled, emptied, damaged', () => {
  test('each is told by what is known of it', async () => {
    await openCase('grouped-and-doubled');
    await expect(setting('[IBGateway] is gone')).toContainText('May explain the dialog');
    await expect(setting('Trading mode').getByRole('cell').last()).toHaveText(
      /^Set 2 times, on lines 4 and 9\. Which one counts is not known\./,
    );
    await expect(setting('TrustedIPs')).toContainText('empty');
    await expect(setting('24 settings were added')).toBeVisible();
    await openCase('damaged');
    await expect(setting('The whole file')).toContainText('NUL bytes');
    await expect(main()).toContainText('Not text. Compared by size and hash.');
    await expect(main().getByRole('heading', { name: /damaged/ })).toBeVisible();
  });
});

test.describe('what is compared', () => {
  test('any two versions can be chosen, by keyboard', async () => {
    await openCase('changed');
    await button('Compare: Last good').focus();
    await mocked.page.keyboard.press('Enter');
    const chosen = mocked.page.getByRole('menuitemradio', { name: /Last good/ });
    await expect(chosen).toBeFocused();
    await expect(mocked.page.getByRole('menuitemradio', { name: /damaged/i })).toHaveCount(0);
    const row = backupRow(Date.now(), { id: '01k0manual', isLastGood: false, note: 'Mine' });
    await mocked.answer(
      'settings:compare',
      comparedVersions(Date.now(), { before: { kind: 'backup', row } }),
    );
    await mocked.page.getByRole('menuitemradio', { name: /second strategy/ }).click();
    await expect
      .poll(async () => (await mocked.asked('settings:compare')).at(-1))
      .toEqual({ folder: FOLDER, before: '01k0manual', after: 'now' });
    await expect(button(/^Compare: Before adding the second strategy/)).toBeVisible();
    await expect(button('Restore this version…')).toBeVisible();
    await button('Compare with: Now').click();
    await mocked.page.getByRole('menuitemradio', { name: /Settings changed/ }).click();
    await expect
      .poll(async () => (await mocked.asked('settings:compare')).at(-1))
      .toEqual({ folder: FOLDER, before: '01k0manual', after: '01k0observed' });
    // Two backups: nothing of them is on disk, so nothing is put back from here.
    await expect(button(/^Restore/)).toHaveCount(0);
  });

  test('another folder is another comparison', async () => {
    await openCase('several-folders');
    await button('Settings folder: ~/Jts').click();
    await mocked.page.getByRole('menuitemradio', { name: '~/Jts-live' }).click();
    await expect
      .poll(async () => (await mocked.asked('settings:compare')).at(-1))
      .toEqual({ folder: OTHER_FOLDER, before: 'last-good', after: 'now' });
    await expect(main()).toContainText('~/Jts-live/jts.ini');
  });

  test('without a last good nothing is compared until something is chosen', async () => {
    await openCase('no-last-good');
    await expect(main()).toContainText('Nothing is last good yet');
    expect(await mocked.asked('settings:compare')).toEqual([]);
    await button('Compare: Choose a version').click();
    await mocked.page.getByRole('menuitemradio', { name: /Settings changed/ }).click();
    await expect(table()).toBeVisible();
  });
});

test.describe('the text difference', () => {
  test('shows each line with its numbers and a sign that is also said', async () => {
    await openCase('changed');
    await expect(lines()).toHaveCount(10);
    await expect(lines().nth(1)).toContainText('2');
    await expect(lines().nth(1)).toContainText('−');
    await expect(lines().nth(1)).toContainText('removed');
    await expect(lines().nth(3)).toContainText('added');
    await expect(lines().nth(1).locator('.part')).toHaveText('false');
  });

  test('a fold opens where it stands', async () => {
    await openCase('changed');
    await text().getByRole('button', { name: '2 unchanged lines' }).click();
    await expect(text()).toContainText('LocalServerPort=4000');
    await expect(text().getByRole('button', { name: /unchanged/ })).toHaveCount(0);
    expect(await mocked.asked('settings:lines')).toEqual([
      { folder: FOLDER, before: 'last-good', after: 'now', from: 4, count: 2 },
    ]);
    await expect(text()).toBeFocused();
  });

  test('unified or side by side is remembered', async () => {
    await openCase('changed');
    const choice = mocked.page.getByRole('radio', { name: 'Side by side' });
    await choice.check();
    await expect(lines()).toHaveCount(8);
    await mocked.openPage('overview');
    await expect(choice).toBeHidden();
    await mocked.openPage('configuration');
    await expect(choice).toBeChecked();
    await expect(lines()).toHaveCount(8);
  });

  test('side by side a long line takes no room from the other side, and both scroll together', async () => {
    await openCase('hostile');
    await mocked.page.getByRole('radio', { name: 'Side by side' }).check();
    const sides = text().locator('.pair').first().locator('.line');
    const room = async () => {
      const [one, other] = [await sides.nth(0).boundingBox(), await sides.nth(1).boundingBox()];
      const box = await text().boundingBox();
      return {
        difference: Math.abs((one?.width ?? 0) - (other?.width ?? 1000)),
        isInside: (other?.x ?? 0) + (other?.width ?? 0) <= (box?.x ?? 0) + (box?.width ?? 0) + 1,
      };
    };
    expect((await room()).difference).toBeLessThan(2);
    expect((await room()).isInside).toBe(true);
    const aside = () => text().evaluate((box) => box.scrollLeft);
    await text().evaluate((box) => box.scrollTo({ left: 200 }));
    expect(await aside()).toBe(200);
    await expect(sides.nth(1).locator('.text')).toHaveCSS(
      'transform',
      'matrix(1, 0, 0, 1, -200, 0)',
    );
    expect((await room()).isInside).toBe(true);
  });

  test('N and P go from difference to difference, and only there', async () => {
    await openCase('changed');
    const { keyboard } = mocked.page;
    await keyboard.press('n');
    await expect(mocked.page.getByRole('heading', { level: 1 })).toBeFocused();
    await text().focus();
    await keyboard.press('n');
    await expect(focused()).toContainText('WriteDebug=false');
    await expect(main().getByText('Difference 1 of 2')).toBeVisible();
    await keyboard.press('n');
    await expect(focused()).toContainText('TimeZone=America/New_York');
    await keyboard.press('n');
    await expect(focused()).toContainText('WriteDebug=false');
    await keyboard.press('p');
    await expect(focused()).toContainText('TimeZone=America/New_York');
  });

  test('the buttons do the same, and say where they are', async () => {
    await openCase('changed');
    await button('Next difference').click();
    await expect(main().getByRole('status').filter({ hasText: 'Difference' })).toHaveText(
      'Difference 1 of 2',
    );
    await button('Previous difference').click();
    await expect(main().getByText('Difference 2 of 2')).toBeVisible();
    await expect(button('Previous difference')).toBeFocused();
  });

  test('Ctrl F finds in it, Esc closes the search and leaves the window', async () => {
    await openCase('changed');
    const { keyboard } = mocked.page;
    await button('Open folder').focus();
    await keyboard.press('Control+f');
    const field = mocked.page.getByRole('textbox', { name: 'Find' });
    await expect(field).toBeFocused();
    await keyboard.type('TRUE');
    const said = mocked.page.getByRole('search').getByRole('status');
    await expect(said).toHaveText('1 of 3');
    await expect(text().locator('mark')).toHaveText(['true', 'true', 'true']);
    await keyboard.press('Enter');
    await expect(said).toHaveText('2 of 3');
    await keyboard.press('Shift+Enter');
    await keyboard.press('Shift+Enter');
    await expect(said).toHaveText('3 of 3');
    await expect(text().locator('mark.current')).toHaveCount(1);
    await keyboard.type('!');
    await expect(said).toHaveText('Not found');
    await keyboard.press('Escape');
    await expect(field).toBeHidden();
    await expect(button('Open folder')).toBeFocused();
    expect(await mocked.asked('window:hide')).toHaveLength(0);
  });
});

test.describe('masked values', () => {
  const SECRET = 'abcdefg,5.2a;';
  const OTHER = 'hijklmn,5.2a;';

  test('Show reveals the one, until the page is left', async () => {
    await openCase('masked');
    await expect(main()).not.toContainText(SECRET);
    await button('Show the value of Second factor').click();
    await expect(setting('Second factor')).toContainText(SECRET);
    await expect(setting('Second factor')).toContainText(OTHER);
    await expect(text()).not.toContainText(OTHER);
    expect(await mocked.asked('settings:reveal')).toEqual([
      {
        folder: FOLDER,
        before: 'last-good',
        after: 'now',
        what: { kind: 'finding', index: 0 },
      },
    ]);
    await expect(button('Hide the value of Second factor')).toBeFocused();
    await mocked.openPage('overview');
    await mocked.openPage('configuration');
    await expect(button('Show the value of Second factor')).toBeVisible();
    await expect(main()).not.toContainText(SECRET);
  });

  test('what was shown can be hidden again', async () => {
    await openCase('masked');
    await button('Show the value of Second factor').click();
    await button('Hide the value of Second factor').click();
    await expect(main()).not.toContainText(SECRET);
    expect(await mocked.asked('settings:reveal')).toHaveLength(1);
  });

  test('a line in the text is revealed by itself', async () => {
    await openCase('masked');
    await text().getByRole('button', { name: 'Show the value in line 2' }).last().click();
    await expect(text()).toContainText(OTHER);
    await expect(text()).not.toContainText(SECRET);
    await expect(table()).not.toContainText(OTHER);
    expect(await mocked.asked('settings:reveal')).toMatchObject([
      { what: { kind: 'line', side: 'after', line: 2 } },
    ]);
  });

  test('what is not there any more is said', async () => {
    await openCase('masked');
    await mocked.answer('settings:reveal', null);
    await button('Show the value of Second factor').click();
    await expect(mocked.page.getByText('This value is not there any more.')).toBeVisible();
  });
});

test.describe('states', () => {
  test('nothing changed', async () => {
    await openCase('same');
    await expect(main().getByRole('status').first()).toHaveText(
      /^No changes since the last good setup, (today|yesterday) /,
    );
    await expect(button(/^Restore/)).toHaveCount(0);
  });

  test('only housekeeping, with notes of what is no difference in meaning', async () => {
    await openCase('housekeeping-only');
    await expect(main()).toContainText('No changes that matter since the last good setup');
    await expect(main()).toContainText('The order of the lines differs.');
    await expect(main()).toContainText('Line ends: CRLF before, LF now.');
  });

  test('reading is said after a moment only', async () => {
    await mocked.open(statusOf('ready', Date.now()), appState(), '', settingsCases.looking());
    await mocked.openPage('configuration');
    await expect(mocked.page.getByText('Reading settings…')).toBeVisible();
    await mocked.push('settings:changed', settingsState(folderState(Date.now())));
    await expect(mocked.page.getByText('Reading settings…')).toBeHidden();
    await expect(table()).toBeVisible();
  });

  test('no folder: one can be chosen', async () => {
    await openCase('no-folder');
    await expect(main().getByRole('heading', { name: 'No settings folder found.' })).toBeVisible();
    await button('Choose it…').click();
    await expect.poll(() => mocked.asked('settings:choose-folder')).toHaveLength(1);
  });

  test('access denied: the path, Try again, Choose another', async () => {
    await openCase('access-denied');
    await expect(
      main().getByRole('heading', { name: "Can't read jts.ini: access denied." }),
    ).toBeVisible();
    await expect(main()).toContainText('~/Jts/jts.ini');
    await button('Try again').click();
    await expect.poll(() => mocked.asked('settings:look-again')).toHaveLength(1);
    await button('Choose another…').click();
    await expect.poll(() => mocked.asked('settings:choose-folder')).toHaveLength(1);
    await main().getByText('Details').click();
    await expect(main().getByText('EACCES')).toBeVisible();
  });

  for (const [name, said] of [
    ['absent', 'There is no jts.ini.'],
    ['unstable', 'jts.ini is being written all the time.'],
    ['gone', "One of the two versions isn't there any more"],
    ['not-loaded', 'Not loaded yet'],
    ['set-by-ibc', 'IBC sets the trusted addresses to 127.0.0.1'],
    ['store-changed', /It changed .*; its contents are encrypted/],
    [
      'changed',
      "Port, Read-Only API and client IDs live in Gateway's own encrypted store. It hasn't changed. This app can't read it.",
    ],
  ] as const) {
    test(`${name}: ${String(said)}`, async () => {
      await openCase(name);
      await expect(main()).toContainText(said);
    });
  }

  test('a file that is gone can be put back, one that only can not be read can not', async () => {
    await openCase('absent');
    await expect(button('Restore last good…')).toBeVisible();
    await openCase('access-denied');
    await expect(main()).toContainText("What is on disk now can't be compared.");
    await expect(button('Restore last good…')).toHaveCount(0);
  });

  for (const name of ['absent', 'damaged'] as const) {
    test(`${name}: what is wrong is told with the way out, before anything else`, async () => {
      await openCase(name);
      const card = mocked.page.getByRole('region', { name: /jts\.ini/ });
      await expect(card.getByRole('button').first()).toHaveText('Restore last good…');
      await expect(card.getByRole('button').first()).toBeInViewport();
      expect(await violationsOn(mocked.page)).toEqual([]);
      await card.getByRole('button', { name: 'Restore last good…' }).click();
      await expect(mocked.page.getByRole('dialog')).toHaveAccessibleName('Restore “Last good”?');
      expect(await mocked.asked('restore:preview')).toEqual([{ folder: FOLDER, id: LAST_GOOD }]);
    });
  }

  test('a file that is gone and was never last good: the newest backup that is whole', async () => {
    const now = Date.now();
    const other = { isLastGood: false, seenWorking: null };
    await open({
      state: settingsState(
        folderState(now, { file: { outcome: 'absent' }, lastGood: null, changes: null }),
      ),
      answers: {
        'backups:list': [
          backupRow(now, { ...other, id: '01a', health: 'empty' }),
          backupRow(now, { ...other, id: '01b', isDamaged: true }),
          backupRow(now, { ...other, id: '01c' }),
        ],
      },
    });
    await button(/^Restore the backup of .*…$/).click();
    await expect
      .poll(() => mocked.asked('restore:preview'))
      .toEqual([{ folder: FOLDER, id: '01c' }]);
  });

  test('a refusal of main is told', async () => {
    await openCase('changed');
    await mocked.refuse('settings:compare', 'no-folder');
    await mocked.push('settings:changed', settingsState(unchangedFolder(Date.now())));
    await expect(main()).toContainText('This settings folder is not watched any more.');
    await mocked.refuse('settings:open-folder', 'internal');
    await button('Open folder').click();
    await expect(mocked.page.getByText('Something went wrong inside Gatelight.')).toBeVisible();
  });
});

test.describe('actions', () => {
  test('Back up now, by button and from every page by Ctrl B', async () => {
    await openCase('changed');
    await button('Back up now').click();
    await expect(mocked.page.getByText(/^Backed up/)).toBeVisible();
    await mocked.openPage('overview');
    await mocked.page.keyboard.press('Control+b');
    await expect
      .poll(() => mocked.asked('settings:backup'))
      .toEqual([{ folder: FOLDER }, { folder: FOLDER }]);
  });

  test('Open folder opens this one', async () => {
    await openCase('changed');
    await button('Open folder').click();
    await expect.poll(() => mocked.asked('settings:open-folder')).toEqual([{ folder: FOLDER }]);
  });

  test('Restore last good… goes to Backups', async () => {
    await openCase('changed');
    await button('Restore last good…').click();
    await expect(
      mocked.page
        .getByRole('navigation', { name: 'Main' })
        .getByRole('button', { name: 'Backups' }),
    ).toHaveAttribute('aria-current', 'page');
  });

  test('Tab goes through the page in its order', async () => {
    await openCase('changed');
    const order: string[] = [];
    for (let step = 0; step < 12; step += 1) {
      await mocked.page.keyboard.press('Tab');
      order.push(
        await focused().evaluate((each) =>
          (each.getAttribute('aria-label') ?? each.textContent).replace(/\s+/g, ' ').trim(),
        ),
      );
    }
    expect(order.map((each) => each.replace(/, (today|yesterday).*$/, ''))).toEqual([
      'Open folder',
      'Back up now',
      'Compare: Last good',
      'Compare with: Now',
      '4 housekeeping keys hidden',
      'Previous difference',
      'Next difference',
      'Find',
      '',
      'Text difference',
      '2 unchanged lines',
      'Restore last good…',
    ]);
  });
});

test.describe('what a file may hold', () => {
  test('security 31: markup is text, controls are seen, long lines end', async () => {
    await openCase('hostile');
    await expect(table()).toContainText(MARKUP);
    await expect(text()).toContainText(MARKUP);
    await expect(main().locator('img')).toHaveCount(0);
    await expect(text()).toContainText('a[U+202E]b[U+0007]');
    // A name of 28 signs, an equals sign and 2404 more stand in the line; 2000 are drawn.
    await expect(text().getByText('433 more characters', { exact: true })).toBeAttached();
    expect(await mocked.sideways()).toBe(0);
  });

  test('of a difference that is too long what is left is counted', async () => {
    const cut = { ...comparedVersions(Date.now()).text, moreChanged: 1234 };
    await open({ compared: comparedVersions(Date.now(), { text: cut }) });
    const left = main().getByText('1,234 more changed lines are not shown; Open folder leads to');
    await expect(left).toBeVisible();
    await openCase('changed');
    await expect(lines()).toHaveCount(10);
    await expect(main()).not.toContainText('not shown');
  });

  test('22,000 lines: the page is there at once, only what is seen is drawn, all can be reached', async () => {
    await mocked.open(
      statusOf('ready', Date.now()),
      appState(),
      '',
      settingsCases['many-lines'](Date.now()),
    );
    const { page } = mocked;
    await mocked.push('status:changed', [statusOf('ready', Date.now())]);
    const changeMs = await page.evaluate(async () => {
      const began = performance.now();
      document.querySelector<HTMLElement>('nav [aria-keyshortcuts="Control+3"]')?.click();
      while (document.querySelector('h1')?.textContent !== 'Configuration') {
        await new Promise((done) => setTimeout(done, 0));
      }
      return performance.now() - began;
    });
    expect(changeMs).toBeLessThan(100);
    await expect(text()).toContainText('Key1=');
    expect(await lines().count()).toBeLessThan(120);
    expect(await text().getByRole('table').getAttribute('aria-rowcount')).toBe('22001');
    const scrollMs = await text().evaluate(async (box) => {
      const began = performance.now();
      for (let step = 1; step <= 10; step += 1) {
        box.scrollTop = (box.scrollHeight * step) / 10;
        await new Promise((done) => requestAnimationFrame(done));
      }
      return performance.now() - began;
    });
    expect(scrollMs).toBeLessThan(2500);
    await expect(text()).toContainText('Key11000=');
    await expect(text().getByRole('button', { name: '9,000 unchanged lines' })).toBeVisible();
    expect(await lines().count()).toBeLessThan(120);
    await page.keyboard.press('Control+f');
    await page.getByRole('textbox', { name: 'Find' }).fill('Key5432=');
    await expect(text()).toContainText('old value 5432');
  });

  test('a difference that is scrolled away leaves the keys with the box', async () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      index % 30 === 0
        ? line('added', null, index + 1, `Key${index}=1`)
        : line('same', index + 1, index + 1, `Key${index}=0`),
    );
    await open({
      compared: comparedVersions(Date.now(), {
        text: {
          outcome: 'text',
          blocks: [{ skipped: 0, lines: many }],
          skippedAtEnd: 0,
          moreChanged: 0,
        },
      }),
    });
    await text().focus();
    await mocked.page.keyboard.press('n');
    await expect(focused()).toContainText('Key0=1');
    await text().evaluate((box) => box.scrollTo(0, box.scrollHeight));
    await expect(text()).toBeFocused();
    await mocked.page.keyboard.press('n');
    await expect(focused()).toContainText('Key30=1');
    await mocked.page.keyboard.press('p');
    await mocked.page.keyboard.press('p');
    await expect(focused()).toContainText('Key270=1');
  });
});

for (const theme of ['light', 'dark'] as const) {
  test(`nothing against WCAG in any state, ${theme}`, async () => {
    await mocked.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    for (const name of CASES) {
      await mocked.open(
        statusOf('silent', Date.now()),
        appWith({ theme }),
        '',
        settingsCases[name](Date.now()),
      );
      await mocked.openPage('configuration');
      await expect(mocked.page.getByRole('heading', { level: 1 })).toHaveText('Configuration');
      if (name === 'changed') {
        await button('4 housekeeping keys hidden').click();
        await mocked.page.keyboard.press('Control+f');
        await mocked.page.keyboard.type('true');
      }
      expect(await violationsOn(mocked.page), name).toEqual([]);
    }
    await openCase('changed');
    await mocked.page.getByRole('radio', { name: 'Side by side' }).check();
    expect(await violationsOn(mocked.page), 'side by side').toEqual([]);
    await button('Compare: Last good').click();
    expect(await violationsOn(mocked.page), 'the versions').toEqual([]);
  });
}

test.describe('forced colours', () => {
  test.beforeAll(() => mocked.page.emulateMedia({ forcedColors: 'active' }));
  test.afterAll(() => mocked.page.emulateMedia({ forcedColors: 'none' }));

  test('signs and edges say what the colours said', async () => {
    await openCase('changed');
    expect(await violationsOn(mocked.page)).toEqual([]);
    for (const part of [table().locator('del').first(), table().locator('ins').first()]) {
      await expect(part).toHaveCSS('border-top-style', 'solid');
    }
    await expect(text().locator('.part').first()).toHaveCSS('text-decoration-line', 'underline');
    await expect(lines().nth(1)).toContainText('−');
  });
});

test.describe('room', () => {
  test.afterAll(async () => {
    await mocked.zoom(1);
    await mocked.resize(960, 760);
  });

  for (const [width, height, zoom] of [
    [640, 520, 1],
    [640, 520, 2],
    [320, 640, 1],
  ] as const) {
    test(`every state at ${width} px and ${zoom * 100} % scrolls one way only`, async () => {
      for (const name of CASES) {
        await mocked.zoom(1);
        await mocked.resize(width, height);
        await openCase(name);
        await mocked.zoom(zoom);
        expect(await mocked.sideways(), name).toBe(0);
      }
      await openCase('changed');
      await mocked.page.getByRole('radio', { name: 'Side by side' }).check();
      expect(await mocked.sideways(), 'side by side').toBe(0);
      await mocked.page.keyboard.press('Control+f');
      expect(await mocked.sideways(), 'find').toBe(0);
    });
  }
});
