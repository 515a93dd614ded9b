import type { ApiClient, GaveUp } from '$contract/api-clients';
import type { ConnectionStatus } from '$contract/connection-status';
import { expect, test } from '@playwright/test';
import { appState, fixOf, statusOf } from '../../support/mocked-main/fixtures.ts';
import { MockedApp } from '../../support/mocked-main/mocked-app.ts';

// Programs and windows are named by whoever wrote them: the page shows that as text, and nothing else.

const KEY = '127.0.0.1:4002';
const MARKUP = '<img src=x onerror=alert(1)>';
const LONG = 'W'.repeat(400);

let mocked: MockedApp;
test.beforeAll(async () => {
  mocked = await MockedApp.launch();
});
test.afterEach(() => {
  expect(mocked.complaints, 'errors and policy violations on the console').toEqual([]);
});
test.afterAll(() => mocked.close());

const client = (program: string, script: string | null): ApiClient => ({
  program,
  script,
  pid: 7,
  connections: 1,
  halfClosed: 1,
  isOurs: false,
});
const gaveUp = (program: string, script: string | null, now: number): GaveUp => ({
  program,
  script,
  pid: 7,
  visits: 2,
  stayedMs: 4000,
  lastAt: now,
  answer: { kind: 'answered', inMs: 85, at: now },
});

function hostile(now: number): ConnectionStatus {
  const names = [
    ['a', 'b null'],
    ['a b', null],
    ['a b', null],
    [MARKUP, MARKUP],
    [LONG, LONG],
  ] as const;
  const programs = names.map(([program, script]) => client(program, script));
  const base = statusOf('silent', now);
  const { report } = base;
  if (report === null) throw new Error('the fixture has a report');
  const listener = {
    outcome: 'found',
    owner: { kind: 'relay', pid: 9, program: MARKUP },
    closeWait: 5,
    clients: 5,
    programs,
    durationMs: 1,
  } as const;
  return {
    ...base,
    report: {
      ...report,
      evidence: { ...report.evidence, listener, windows: { outcome: 'new', title: MARKUP } },
    },
    apiClients: programs,
    gaveUp: names.map(([program, script]) => gaveUp(program, script, now)),
    usualMs: { connect: 1e12, version: 0, session: 1e12 },
    lastAcceptedAt: 8.64e15,
  };
}

for (const page of ['overview', 'diagnostics'] as const) {
  test(`security 31: ${page}, names of others are text, twice the same is twice`, async () => {
    const now = Date.now();
    const fix = fixOf('silent', now, { at: 0 });
    const claims = [
      ...fix.claims,
      { says: 'points-there', kind: 'new-window', title: MARKUP },
      { says: 'points-there', kind: 'new-window', title: LONG },
    ] as typeof fix.claims;
    const status = hostile(now);
    await mocked.open(status, appState({ fixes: { [KEY]: { ...fix, claims } } }));
    await mocked.openPage(page);
    const main = mocked.page.locator('main');
    await expect(main.getByText(MARKUP).first()).toBeVisible();
    await expect(main.locator('img')).toHaveCount(0);
    await expect(main).toContainText('(7, b null)');
    const sideways = await mocked.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(sideways).toBe(0);
    // Still there, and in the same order, after the next look.
    await mocked.push('status:changed', [{ ...status, gaveUp: [...status.gaveUp].reverse() }]);
    await expect(main).toContainText('b null');
  });
}
