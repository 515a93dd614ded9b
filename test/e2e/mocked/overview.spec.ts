import { statusWords } from '$contract/status-words';
import type { ConnectionStatus } from '$contract/connection-status';
import type { Verdict } from '$contract/verdict';
import { expect, test, type Locator } from '@playwright/test';
import {
  allVerdicts,
  appState,
  appWith,
  live4001,
  pausedStatus,
  reportOf,
  stages,
  statusOf,
  testingStatus,
} from '../../support/mocked-main/fixtures.ts';
import { connectionTo } from '../../support/preferences.ts';
import { MockedApp } from '../../support/mocked-main/mocked-app.ts';

let mocked: MockedApp;
test.beforeAll(async () => {
  mocked = await MockedApp.launch();
});
test.afterEach(() => {
  expect(mocked.complaints, 'errors and policy violations on the console').toEqual([]);
});
test.afterAll(() => mocked.close());

for (const theme of ['light', 'dark'] as const) {
  test(`every verdict is named, in the ${theme} theme`, async () => {
    const { page } = mocked;
    await mocked.open(statusOf('ready', Date.now()), appWith({ theme }));
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    for (const verdict of allVerdicts) {
      const now = Date.now();
      const status = statusOf(verdict, now);
      await mocked.pushStatus(status);
      const words = statusWords(status, now);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.headline);
      for (const line of words.todo) {
        await expect(page.getByText(line, { exact: true })).toBeVisible();
      }
      await expect(page.getByRole('listitem', { name: /accepts|answers|starts/ })).toHaveCount(3);
      expect(await mocked.sideways(), verdict).toBe(0);
    }
  });
}

test('a status that main pushes replaces the one before', async () => {
  const { page } = mocked;
  await mocked.open(statusOf('ready', Date.now()), appState());
  await mocked.pushStatus(statusOf('not-running', Date.now()));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText("Gateway isn't running");
});

test('silence: what to do, the pulse, the note under the row, and the running count', async () => {
  const { page } = mocked;
  await mocked.open(statusOf('silent', Date.now()), appState());
  await expect(page.getByText('The connection is held open')).toBeVisible();
  const row = page.getByRole('listitem', { name: /^API answers: no answer for \d+ seconds$/ });
  await expect(row).toContainText('sent nothing back');
  await expect(page.getByText(/^Testing, 24 s$/)).toBeVisible();
  await expect(page.getByText(/^Testing, 26 s$/)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    "Gateway isn't answering new programs",
  );
  await expect(page.getByText(/silent for 2\d seconds/)).toBeVisible();
});

test('a stage under way is hatched after 4 s, and the axis follows', async () => {
  const { page } = mocked;
  await mocked.open(testingStatus(Date.now(), 2500), appState());
  await expect(page.locator('.bar.running')).toHaveCount(1);
  await expect(page.locator('.bar.hatched')).toHaveCount(0);
  await expect(page.getByText('5 s', { exact: true })).toBeVisible();
  await expect(page.locator('.bar.hatched')).toHaveCount(1, { timeout: 4000 });
  await expect(page.getByText('25 s', { exact: true })).toBeVisible({ timeout: 4000 });
});

test('bars follow each other and are never too thin to see', async () => {
  const { page } = mocked;
  const report = reportOf('ready', Date.now(), {
    stages: stages({
      process: ['passed', 0.2],
      listener: ['passed', 0.1],
      connect: ['passed', 0.1],
      version: ['passed', 200],
      session: ['passed', 100],
      clock: ['passed', 1],
      upstream: ['passed', 80],
    }),
  });
  await mocked.open(statusOf('ready', Date.now(), { report }), appState());
  const boxes = await page.locator('.bar').evaluateAll((bars) =>
    bars.map((bar) => {
      const { left, right, width } = bar.getBoundingClientRect();
      return { left, right, width };
    }),
  );
  expect(boxes).toHaveLength(5);
  for (const box of boxes) expect(box.width).toBeGreaterThanOrEqual(4);
  expect(Math.abs((boxes[3]?.left ?? 0) - (boxes[2]?.right ?? 0))).toBeLessThan(1.5);
});

test('"I clicked Accept" asks for a new test and says what comes', async () => {
  const { page } = mocked;
  await mocked.open(statusOf('silent', Date.now()), appState());
  await page.getByRole('button', { name: 'I clicked Accept' }).click();
  await expect(page.getByText('A new test starts in 5 seconds.')).toBeVisible();
  expect(await mocked.asked('test:accepted')).toHaveLength(1);
  await mocked.refuse('test:accepted', 'too-soon');
  await page.getByRole('button', { name: 'I clicked Accept' }).click();
  await expect(page.getByText('Try again in a minute')).toBeVisible();
});

test('the first screen holds cause and next click, whatever the verdict', async () => {
  const { page } = mocked;
  await mocked.open(statusOf('ready', Date.now()), appState());
  for (const verdict of allVerdicts) {
    const now = Date.now();
    await mocked.pushStatus(statusOf(verdict, now));
    await expect(page.locator('.hero h1')).toHaveText(
      statusWords(statusOf(verdict, now), now).headline,
    );
    const bottoms = await page
      .locator('.hero h1, .hero .why, .hero .button')
      .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().bottom));
    for (const bottom of bottoms) expect(bottom, verdict).toBeLessThan(520);
    expect(await page.locator('.hero .button.primary').count()).toBeLessThanOrEqual(1);
  }
});

test.describe('what is usual', () => {
  const usualMs = { process: 3, connect: 1, version: 412, session: 110, clock: 8, upstream: 90 };

  test('a tick per row, said in words, and in the note of the row that failed', async () => {
    const { page } = mocked;
    await mocked.open(statusOf('silent', Date.now(), { usualMs }), appState());
    await expect(page.locator('.usual')).toHaveCount(3);
    const row = page.getByRole('listitem', { name: /^API answers/ });
    await expect(row).toHaveAttribute('aria-label', /, usually 412 milliseconds$/);
    await expect(row.locator('.note')).toHaveText(/^Usually 412 ms\. Gateway accepted/);
    await mocked.open(statusOf('ready', Date.now(), { usualMs }), appState());
    await expect(page.locator('.usual')).toHaveCount(5);
    const [bar, tick] = await Promise.all(
      ['.bar', '.usual'].map((part) => page.locator(part).nth(2).boundingBox()),
    );
    expect(tick?.x).toBeGreaterThan((bar?.x ?? 0) + (bar?.width ?? 0));
  });

  test('no tick where it is not known', async () => {
    await mocked.open(statusOf('ready', Date.now()), appState());
    await expect(mocked.page.locator('.usual')).toHaveCount(0);
  });
});

test('who is connected, and who gave up', async () => {
  const { page } = mocked;
  const program = { program: 'python', script: 'runner.py', pid: 48_211 };
  const now = Date.now();
  await mocked.open(
    statusOf('ready', now, {
      apiClients: [{ ...program, connections: 1, halfClosed: 0, isOurs: false }],
      gaveUp: [
        {
          ...program,
          visits: 3,
          stayedMs: 4020,
          lastAt: now - 40_000,
          answer: { kind: 'answered', inMs: 85, at: now },
        },
      ],
    }),
    appState(),
  );
  const card = page.getByRole('region', { name: 'API clients', exact: true });
  await expect(card).toContainText('1 connected');
  await expect(card).toContainText('python (48211, runner.py).');
  await expect(page.getByRole('region', { name: 'Programs that gave up' })).toContainText(
    "gave up 3 times after about 4 s. Gateway answered Gatelight's test in 85 ms",
  );
  await card.getByRole('button', { name: 'Details' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Diagnostics');
});

test('a pause can be ended here', async () => {
  const { page } = mocked;
  await mocked.open(pausedStatus(Date.now()), appState());
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Monitoring is paused');
  await page.getByRole('button', { name: 'Resume' }).click();
  expect(await mocked.asked('monitoring:pause')).toEqual([{ paused: false }]);
});

test('live says so in words, in the top bar too', async () => {
  const { page } = mocked;
  const report = reportOf('ready', Date.now(), { target: live4001 });
  const connections = [connectionTo({ port: 4001, expect: 'live' })];
  await mocked.open(
    statusOf('ready', Date.now(), { report, target: live4001 }),
    appWith({ connections }),
  );
  await expect(page.getByRole('banner')).toContainText('Live');
  await expect(page.getByRole('banner')).toContainText('127.0.0.1:4001');
});

test('end results are announced, the seconds in between are not', async () => {
  const { page } = mocked;
  await mocked.open(statusOf('ready', Date.now()), appState());
  const said = page.locator('p[role=status].unseen');
  const alarmed = page.locator('p[role=alert].unseen');
  await expect(said).toHaveText('Ready for your API clients');
  await page.getByRole('button', { name: 'Test connection' }).click();
  await mocked.pushStatus(testingStatus(Date.now(), 500, { state: 'ready' }));
  await expect(said).toHaveText('');
  await mocked.pushStatus(statusOf('silent', Date.now()));
  await expect(alarmed).toContainText("Gateway isn't answering new programs");
  await expect(said).toHaveText('');
  const before = await alarmed.textContent();
  await page.waitForTimeout(1500);
  expect(await alarmed.textContent()).toBe(before);
});

test('with no connection the page asks for one and nothing is tested', async () => {
  const { page } = mocked;
  await mocked.open([], appWith({ connections: [] }));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Which connection do you use?');
  await page.keyboard.press('Control+r');
  await page.keyboard.press('F5');
  expect(await mocked.asked('test:run')).toEqual([]);
});

test.describe('what can be done from here', () => {
  const open = (verdict: Verdict, change: Partial<ConnectionStatus> = {}): Promise<void> =>
    mocked.open(statusOf(verdict, Date.now(), change), appState());
  const button = (name: string): Locator =>
    mocked.page.locator('.hero').getByRole('button', { name });

  test('Gateway is shown, or why it has to be found by hand', async () => {
    const { page } = mocked;
    await open('silent');
    await button('Show Gateway').click();
    expect(await mocked.asked('gateway:show')).toEqual([{ connection: '127.0.0.1:4002' }]);
    await mocked.answer('gateway:show', 'no-window');
    await button('Show Gateway').click();
    await expect(
      page.getByText(/^Switch to the Gateway window\. No window of Gateway/),
    ).toBeVisible();
    await mocked.push('app:changed', appState({ showAbility: { can: false, why: 'not-allowed' } }));
    await expect(button('Show Gateway')).toBeHidden();
    await expect(page.locator('.hero')).toContainText('Switch to the Gateway window. This desktop');
    await expect(button('Fix step by step')).toHaveClass(/primary/);
  });

  for (const [verdict, name] of [
    ['silent', 'Fix step by step'],
    ['not-running', 'How to start Gateway'],
  ] as const) {
    test(`"${name}" opens the guided fix on Diagnostics`, async () => {
      await open(verdict);
      await button(name).click();
      await expect(mocked.page.getByRole('heading', { level: 1 })).toHaveText('Diagnostics');
      expect(await mocked.asked('fix:open')).toEqual([{ connection: '127.0.0.1:4002' }]);
    });
  }

  test('who found no dialog goes on fixing', async () => {
    await open('silent', { noDialog: true });
    await expect(button('Show Gateway')).toBeHidden();
    await button('Continue fixing').click();
    expect(await mocked.asked('fix:open')).toHaveLength(1);
  });

  test('what a verdict means opens in place and closes again', async () => {
    const { page } = mocked;
    await open('cut-off');
    const opener = button('What this means');
    await expect(opener).toHaveAttribute('aria-expanded', 'false');
    await opener.click();
    await expect(page.getByText('its own connection to IBKR')).toBeVisible();
    await expect(opener).toHaveAttribute('aria-expanded', 'true');
    await mocked.pushStatus(statusOf('ready', Date.now()));
    await mocked.pushStatus(statusOf('cut-off', Date.now()));
    await expect(page.getByText('its own connection to IBKR')).toBeHidden();
  });

  test('another port is watched with one click, a live one without connecting, and back', async () => {
    await open('wrong-port');
    const moved = connectionTo({ port: 4001, expect: 'live', mode: null });
    await mocked.answer('preferences:change', appWith({ connections: [moved] }));
    await button('Watch 4001').click();
    await expect(mocked.page.getByText('This connection goes to port 4001 now.')).toBeVisible();
    await mocked.page.getByRole('button', { name: 'Undo' }).click();
    expect(await mocked.asked('preferences:change')).toEqual([
      { connections: [moved] },
      { connections: [connectionTo({ port: 4002 })] },
    ]);
  });

  test('a port that is watched already is shown instead', async () => {
    const both = [connectionTo({ port: 4002 }), connectionTo({ port: 4001, expect: 'live' })];
    const other = statusOf('ready', Date.now(), { target: live4001 });
    await mocked.open([statusOf('wrong-port', Date.now()), other], appWith({ connections: both }));
    await button('Watch 4001').click();
    await expect(mocked.page.getByRole('banner')).toContainText('127.0.0.1:4001');
    expect(await mocked.asked('preferences:change')).toEqual([]);
  });

  test('connection details go to the clipboard, and that is said', async () => {
    await open('ready');
    await button('Copy connection details').click();
    await expect(mocked.page.getByText('Host, port and a client ID')).toBeVisible();
    expect(await mocked.asked('details:copy')).toEqual([{ connection: '127.0.0.1:4002' }]);
  });

  test('the report can be copied from here too', async () => {
    await open('refused-by-rule');
    await button('Copy report').click();
    await mocked.page.keyboard.press('Escape');
    await expect(button('Copy report')).toBeFocused();
  });

  test('"I closed it" says what follows', async () => {
    await open('not-running');
    await button('I closed it').click();
    expect(await mocked.asked('gateway:closed')).toEqual([{ connection: '127.0.0.1:4002' }]);
    await mocked.pushStatus(statusOf('not-running', Date.now(), { closedByUser: true }));
    await expect(
      mocked.page.getByText('You closed it: no notifications until it is ready again.'),
    ).toBeVisible();
    await expect(button('I closed it')).toBeHidden();
  });

  test('farms are ignored with one click, and back with another', async () => {
    await open('farm-down');
    const ignoring = connectionTo({ port: 4002, ignoredFarms: ['usfarm', 'usfuture'] });
    await mocked.answer('preferences:change', appWith({ connections: [ignoring] }));
    await button('Ignore usfarm and usfuture').click();
    await mocked.page.getByRole('button', { name: 'Undo' }).click();
    expect(await mocked.asked('preferences:change')).toEqual([
      { connections: [ignoring] },
      { connections: [connectionTo({ port: 4002 })] },
    ]);
  });

  test('a live account without a mode is not tested, not even by key', async () => {
    const { page } = mocked;
    await open('not-tested', { mode: null, target: live4001 });
    await page.keyboard.press('Control+r');
    await page.getByRole('button', { name: 'Test connection' }).click({ force: true });
    await expect(page.getByText('before the first test.')).toBeVisible();
    expect(await mocked.asked('test:run')).toEqual([]);
    await button('Choose how it is watched').click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
  });

  test('a test does not end a pause behind somebody’s back', async () => {
    const { page } = mocked;
    await mocked.open(pausedStatus(Date.now()), appState());
    await expect(page.getByRole('button', { name: 'Test connection' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    await page.keyboard.press('F5');
    await expect(page.getByText('Monitoring is paused: resume it to test.')).toBeVisible();
    expect(await mocked.asked('test:run')).toEqual([]);
    expect(await mocked.asked('monitoring:pause')).toEqual([]);
  });

  test('the wrong account is called what it is', async () => {
    const { page } = mocked;
    await open('wrong-account');
    await expect(page.getByRole('banner')).toContainText('Live, paper chosen');
    await button('Change to live').click();
    expect(await mocked.asked('preferences:change')).toEqual([
      { connections: [connectionTo({ port: 4002, expect: 'live', mode: null })] },
    ]);
  });

  test('both signals and the round trip are told where new clients are unproven', async () => {
    const { page } = mocked;
    await open('ready', {
      newClientAcceptedAt: Date.now() - 40 * 60_000,
      acceptedByHand: true,
      crowdedBy: 28,
      watchedBy: 4711,
    });
    const facts = page.locator('dl');
    await expect(facts).toContainText(/Session answered \d+ s ago/);
    await expect(facts).toContainText('New client accepted 40 min ago');
    await expect(facts).toContainText('Round trip 2 ms');
    await expect(page.getByText('28 clients are on port 4002')).toBeVisible();
    await expect(page.getByText('another Gatelight process, PID 4711')).toBeVisible();
  });

  test('a planned restart says when it should be back, and where to change that', async () => {
    const backBy = Date.now() + 600_000;
    await open('not-running', { state: 'restart', plannedRestart: { backBy, isAssumed: true } });
    await expect(mocked.page.getByText('The time is assumed')).toBeVisible();
    await expect(button('I closed it')).toBeHidden();
    await button('Change planned time').click();
    await expect(mocked.page.getByLabel('Daily restart')).toBeVisible();
  });
});
