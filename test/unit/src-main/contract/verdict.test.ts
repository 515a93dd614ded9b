import { expect, test } from 'vitest';
import {
  hueOf,
  sessionLives,
  STATE_OF_VERDICT,
  STATES,
  VERDICTS,
} from '../../../../src-main/contract/verdict.ts';

test('every state but restart and paused is reached by a verdict', () => {
  const reached = new Set(VERDICTS.map((verdict) => STATE_OF_VERDICT[verdict]));
  expect(STATES.filter((state) => !reached.has(state))).toEqual(['restart', 'paused']);
});

test('a state has the hue of its silhouette', () => {
  expect(Object.fromEntries(STATES.map((state) => [state, hueOf(state, null)]))).toEqual({
    ready: 'ok',
    degraded: 'warn',
    waiting: 'warn',
    signin: 'warn',
    down: 'bad',
    restart: 'info',
    checking: 'idle',
    paused: 'idle',
  });
});

test('only a cut link turns the triangle bad', () => {
  expect(VERDICTS.filter((verdict) => hueOf('degraded', verdict) === 'bad')).toEqual(['cut-off']);
  expect(hueOf('paused', 'cut-off')).toBe('idle');
});

test('a session lives behind these verdicts and no other', () => {
  expect(VERDICTS.filter((verdict) => sessionLives(verdict))).toEqual([
    'ready',
    'slow',
    'cut-off',
    'farm-down',
    'wrong-account',
    'clock-skew',
  ]);
  expect(sessionLives(null)).toBe(false);
});
