import { describe, expect, test } from 'vitest';
import { heroAction, isHeld } from '../../../../src-renderer/model/hero.ts';
import {
  allVerdicts,
  emptyStatus,
  pausedStatus,
  reportOf,
  statusOf,
} from '../../../support/mocked-main/fixtures.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 31, 52);

describe('heroAction', () => {
  test('silence can be answered with "I clicked Accept"', () => {
    expect(heroAction(statusOf('silent', NOW))).toBe('accepted');
    expect(heroAction(statusOf('session-silent', NOW))).toBe('accepted');
  });

  test('a pause can be ended, whatever the last verdict was', () => {
    expect(heroAction(pausedStatus(NOW))).toBe('resume');
    expect(heroAction(statusOf('silent', NOW, { state: 'paused' }))).toBe('resume');
  });

  test('with nothing wrong, or nothing known, there is nothing to press', () => {
    expect(heroAction(statusOf('ready', NOW))).toBeNull();
    expect(heroAction(emptyStatus(NOW))).toBeNull();
  });
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
