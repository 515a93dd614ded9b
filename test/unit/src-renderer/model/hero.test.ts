import type { ConnectionStatus } from '$contract/connection-status';
import { describe, expect, test } from 'vitest';
import {
  heroActions,
  isHeld,
  needsSomebody,
  testBar,
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
const idsOf = (status: ConnectionStatus): readonly HeroActionId[] =>
  heroActions(status, NOW).map(({ id }) => id);

describe('heroActions', () => {
  test('silence can be answered with "I clicked Accept"', () => {
    expect(idsOf(statusOf('silent', NOW))).toEqual(['accepted']);
    expect(idsOf(statusOf('session-silent', NOW))).toEqual(['accepted']);
  });

  test('a pause can be ended, whatever the last verdict was', () => {
    expect(heroActions(pausedStatus(NOW), NOW)).toEqual([{ id: 'resume', primary: true }]);
    expect(idsOf(statusOf('silent', NOW, { state: 'paused' }))).toEqual(['resume']);
  });

  test('with nothing wrong there is nothing to press', () => {
    expect(idsOf(statusOf('ready', NOW))).toEqual([]);
    expect(idsOf(testingStatus(NOW, 100))).toEqual([]);
  });

  test('new clients that are unproven can be tested, by the process that watches', () => {
    const unproven = { newClientAcceptedAt: NOW - 40 * 60_000 };
    expect(idsOf(statusOf('ready', NOW, unproven))).toEqual(['test']);
    expect(idsOf(statusOf('ready', NOW, { acceptedByHand: true }))).toEqual(['test']);
    expect(idsOf(statusOf('ready', NOW, { ...unproven, watchedBy: 4711 }))).toEqual([]);
  });

  test('without a mode the choice is all there is', () => {
    for (const verdict of allVerdicts) {
      expect(idsOf(statusOf(verdict, NOW, { mode: null }))).toEqual(['choose-mode']);
    }
    expect(idsOf(statusOf('not-tested', NOW, { mode: 'look-only' }))).toEqual([
      'test',
      'change-mode',
    ]);
  });

  test('"I closed it" is said once, and not in a planned restart', () => {
    expect(idsOf(statusOf('not-running', NOW))).toEqual(['closed']);
    expect(idsOf(statusOf('not-running', NOW, { closedByUser: true }))).toEqual([]);
    const plannedRestart = { backBy: NOW + 1000, isAssumed: true };
    expect(idsOf(statusOf('not-running', NOW, { plannedRestart }))).toEqual(['change-restart']);
  });

  test('at most one button is filled', () => {
    for (const verdict of allVerdicts) {
      const filled = heroActions(statusOf(verdict, NOW), NOW).filter(({ primary }) => primary);
      expect(filled.length).toBeLessThanOrEqual(1);
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
