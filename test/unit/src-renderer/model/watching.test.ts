import { describe, expect, test } from 'vitest';
import { watchingOf } from '../../../../src-renderer/model/watching.ts';
import { pausedStatus, statusOf } from '../../../support/mocked-main/fixtures.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 31, 52);

describe('how the end of a problem will be noticed', () => {
  test('by the connection that is held open', () => {
    expect(watchingOf(statusOf('silent', NOW))).toEqual({ how: 'held', clientId: 912_345 });
  });

  test('by tests, where nothing is held', () => {
    expect(watchingOf(statusOf('refused-by-rule', NOW)).how).toBe('tests');
  });

  test('by the session that is open, but only where one stays open', () => {
    expect(watchingOf(statusOf('cut-off', NOW)).how).toBe('session');
    expect(watchingOf(statusOf('cut-off', NOW, { mode: 'spot-checks' })).how).toBe('tests');
  });

  test('not by itself, where nothing may be sent unasked', () => {
    expect(watchingOf(statusOf('not-running', NOW, { mode: 'look-only' })).how).toBe('not-tested');
    expect(watchingOf(statusOf('not-running', NOW, { mode: null })).how).toBe('not-tested');
  });

  test('an asked-for test in look only is held like any other', () => {
    expect(watchingOf(statusOf('silent', NOW, { mode: 'look-only' })).how).toBe('held');
  });

  test('not at all while paused, elsewhere where another process watches', () => {
    expect(watchingOf(pausedStatus(NOW)).how).toBe('paused');
    expect(watchingOf(statusOf('silent', NOW, { watchedBy: 4711 }))).toEqual({
      how: 'elsewhere',
      pid: 4711,
    });
  });
});
