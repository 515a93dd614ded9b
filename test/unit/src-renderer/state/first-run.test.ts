import { expect, test } from 'vitest';
import { FirstRun } from '../../../../src-renderer/state/first-run.svelte.ts';
import { connectionTo } from '../../../support/preferences.ts';

const connections = [connectionTo({ port: 4002 })];

test.each([
  ['on an empty computer', { firstRunDone: false, connections: [] }, 'connection'],
  ['not where one was gone through', { firstRunDone: true, connections: [] }, null],
  ['not where something is set up', { firstRunDone: false, connections }, null],
])('is due %s', (_where, preferences, expected) => {
  const firstRun = new FirstRun();
  firstRun.startIfDue(preferences);
  expect(firstRun.screen).toBe(expected);
});

test('goes from screen to screen until it ends, and can be begun again', () => {
  const firstRun = new FirstRun();
  firstRun.begin();
  firstRun.show('result');
  expect(firstRun.screen).toBe('result');
  firstRun.end();
  expect(firstRun.screen).toBeNull();
  firstRun.begin();
  expect(firstRun.screen).toBe('connection');
});
