import { expect, test } from '@playwright/test';
import {
  appWith,
  statusOf,
  testingStatus,
  usualPorts,
} from '../../support/mocked-main/fixtures.ts';
import { connectionTo } from '../../support/preferences.ts';
import { MockedApp } from '../../support/mocked-main/mocked-app.ts';

/** Set up with the paper port of IB Gateway. */
const done = appWith({ firstRunDone: true });

let mocked: MockedApp;
test.beforeAll(async () => {
  mocked = await MockedApp.launch();
});
test.beforeEach(() => mocked.open([], appWith({ connections: [] })));
test.afterEach(() => {
  expect(mocked.complaints).toEqual([]);
});
test.afterAll(() => mocked.close());

test('shows what was found on the usual ports, without connecting', async () => {
  const { page } = mocked;
  const choices = page.getByRole('radio');
  await expect(choices).toHaveCount(8);
  await expect(page.getByRole('radio', { name: /IB Gateway, paper Port open/ })).toBeChecked();
  await expect(page.getByRole('radio', { name: /IB Gateway, live Nothing/ })).toBeVisible();
  await expect(page.getByText('Used by nginx')).toBeVisible();
  expect(await mocked.asked('test:run')).toEqual([]);
  expect(await mocked.asked('preferences:change')).toEqual([]);
});

test('one click saves the connection, which starts the first test', async () => {
  const { page } = mocked;
  await page.getByRole('button', { name: 'Test this connection' }).click();
  expect(await mocked.asked('preferences:change')).toEqual([
    { connections: [connectionTo({ port: 4002 })], firstRunDone: true },
  ]);
  await mocked.push('app:changed', done);
  await mocked.pushStatus(testingStatus(Date.now(), 100));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Testing the connection…');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByRole('list').first().getByRole('listitem')).toHaveCount(5);
  await expect(page.getByRole('img', { name: 'Step 2 of 3' })).toBeVisible();
});

test('nothing around it but the setup', async () => {
  const { page } = mocked;
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expect(page.getByRole('banner')).toHaveCount(0);
  await expect(page.getByRole('img', { name: 'Step 1 of 3' })).toBeVisible();
  // However long the form is, its button and the way out are in sight.
  await expect(page.getByRole('button', { name: 'Test this connection' })).toBeInViewport();
  await expect(page.getByRole('button', { name: 'Skip setup' })).toBeInViewport();
});

test('a connection that could not be saved is not called tested', async () => {
  const { page } = mocked;
  await mocked.refuse('preferences:change', 'not-saved');
  await page.getByRole('button', { name: 'Test this connection' }).click();
  await expect(page.getByText('The change could not be saved.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Which connection do you use?');
});

test.describe('the result', () => {
  const heading = () => mocked.page.getByRole('heading', { level: 1 });
  const button = (name: string) => mocked.page.getByRole('button', { name });
  test.beforeEach(async () => {
    await mocked.answer('preferences:change', done);
    await button('Test this connection').click();
  });

  test('passed: all good, and on', async () => {
    await mocked.pushStatus(statusOf('ready', Date.now()));
    await expect(heading()).toHaveText('All good.');
    await expect(button('Later')).toBeHidden();
    await button('Continue').click();
    await expect(heading()).toHaveText('How should Gatelight reach you?');
  });

  test('not passed: what to click, step by step or later', async () => {
    await mocked.pushStatus(statusOf('silent', Date.now()));
    await expect(heading()).toHaveText("Gateway isn't answering new programs");
    const todo = mocked.page.getByRole('main').getByText(/the question about an incoming/);
    await expect(todo).toBeVisible();
    await button('Fix step by step').click();
    expect(await mocked.asked('fix:open')).toEqual([{ connection: '127.0.0.1:4002' }]);
    // As main answers it; back on the overview the setup goes on.
    await mocked.openPage('diagnostics', '127.0.0.1:4002');
    await expect(heading()).toHaveText('Diagnostics');
    await mocked.pushStatus(statusOf('ready', Date.now()));
    await mocked.openPage('overview');
    await expect(heading()).toHaveText('All good.');
  });

  test('turns by itself when the question is answered', async () => {
    await mocked.pushStatus(statusOf('silent', Date.now()));
    await expect(button('Fix step by step')).toBeVisible();
    await mocked.pushStatus(statusOf('ready', Date.now()));
    await expect(heading()).toHaveText('All good.');
    await expect(button('Fix step by step')).toBeHidden();
  });

  test('where no step helps there is none, and it can be left for later', async () => {
    await mocked.pushStatus(statusOf('unreachable', Date.now()));
    await expect(button('Fix step by step')).toBeHidden();
    await button('Later').click();
    await expect(heading()).toHaveText('How should Gatelight reach you?');
  });

  test('the report is at hand', async () => {
    await mocked.pushStatus(statusOf('silent', Date.now()));
    await button('Copy report').click();
    await expect(mocked.page.getByRole('dialog', { name: 'Copy report' })).toBeVisible();
    await mocked.page.keyboard.press('Escape');
    await expect(button('Copy report')).toBeFocused();
  });

  test('look only sends nothing by itself, so the test that was asked for is', async () => {
    const looked = statusOf('not-tested', Date.now(), { mode: 'look-only', report: null });
    await mocked.pushStatus(looked);
    await expect.poll(() => mocked.asked('test:run')).toEqual([{ connection: '127.0.0.1:4002' }]);
    await mocked.pushStatus({ ...looked, since: looked.since + 1 });
    await expect(mocked.page.getByText('this connection is only looked at')).toBeVisible();
    expect(await mocked.asked('test:run')).toHaveLength(1);
  });
});

test.describe('how it reaches you', () => {
  const heading = () => mocked.page.getByRole('heading', { level: 1 });
  const button = (name: string) => mocked.page.getByRole('button', { name });
  test.beforeEach(async () => {
    await mocked.answer('preferences:change', done);
    await button('Test this connection').click();
    await mocked.pushStatus(statusOf('ready', Date.now()));
    await button('Continue').click();
    await expect(heading()).toHaveText('How should Gatelight reach you?');
  });

  test('the system is asked only by the button', async () => {
    const { page } = mocked;
    expect(await mocked.asked('notifications:test')).toEqual([]);
    await button('Send a test').click();
    expect(await mocked.asked('notifications:test')).toHaveLength(1);
    await expect(page.getByText('A test notification is on its way.')).toBeVisible();
    await mocked.push('app:changed', { ...done, notificationsBlocked: true });
    await expect(page.getByText('Your system refused it.')).toBeVisible();
  });

  test('start at login and the daily restart are set here', async () => {
    const { page } = mocked;
    await page.getByRole('switch', { name: 'Start at login' }).click();
    await page.getByLabel('Daily restart').fill('23:10');
    await page.getByLabel('Daily restart').press('Enter');
    const [, login, restart] = await mocked.asked('preferences:change');
    expect(login).toEqual({ startAtLogin: true });
    expect(restart).toEqual({
      connections: [connectionTo({ port: 4002, dailyRestart: '23:10' })],
    });
  });

  test('where the system can not start it, nothing is asked', async () => {
    await mocked.push('app:changed', {
      ...done,
      startAtLogin: { possible: false, why: 'unpackaged' },
    });
    await expect(mocked.page.getByText('Start at login')).toBeHidden();
  });

  test('one line tells where the light is', async () => {
    const { page } = mocked;
    await expect(page.getByText('The light is in your panel')).toBeVisible();
    await mocked.push('app:changed', {
      ...done,
      tray: false,
      system: { platform: 'linux', desktop: 'GNOME' },
    });
    await expect(page.getByText(/AppIndicator extension/)).toBeVisible();
    await mocked.push('app:changed', { ...done, system: { platform: 'win32', desktop: null } });
    await expect(page.getByText(/Drag it out of the \^ area/)).toBeVisible();
  });

  test('ends on the overview', async () => {
    await button('Done').click();
    await expect(heading()).toHaveText('Ready for your API clients');
    await expect(mocked.page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  });
});

test('the whole of it by keyboard', async () => {
  const { page } = mocked;
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toBeFocused();
  await mocked.answer('preferences:change', done);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('radio', { name: /IB Gateway, paper/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(heading).toHaveText('Testing the connection…');
  await mocked.pushStatus(statusOf('silent', Date.now()));
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Copy report' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Later' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(heading).toHaveText('How should Gatelight reach you?');
  await expect(heading).toBeFocused();
  for (const name of ['Send a test', 'Start at login', 'Daily restart', 'Done']) {
    await page.keyboard.press('Tab');
    if (name !== 'Daily restart') {
      const named = page.getByRole(name === 'Start at login' ? 'switch' : 'button', { name });
      await expect(named).toBeFocused();
    } else {
      // Hours, minutes, and half of the day.
      await expect(page.getByLabel(name)).toBeFocused();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
    }
  }
  await page.keyboard.press('Enter');
  await expect(heading).toHaveText("Gateway isn't answering new programs");
});

test('each screen fits a narrow page, and 200 %', async () => {
  const { page } = mocked;
  const fits = async (screen: string): Promise<void> => {
    for (const [width, zoom] of [
      [320, 1],
      [640, 2],
    ] as const) {
      await mocked.resize(width, 520);
      await mocked.zoom(zoom);
      expect(await mocked.sideways(), `${screen} ${width}`).toBe(0);
      await mocked.zoom(1);
    }
    await mocked.resize(960, 760);
  };
  await fits('connection');
  await mocked.answer('preferences:change', done);
  await page.getByRole('button', { name: 'Test this connection' }).click();
  await mocked.pushStatus(statusOf('silent', Date.now()));
  await fits('result');
  await page.getByRole('button', { name: 'Later' }).click();
  await fits('reach');
});

test('with forced colours the steps and choices are still told apart', async () => {
  const { page } = mocked;
  await page.emulateMedia({ forcedColors: 'active' });
  const fills = await page
    .getByRole('img', { name: 'Step 1 of 3' })
    .locator('i')
    .evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor));
  expect(fills[0]).not.toBe(fills[1]);
  const chosen = page.locator('label', { has: page.getByRole('radio', { checked: true }) });
  await expect(chosen.first()).toHaveCSS('outline-style', 'solid');
  await page.emulateMedia({ forcedColors: 'none' });
});

test('skipped, it says so once and the overview has one button', async () => {
  const { page } = mocked;
  const skipped = appWith({ connections: [], firstRunDone: true });
  await mocked.answer('preferences:change', skipped);
  await page.getByRole('button', { name: 'Skip setup' }).click();
  expect(await mocked.asked('preferences:change')).toEqual([{ firstRunDone: true }]);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Set up a connection');
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(1);
  await page.getByRole('button', { name: 'Set up a connection' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Which connection do you use?');
});

test('who has gone through it, or has a connection, never sees it', async () => {
  const { page } = mocked;
  await mocked.open([], appWith({ connections: [], firstRunDone: true }));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Set up a connection');
  await mocked.open(statusOf('ready', Date.now()), appWith({ firstRunDone: false }));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ready for your API clients');
});

test('the last connection removed later brings no first run', async () => {
  const { page } = mocked;
  await mocked.open(statusOf('ready', Date.now()), appWith({ firstRunDone: false }));
  await mocked.push('app:changed', appWith({ connections: [] }));
  await mocked.pushStatus();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Set up a connection');
});

test('a live account: nothing is tested before somebody chose how it is watched', async () => {
  const { page } = mocked;
  const go = page.getByRole('button', { name: 'Test this connection' });
  await expect(page.getByText('This is a live account.')).toBeHidden();
  await page.getByRole('radio', { name: /^Look only/ }).check();
  await page.getByRole('radio', { name: /IB Gateway, live/ }).check();
  await expect(page.getByText('The test sends no orders and no account requests.')).toBeVisible();
  await expect(page.locator('.pill', { hasText: 'Live' })).toBeVisible();
  // What was chosen for paper is not carried over.
  await expect(page.getByRole('radiogroup').getByRole('radio', { checked: true })).toHaveCount(0);
  await expect(go).toHaveAttribute('aria-disabled', 'true');
  await expect(go).toHaveAccessibleDescription('Choose how this live account is watched first.');
  await go.click({ force: true });
  expect(await mocked.asked('preferences:change')).toEqual([]);

  await page.getByRole('radio', { name: /^Spot checks/ }).check();
  await go.click();
  const live = connectionTo({ port: 4001, expect: 'live', mode: 'spot-checks' });
  expect(await mocked.asked('preferences:change')).toEqual([
    { connections: [live], firstRunDone: true },
  ]);
});

test('where only a live port listens nothing is preselected', async () => {
  const { page } = mocked;
  await mocked.answer(
    'ports:list',
    usualPorts.map((each) => ({ ...each, listening: each.port === 4001 })),
  );
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(page.getByText('Port open')).toHaveCount(1);
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
  const go = page.getByRole('button', { name: 'Test this connection' });
  await expect(go).toHaveAccessibleDescription('Choose a connection first.');
});

test('a port that is usually live presets no account', async () => {
  const { page } = mocked;
  await page.getByRole('radio', { name: /Something else/ }).check();
  await page.getByRole('textbox', { name: 'Port' }).fill('7496');
  const go = page.getByRole('button', { name: 'Test this connection' });
  await expect(go).toHaveAccessibleDescription('Choose paper or live first.');
});

test('something else: host and port are checked before anything is saved', async () => {
  const { page } = mocked;
  await page.getByRole('radio', { name: /Something else/ }).check();
  await page.getByRole('textbox', { name: 'Host' }).fill('http://gateway');
  await page.getByRole('button', { name: 'Test this connection' }).click();
  await expect(page.getByText('without http://')).toBeVisible();
  await expect(page.getByText('from 1 to 65535')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Port' })).toHaveAttribute('aria-invalid', 'true');
  expect(await mocked.asked('preferences:change')).toEqual([]);

  await page.getByRole('textbox', { name: 'Host' }).fill('192.0.2.7');
  await page.getByRole('textbox', { name: 'Port' }).fill('4100');
  await page.getByRole('radio', { name: 'Live', exact: true }).check();
  await page.getByRole('textbox', { name: 'Port' }).press('Enter');
  expect(await mocked.asked('preferences:change')).toEqual([]);
  await page.getByRole('radio', { name: /^Look only/ }).check();
  await page.getByRole('textbox', { name: 'Port' }).press('Enter');
  const other = { host: '192.0.2.7', port: 4100, expect: 'live', mode: 'look-only' } as const;
  await expect
    .poll(() => mocked.asked('preferences:change'))
    .toEqual([{ connections: [connectionTo(other)], firstRunDone: true }]);
});

test('looking again finds what was started meanwhile', async () => {
  const { page } = mocked;
  await mocked.answer(
    'ports:list',
    usualPorts.map((each) => ({ ...each, listening: true, owner: { kind: 'unknown' } })),
  );
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(page.getByText('Port open')).toHaveCount(4);
});
