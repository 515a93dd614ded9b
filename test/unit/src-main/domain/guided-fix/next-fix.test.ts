import { describe, expect, test } from 'vitest';
import type { ConnectionStatus } from '../../../../../src-main/contract/connection-status.ts';
import type { FixStepId } from '../../../../../src-main/contract/guided-fix.ts';
import { isFixable } from '../../../../../src-main/contract/guided-fix.ts';
import { VERDICTS, type Verdict } from '../../../../../src-main/contract/verdict.ts';
import {
  nextFix,
  type FixEvent,
  type OpenFix,
} from '../../../../../src-main/domain/guided-fix/next-fix.ts';
import { NOW, problem, RELAY, type Seen } from '../../../../support/problems.ts';
import { chanceOf } from '../../../../support/virtual/chance.ts';

const opened = (status: ConnectionStatus): FixEvent => ({ kind: 'opened', at: NOW, status });
const told = (status: ConnectionStatus, at = NOW + 1000): FixEvent => ({
  kind: 'status',
  at,
  status,
});
const notIt = (step: FixStepId): FixEvent => ({ kind: 'not-it', at: NOW, step });
const goTo = (step: FixStepId): FixEvent => ({ kind: 'step-chosen', at: NOW, step });

const after = (...events: FixEvent[]): OpenFix | null =>
  events.reduce<OpenFix | null>(nextFix, null);
/** The steps; `>` before the one on show, `x` before those that were tried. */
const steps = (fix: OpenFix | null): string => {
  const marks = { now: '>', tried: 'x', later: '' } as const;
  return fix?.shown.steps.map(({ step, state }) => `${marks[state]}${step}`).join(' ') ?? 'none';
};

const SILENT = opened(problem('silent'));

describe('opening', () => {
  test('shows the first step of a fixable verdict, from the beginning of the problem', () => {
    const fix = after(opened(problem('silent', { status: { problemSince: 77 } })));
    expect(fix?.shown).toMatchObject({
      openedAt: NOW,
      problemSince: 77,
      verdict: 'silent',
      outcome: null,
    });
    expect(steps(fix)).toBe(
      '>accept-dialog finish-sign-in trust-address restart-gateway ask-for-help',
    );
  });

  test('does nothing where nothing is to be fixed', () => {
    for (const verdict of VERDICTS.filter((one) => !isFixable(one))) {
      expect(after(opened(problem(verdict))), verdict).toBeNull();
    }
  });

  test('again goes on with the one that is open', () => {
    const fix = after(SILENT, notIt('accept-dialog'));
    expect(nextFix(fix, SILENT)).toBe(fix);
  });

  test('begins with the next step where the user already said that there is no dialog', () => {
    const fix = after(opened(problem('silent', { status: { noDialog: true } })));
    expect(steps(fix)).toMatch(/^xaccept-dialog >finish-sign-in /);
  });

  test('after the end begins afresh, if there is something to fix', () => {
    const ended = after(SILENT, notIt('accept-dialog'), told(problem('cut-off')));
    expect(ended?.shown.outcome).toMatchObject({ verdict: 'cut-off' });
    const again = nextFix(ended, opened(problem('cut-off')));
    expect(again?.shown).toMatchObject({ verdict: 'cut-off', outcome: null });
    expect(steps(again)).toBe('>check-link end-other-session restart-gateway ask-for-help');
    expect(nextFix(ended, opened(problem('ready')))).toBe(ended);
  });
});

describe('"That wasn’t it"', () => {
  test('goes to the next that was not tried, and stays where help is', () => {
    let fix = after(SILENT);
    const shown: string[] = [];
    for (let count = 0; count < 6; count += 1) {
      const now = fix?.shown.steps.find(({ state }) => state === 'now')?.step;
      shown.push(now ?? 'none');
      fix = nextFix(fix, notIt(now!));
    }
    expect(shown).toEqual([
      'accept-dialog',
      'finish-sign-in',
      'trust-address',
      'restart-gateway',
      'ask-for-help',
      'ask-for-help',
    ]);
    expect(steps(fix)).toBe(
      'xaccept-dialog xfinish-sign-in xtrust-address xrestart-gateway >ask-for-help',
    );
  });

  test('of a later step goes back to what was left out: a restart is not tried before it', () => {
    expect(steps(after(SILENT, goTo('trust-address'), notIt('trust-address')))).toBe(
      '>accept-dialog finish-sign-in xtrust-address restart-gateway ask-for-help',
    );
  });

  test('of a step that is not planned means nothing', () => {
    const fix = after(SILENT);
    expect(nextFix(fix, notIt('enable-api'))).toBe(fix);
    expect(nextFix(fix, goTo('enable-api'))).toBe(fix);
  });
});

describe('going to a step', () => {
  test('shows it; a tried one is tried again when it is left', () => {
    const back = after(SILENT, notIt('accept-dialog'), goTo('accept-dialog'));
    expect(steps(back)).toMatch(/^>accept-dialog finish-sign-in /);
    expect(steps(nextFix(back, goTo('finish-sign-in')))).toMatch(
      /^xaccept-dialog >finish-sign-in /,
    );
  });

  test('stays there while evidence changes what comes first', () => {
    const suspended = told(problem('silent', { process: { suspended: true } }));
    expect(steps(after(SILENT, suspended))).toMatch(/^>resume-process accept-dialog /);
    expect(steps(after(SILENT, goTo('trust-address'), suspended))).toMatch(
      /^resume-process accept-dialog finish-sign-in >trust-address /,
    );
  });

  test('does not outlast its own plan', () => {
    const stuck = opened(problem('silent', { listener: { closeWait: 2 } }));
    const fix = after(stuck, goTo('clear-connections'), told(problem('silent')));
    expect(steps(fix)).toMatch(/^>accept-dialog /);
  });
});

describe('another verdict', () => {
  test('that can be fixed brings its own plan; what was tried stays tried', () => {
    const fix = after(SILENT, notIt('accept-dialog'), told(problem('session-silent')));
    expect(fix?.shown.verdict).toBe('session-silent');
    expect(steps(fix)).toBe(
      'xaccept-dialog >finish-sign-in check-link restart-gateway ask-for-help',
    );
    expect(steps(nextFix(fix, told(problem('not-running'))))).toBe(
      'xaccept-dialog >start-gateway ask-for-help',
    );
  });

  test.each<[string, ConnectionStatus]>([
    ['none', problem('ready', { status: { verdict: null, state: 'checking' } })],
    ['paused', problem('ready', { status: { verdict: null, state: 'paused' } })],
    ['session-lost', problem('session-lost')],
    ['starting', problem('starting')],
    ['a planned restart', problem('not-running', { status: { state: 'restart' } })],
    ['unreachable', problem('unreachable')],
    ['cannot-measure', problem('cannot-measure')],
    ['a test under way', problem('silent', { report: { verdict: null }, process: null })],
  ])('%s leaves the plan as it was', (_name, status) => {
    const fix = after(SILENT);
    expect(nextFix(fix, told(status))).toBe(fix);
  });
});

describe('after the end', () => {
  const ENDED = [SILENT, told(problem('ready'))] as const;

  test('it stays as it was until closed', () => {
    const ended = after(...ENDED);
    expect(ended?.shown.outcome?.verdict).toBe('ready');
    const later = [told(problem('farm-down')), goTo('trust-address'), notIt('accept-dialog')];
    expect(later.reduce<OpenFix | null>(nextFix, ended)).toBe(ended);
    expect(nextFix(ended, { kind: 'closed', at: NOW })).toBeNull();
  });

  test('it goes when there is something to fix again', () => {
    expect(after(...ENDED, told(problem('silent')))).toBeNull();
    expect(after(...ENDED, told(problem('not-running')))).toBeNull();
  });

  test('a lesser trouble that was left is no news', () => {
    const ended = after(SILENT, told(problem('cut-off')));
    expect(nextFix(ended, told(problem('cut-off')))).toBe(ended);
  });
});

test('a status without news leaves what is shown untouched', () => {
  const fix = after(SILENT);
  expect(nextFix(fix, told(problem('silent')))?.shown).toBe(fix?.shown);
});

test('whatever is told and clicked: one step on show while it lasts, and what was tried stays so', () => {
  const seens: readonly Seen[] = [
    {},
    { process: { suspended: true } },
    { process: { startedAt: NOW - 1000 } },
    { process: null },
    { owner: RELAY },
    { owner: { kind: 'unknown' } },
    { listener: { closeWait: 3, clients: 30 } },
    { windows: { outcome: 'new', title: null } },
    { remote: true },
    { report: { verdict: null } },
    { status: { state: 'restart' } },
    { status: { verdict: null, state: 'paused' } },
  ];
  for (let seed = 1; seed <= 60; seed += 1) {
    const below = chanceOf(seed);
    const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)]!;
    let fix = after(SILENT);
    let tried: readonly FixStepId[] = [];
    for (let count = 0; count < 80 && fix !== null; count += 1) {
      const planned = fix.shown.steps.map(({ step }) => step);
      const event = pick<() => FixEvent>([
        () => told(problem(pick<Verdict>(VERDICTS), pick(seens)), NOW + count),
        () => told(problem(pick<Verdict>(VERDICTS.filter(isFixable)), pick(seens)), NOW + count),
        () => notIt(pick(planned)),
      ])();
      const wasOver = fix.shown.outcome !== null;
      fix = nextFix(fix, event);
      if (fix === null) {
        expect(wasOver).toBe(true);
        break;
      }
      const { outcome, steps: now } = fix.shown;
      if (outcome !== null) continue;
      expect(now.filter(({ state }) => state === 'now')).toHaveLength(1);
      expect(new Set(now.map(({ step }) => step)).size).toBe(now.length);
      const isTried = now.filter(({ state }) => state === 'tried').map(({ step }) => step);
      expect(isTried).toEqual(expect.arrayContaining([...tried]));
      tried = isTried;
    }
  }
});
