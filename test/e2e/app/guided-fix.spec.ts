import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import type { AppWindow } from '../../support/app/app-window.ts';
import {
  annotate,
  keepFirstScreens,
  readFirstScreen,
  type Recorded,
} from '../../support/app/first-screens.ts';
import { FixPage } from '../../support/app/fix-page.ts';
import { endedBy, said, titleOf } from '../../support/app/fix-words.ts';
import type { RunningApp } from '../../support/app/running-app.ts';
import { FULL, useStage } from '../../support/app/stage.ts';
import { FIX_SCENARIOS, type FixScenario, type Trouble } from '../../support/fix-scenarios.ts';
import { noOtherGateway } from '../../support/foreign-gateways.ts';
import { connectionTo } from '../../support/preferences.ts';
import { canAge } from '../../support/simulated-gateway/process-age.ts';

// Every verdict that somebody can do something about, from the first screen to the end of its cause:
// in one app, with a connection and a guided fix for each.

/** A busy machine may be this much later; the full run allows nothing. */
const SLACK_MS = FULL ? 0 : 1000;
/** The promise: so long after its cause is gone, a fix has ended by itself. */
const ENDS_WITHIN_MS = 20_000;
const GLANCE_MS = 10_000;
/** Of the preferences that `Home` writes. */
const CLIENT_ID_BASE = 912_340;

interface Case {
  readonly scenario: FixScenario;
  readonly trouble: Trouble;
  /** Of its connection now. */
  port: number;
  /** Epoch ms. */
  onsetAt: number;
  removedAt: number;
}

test.describe.configure({ mode: 'serial' });

const stage = useStage('file');
const screens: Recorded[] = [];
const cases = new Map<string, Case>();
let app: RunningApp;
let window: AppWindow;
let fix: FixPage;

const named = (name: string): FixScenario => {
  const scenario = FIX_SCENARIOS.find((one) => one.name === name);
  if (scenario === undefined) throw new Error(`no scenario is called ${name}`);
  return scenario;
};
const signIn = FIX_SCENARIOS.filter(({ ages }) => ages && canAge());
/** Somebody who said that there is none is not told for sure that it was one. */
const unfound: FixScenario = {
  ...named('a dialog waits'),
  name: 'a dialog waits that nobody finds',
  ends: { cause: 'dialog-accepted', isSure: false },
};
/** Side by side from the beginning; the others need a computer without a Gateway process of nobody's. */
const together = [...FIX_SCENARIOS.filter(({ alone }) => !alone), unfound];
const held = together.filter(({ verdict }) => ['silent', 'session-silent'].includes(verdict));

const caseOf = ({ name }: FixScenario): Case => {
  const found = cases.get(name);
  if (found === undefined) throw new Error(`${name} has not begun`);
  return found;
};

async function begin(scenario: FixScenario): Promise<Case> {
  const trouble = await scenario.begin(CLIENT_ID_BASE);
  stage.later(() => trouble.end());
  const one = { scenario, trouble, port: trouble.port, onsetAt: NaN, removedAt: NaN };
  cases.set(scenario.name, one);
  return one;
}

/** Beside those that are watched already. */
async function beginLater(scenario: FixScenario): Promise<Case> {
  const one = await begin(scenario);
  const { connections } = app.home.preferences();
  await window.watch(...connections, connectionTo({ port: one.port }));
  one.onsetAt = Date.now();
  return one;
}

test.beforeAll(async () => {
  await noOtherGateway();
  for (const scenario of [...signIn, ...together]) await begin(scenario);
  const all = [...cases.values()];
  app = await stage.launch(stage.home().watch(...all.map(({ port }) => ({ port }))));
  const launchedAt = Date.now();
  window = await app.openWindow();
  fix = new FixPage(window);
  for (const one of all) {
    one.onsetAt = launchedAt;
    if (one.trouble.befall === null) continue;
    await expect.poll(() => verdictOf(one), { timeout: 10_000 }).toBe('ready');
    one.onsetAt = Date.now();
    one.trouble.befall();
  }
});

test.afterAll(() => {
  keepFirstScreens(screens);
});

async function verdictOf({ port }: Case): Promise<string | null> {
  const statuses = await window.statuses();
  return statuses.find(({ target }) => target.port === port)?.verdict ?? null;
}

/** The Overview of a connection, and nothing else. */
async function glance(one: Case): Promise<void> {
  await sleep(Math.max(0, one.onsetAt + GLANCE_MS - Date.now()));
  await window.showConnection(one.port);
  await window.openPage('Overview');
  await record(one);
}

async function record({ scenario: { name, verdict }, onsetAt }: Case): Promise<void> {
  const screen = await readFirstScreen(window);
  const secondsAfterOnset = Math.round((Date.now() - onsetAt) / 100) / 10;
  const recorded = { verdict, name, secondsAfterOnset, ...screen };
  screens.push(recorded);
  annotate(recorded);
}

/** From the first screen to the first step. */
async function openFix(one: Case): Promise<void> {
  const { scenario, port, onsetAt } = one;
  const { verdict, withinMs, firstStep } = scenario;
  await window.showConnection(port);
  await window.openPage('Overview');
  const timeout = Math.max(1000, onsetAt + withinMs + 5000 - Date.now());
  await expect(window.headline).toHaveText(said(verdict).headline(port, scenario.name), {
    timeout,
  });
  expect(await verdictOf(one)).toBe(verdict);
  // Later than a glance: what it says when it knows.
  const seen = screens.find(({ name }) => name === scenario.name);
  if (seen?.headline !== (await window.headline.innerText())) await record(one);

  await fix.open();
  await expect(window.headline).toHaveText(said(verdict).title);
  await expect(fix.step(titleOf(firstStep))).toBeVisible();
  await expect(fix.currentStep).toHaveCount(1);
  await expect(fix.currentStep).toContainText(titleOf(firstStep));
  await expect(fix.evidence).not.toHaveCount(0);
  await expect(fix.success).toBeHidden();
}

/** What a person does who does what the step says. */
async function remove(one: Case): Promise<void> {
  await fix.show(one.port);
  one.removedAt = Date.now();
  const then = await one.trouble.remove();
  if (then.kind === 'accepted') await window.button('I clicked Accept').click();
  if (then.kind === 'watch') {
    await window.button(`Watch ${then.port}`).click();
    one.port = then.port;
  }
}

/** Looks at one after another until each shows its success; touches nothing but the switcher. */
async function expectEnds(all: readonly Case[]): Promise<void> {
  const limitMs = ENDS_WITHIN_MS + SLACK_MS;
  const waiting = new Set(all);
  while (waiting.size > 0) {
    for (const one of waiting) {
      const { scenario, port, removedAt } = one;
      // Alone it is on show already, and must stay so by itself.
      if (all.length > 1) await window.showConnection(port);
      const isOver = await fix.success.isVisible();
      const tookMs = Date.now() - removedAt;
      if (!isOver && tookMs <= limitMs) continue;
      waiting.delete(one);
      // A last look around may still tell the cause more exactly.
      const timeout = isOver ? 5000 : 1;
      const success = expect.soft(fix.success, scenario.name);
      await success.toHaveText(endedBy(scenario.ends), { timeout });
      expect.soft(tookMs, `${scenario.name}: ms until it was over`).toBeLessThan(limitMs);
      note(`${scenario.name}: over after`, `${tookMs} ms`);
    }
    await sleep(50);
  }
}

/** A figure for the report of the run. */
function note(type: string, description: string): void {
  test.info().annotations.push({ type, description });
}

test('ten seconds in: what the first screen says', async () => {
  const byOnset = [...cases.values()].sort((a, b) => a.onsetAt - b.onsetAt);
  for (const one of byOnset) await glance(one);
});

for (const scenario of signIn) {
  test(`${scenario.name} (${scenario.verdict}): opened, and over by itself`, async () => {
    const one = caseOf(scenario);
    await openFix(one);
    await remove(one);
    await expectEnds([one]);
  });
}

test('meanwhile another connection is set up, where no Gateway runs', async () => {
  await beginLater(named('no Gateway'));
});

for (const scenario of together) {
  const { name, verdict } = scenario;
  test(`${name} (${verdict}): the first step fits, and the evidence is there`, async () => {
    await openFix(caseOf(scenario));
  });
}

test('ten seconds after it was set up: the one without a Gateway', async () => {
  await glance(caseOf(named('no Gateway')));
});

test('"There is no dialog" goes on to the later steps; the window may be gone meanwhile', async () => {
  const { port } = caseOf(unfound);
  await fix.show(port);
  await window.button('There is no dialog').click();
  await expect(fix.step('Finish signing in')).toBeVisible();
  await window.button("That wasn't it").click();
  await expect(fix.step('Trust this computer')).toBeVisible();

  await app.inMain(({ BrowserWindow }) => {
    for (const one of BrowserWindow.getAllWindows()) one.destroy();
  });
  expect(await app.windowState()).toBe('none');
  window = await app.openWindow();
  fix = new FixPage(window);
  await fix.show(port);
  await expect(fix.step('Trust this computer')).toBeVisible();
  for (const tried of [/Accept the dialog\s*Tried$/, /Finish signing in\s*Tried$/]) {
    await expect(window.button(tried)).toBeVisible();
  }
  await window.button("That wasn't it").click();
  await expect(fix.step('Restart Gateway')).toBeVisible();
  await window.button("That wasn't it").click();
  await expect(fix.step('Ask for help')).toBeVisible();
});

test('while a connection waits for its answer there is no second one', async () => {
  for (const scenario of held) {
    const { trouble } = caseOf(scenario);
    expect.soft(await trouble.opened(), scenario.name).toBe(1);
    expect.soft(await trouble.unansweredAtOnce(), scenario.name).toBe(1);
  }
});

test('each is over by itself soon after its cause is gone, and says what it was', async () => {
  const all = together.map(caseOf);
  for (const one of all) await remove(one);
  await expectEnds(all);
});

test('no Gateway (not-running): opened, and over by itself once it was started', async () => {
  const one = caseOf(named('no Gateway'));
  await openFix(one);
  await remove(one);
  await expectEnds([one]);
});

test('a Gateway on another port (wrong-port): over with the page\'s own "Watch"', async () => {
  const one = await beginLater(named('a Gateway on another port'));
  await glance(one);
  await openFix(one);
  await remove(one);
  await expectEnds([one]);
});

test('nowhere more than one connection without an answer, and no page broke its policy', async () => {
  for (const { scenario, trouble } of cases.values()) {
    expect.soft(await trouble.unansweredAtOnce(), scenario.name).toBeLessThanOrEqual(1);
  }
  // Read anew, so that nothing of its beginning is missed.
  await window.page.reload();
  for (const name of ['Settings', 'Diagnostics', 'Overview'] as const) await window.openPage(name);
  expect(app.complaints).toEqual([]);
});
