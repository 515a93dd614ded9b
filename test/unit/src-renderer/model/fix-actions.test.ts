import type { ConnectionStatus } from '$contract/connection-status';
import { FIX_STEPS, type FixableVerdict, type FixStepId } from '$contract/guided-fix';
import { describe, expect, test } from 'vitest';
import { fixActions } from '../../../../src-renderer/model/fix-actions.ts';
import { fixContext } from '../../../../src-renderer/model/fix-context.ts';
import { fixOf, statusOf, testingStatus } from '../../../support/mocked-main/fixtures.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 31, 52);

const actionsOf = (
  step: FixStepId,
  verdict: FixableVerdict,
  status: ConnectionStatus = statusOf(verdict, NOW),
) => {
  const context = fixContext(fixOf(verdict, NOW), status, { platform: 'linux', desktop: null });
  return fixActions(step, context, status);
};
const idsOf = (...args: Parameters<typeof actionsOf>) => actionsOf(...args).map(({ id }) => id);

describe('what can be done about a step', () => {
  test.each(FIX_STEPS)('%s has at most one filled button, and it comes first', (step) => {
    const actions = actionsOf(step, 'refused-by-rule');
    expect(actions.filter(({ primary }) => primary).length).toBeLessThanOrEqual(1);
    expect(actions.findIndex(({ primary }) => primary)).toBeLessThanOrEqual(0);
  });

  test('every step but the last can be the wrong one', () => {
    for (const step of FIX_STEPS) {
      expect(idsOf(step, 'silent').includes('not-it')).toBe(step !== 'ask-for-help');
    }
  });

  test('the dialog: Gateway first, then the honest answers; no test beside the held one', () => {
    expect(idsOf('accept-dialog', 'silent')).toEqual(['show-gateway', 'not-it', 'accepted']);
  });

  test('a test is offered where none is held, and stays while one is under way', () => {
    expect(idsOf('trust-address', 'refused-by-rule')).toContain('test');
    expect(idsOf('trust-address', 'refused-by-rule', testingStatus(NOW, 900))).toContain('test');
    expect(idsOf('trust-address', 'silent')).not.toContain('test');
  });

  test('what only the process that watches can do is left to it', () => {
    const status = statusOf('silent', NOW, { watchedBy: 4711, report: null });
    expect(idsOf('accept-dialog', 'silent', status)).toEqual(['show-gateway', 'not-it']);
  });

  test('a port is changed with one click where it is known, else in Settings', () => {
    expect(idsOf('change-port', 'wrong-port')[0]).toBe('watch-port');
    expect(idsOf('change-port', 'wrong-service')[0]).toBe('settings');
  });

  test('who said that they closed Gateway is not asked again', () => {
    expect(idsOf('start-gateway', 'not-running')).toContain('closed');
    const status = statusOf('not-running', NOW, { closedByUser: true });
    expect(idsOf('start-gateway', 'not-running', status)).not.toContain('closed');
  });

  test('nothing restarts Gateway or accepts anything for anybody', () => {
    expect(idsOf('restart-gateway', 'frozen')).toEqual(['show-gateway', 'not-it', 'test']);
  });
});
