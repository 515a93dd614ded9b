import type { ConnectionStatus } from '$contract/connection-status';
import type { ShowAbility } from '$contract/show-gateway';
import type { Verdict } from '$contract/verdict';
import { describe, expect, test } from 'vitest';
import {
  heroActions,
  isHeld,
  missingShow,
  needsSomebody,
  testBar,
  type HeroAction,
  type HeroActionId,
} from '../../../../src-renderer/model/hero.ts';
import {
  allVerdicts,
  pausedStatus,
  reportOf,
  statusOf,
  testingStatus,
} from '../../../support/mocked-main/fixtures.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 31, 52);
const CAN: ShowAbility = { can: true };
const shown = (
  status: ConnectionStatus,
  ability: ShowAbility = CAN,
): { filled: HeroActionId | null; others: HeroActionId[]; links: HeroActionId[] } => {
  const actions = heroActions(status, NOW, ability, true);
  const of = (look: HeroAction['look']): HeroActionId[] =>
    actions.filter((each) => each.look === look).map(({ id }) => id);
  return { filled: of('filled')[0] ?? null, others: of('plain'), links: of('link') };
};
const idsOf = (status: ConnectionStatus): readonly HeroActionId[] =>
  heroActions(status, NOW, CAN, true).map(({ id }) => id);

/** The table of the design, as far as its features exist: what is filled, and what stands beside it. */
const TABLE: Readonly<Record<Verdict, readonly [HeroActionId | null, ...HeroActionId[]]>> = {
  ready: [null, 'back-up'],
  slow: [null, 'explain'],
  starting: [null],
  'sign-in-needed': ['show-gateway', 'fix'],
  'not-running': ['start-gateway', 'closed'],
  'wrong-port': ['watch-other-port', 'test'],
  unreachable: [null, 'test'],
  'wrong-service': ['fix', 'change-port'],
  'refused-by-rule': ['fix', 'copy-report'],
  silent: ['show-gateway', 'fix'],
  'session-silent': ['show-gateway', 'fix'],
  'disclaimer-pending': ['show-gateway', 'fix', 'test'],
  frozen: ['show-gateway', 'fix'],
  'session-refused': ['fix', 'copy-report'],
  'client-id-in-use': ['fix', 'clients'],
  'unsupported-version': [null],
  'cut-off': [null, 'explain', 'system-status', 'fix'],
  'farm-down': [null, 'explain', 'ignore-farms'],
  'new-clients-blocked': ['show-gateway', 'fix'],
  'wrong-account': ['change-account'],
  'clock-skew': [null, 'explain'],
  'session-lost': [null],
  'not-tested': [null, 'test', 'change-mode'],
  'cannot-measure': [null],
};

describe('heroActions', () => {
  test.each(allVerdicts)('%s offers what the design says', (verdict) => {
    const [filled, ...others] = TABLE[verdict];
    expect(shown(statusOf(verdict, NOW))).toMatchObject({ filled, others });
  });

  test('"I clicked Accept" stays at hand while a dialog is looked for', () => {
    const linked = allVerdicts.filter((each) =>
      shown(statusOf(each, NOW)).links.includes('accepted'),
    );
    expect(linked).toEqual(['silent', 'session-silent']);
    expect(shown(statusOf('silent', NOW)).links).toEqual(['accepted']);
  });

  test('who found no dialog goes on fixing', () => {
    expect(shown(statusOf('silent', NOW, { noDialog: true }))).toEqual({
      filled: 'continue-fix',
      others: ['copy-report'],
      links: [],
    });
  });

  test('where Gateway can not be brought forward the next thing is filled, and why is said', () => {
    const cannot: ShowAbility = { can: false, why: 'not-allowed' };
    const silent = statusOf('silent', NOW);
    expect(shown(silent, cannot)).toMatchObject({ filled: 'fix', others: [] });
    expect(missingShow(silent, NOW, cannot)).toBe('not-allowed');
    expect(missingShow(silent, NOW, CAN)).toBeNull();
    expect(missingShow(statusOf('ready', NOW), NOW, cannot)).toBeNull();
  });

  test('a Gateway on another computer is never shown', () => {
    const target = { ...statusOf('silent', NOW).target, host: '192.0.2.7' };
    const remote = statusOf('silent', NOW, { target });
    expect(shown(remote)).toMatchObject({ filled: 'fix', others: [] });
    expect(missingShow(remote, NOW, CAN)).toBe('not-here');
  });

  test('a pause can be ended, whatever the last verdict was', () => {
    expect(shown(pausedStatus(NOW))).toMatchObject({ filled: null, others: ['resume'] });
    expect(idsOf(statusOf('silent', NOW, { state: 'paused' }))).toEqual(['resume']);
  });

  test('during a test there is nothing to press', () => {
    expect(idsOf(testingStatus(NOW, 100))).toEqual([]);
  });

  test('new clients that are unproven can be tested, by the process that watches', () => {
    const unproven = { newClientAcceptedAt: NOW - 40 * 60_000 };
    expect(idsOf(statusOf('ready', NOW, unproven))).toEqual(['test']);
    expect(idsOf(statusOf('ready', NOW, { acceptedByHand: true }))).toEqual(['test']);
    expect(idsOf(statusOf('ready', NOW, { ...unproven, watchedBy: 4711 }))).toEqual([]);
    expect(idsOf(statusOf('silent', NOW, { watchedBy: 4711 }))).toEqual(['show-gateway', 'fix']);
  });

  test('without a mode the choice is all there is', () => {
    for (const verdict of allVerdicts) {
      expect(idsOf(statusOf(verdict, NOW, { mode: null }))).toEqual(['choose-mode']);
    }
  });

  test('"I closed it" is said once, and not in a planned restart', () => {
    expect(idsOf(statusOf('not-running', NOW, { closedByUser: true }))).toEqual(['start-gateway']);
    const plannedRestart = { backBy: NOW + 1000, isAssumed: true };
    expect(idsOf(statusOf('not-running', NOW, { plannedRestart }))).toEqual(['change-restart']);
  });

  test('of a mixture of accounts neither is right', () => {
    const report = reportOf('wrong-account', NOW, { details: { accountKind: 'mixed' } });
    expect(shown(statusOf('wrong-account', NOW, { report }))).toMatchObject({
      filled: null,
      others: ['settings'],
    });
  });

  test('a button is filled in problem states only', () => {
    for (const verdict of allVerdicts) {
      const status = statusOf(verdict, NOW);
      if (shown(status).filled !== null) expect(needsSomebody(status)).toBe(true);
    }
  });
});

describe('testBar', () => {
  test.each([
    ['ready', statusOf('ready', NOW), null],
    ['a test under way', testingStatus(NOW, 100), 'testing'],
    ['paused', pausedStatus(NOW), 'paused'],
    ['no mode', statusOf('not-tested', NOW, { mode: null }), 'no-mode'],
    ['another process', statusOf('ready', NOW, { watchedBy: 4711 }), 'watched-elsewhere'],
  ] as const)('%s', (_name, status, bar) => {
    expect(testBar(status)).toBe(bar);
  });
});

test('who closed Gateway needs not be told', () => {
  expect(needsSomebody(statusOf('not-running', NOW))).toBe(true);
  expect(needsSomebody(statusOf('not-running', NOW, { closedByUser: true }))).toBe(false);
  expect(needsSomebody(statusOf('ready', NOW))).toBe(false);
});

describe('isHeld', () => {
  test('only while the answer may still come on the open connection', () => {
    const held = allVerdicts.filter((verdict) => isHeld(statusOf(verdict, NOW)));
    expect(held).toEqual(['silent', 'session-silent']);
  });

  test('not once the connection was closed, and not while paused', () => {
    const closed = reportOf('silent', NOW, { phase: 'done' });
    expect(isHeld(statusOf('silent', NOW, { report: closed }))).toBe(false);
    expect(isHeld(statusOf('silent', NOW, { state: 'paused' }))).toBe(false);
  });
});

describe('backing up', () => {
  const ids = (status: ConnectionStatus, canBackUp: boolean): readonly HeroActionId[] =>
    heroActions(status, NOW, CAN, canBackUp).map(({ id }) => id);

  test('is offered while all is well, if there is anything to save', () => {
    expect(ids(statusOf('ready', NOW), true)).toEqual(['back-up', 'copy-details']);
    expect(ids(statusOf('ready', NOW), false)).toEqual(['copy-details']);
  });

  test('is not offered in a problem: what is there may be what is wrong', () => {
    for (const verdict of allVerdicts.filter((each) => each !== 'ready')) {
      expect(ids(statusOf(verdict, NOW), true), verdict).not.toContain('back-up');
    }
  });
});
