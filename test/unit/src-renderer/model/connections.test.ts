import { preferencesSchema } from '$contract/preferences';
import { expect, test } from 'vitest';
import {
  isFull,
  isTaken,
  withAccount,
  withAdded,
  withChanged,
  withIgnored,
  without,
  withoutIgnored,
  withPort,
} from '../../../../src-renderer/model/connections.ts';
import { connectionTo, preferencesWith } from '../../../support/preferences.ts';

const paper = connectionTo({ port: 4002 });
const live = connectionTo({ port: 4001, expect: 'live', mode: 'look-only' });
const KEY = '127.0.0.1:4002';

test('one is added where it was, never twice', () => {
  expect(withAdded([live], paper, 0)).toEqual([paper, live]);
  expect(withAdded([live], paper)).toEqual([live, paper]);
  expect(withAdded([paper], { ...paper, expect: 'live' })).toEqual([paper]);
});

test('one is changed or taken out, the others stay', () => {
  const set = { ...paper, dailyRestart: '23:10' };
  expect(withChanged([paper, live], KEY, () => set)).toEqual([set, live]);
  expect(without([paper, live], KEY)).toEqual([live]);
});

test('a target is taken by another connection, not by its own', () => {
  expect(isTaken([paper, live], { host: '127.0.0.1', port: 4001 }, KEY)).toBe(true);
  expect(isTaken([paper, live], { host: '127.0.0.1', port: 4002 }, KEY)).toBe(false);
  expect(isTaken([connectionTo({ host: 'GW', port: 1 })], { host: 'gw', port: 1 })).toBe(true);
});

test('how paper is watched is not carried over to live', () => {
  expect(withAccount(paper, 'live')).toMatchObject({ expect: 'live', mode: null });
  expect(withAccount(live, 'live')).toBe(live);
  expect(withAccount(live, 'paper').mode).toBe('look-only');
  expect(withAccount({ ...live, mode: null }, 'paper').mode).toBe('stay-connected');
});

test("a live account's port brings its caution with it", () => {
  expect(withPort(paper, 4001)).toMatchObject({ port: 4001, expect: 'live', mode: null });
  expect(withPort(paper, 7497)).toEqual({ ...paper, port: 7497 });
  expect(withPort(paper, 5000)).toEqual({ ...paper, port: 5000 });
});

test('farms are ignored once each, and taken back alone', () => {
  const one = withIgnored(paper, ['usfarm']);
  const two = withIgnored(one, ['usfarm', 'usfuture']);
  expect(two.ignoredFarms).toEqual(['usfarm', 'usfuture']);
  expect(withoutIgnored(two, ['usfuture']).ignoredFarms).toEqual(['usfarm']);
});

test('full is where the schema says stop', () => {
  const many = Array.from({ length: 16 }, (_, index) => connectionTo({ port: 5000 + index }));
  const fits = (connections: typeof many): boolean =>
    preferencesSchema.safeParse({ ...preferencesWith({ port: 1 }), connections }).success;
  expect([isFull(many.slice(1)), isFull(many)]).toEqual([false, true]);
  expect([fits(many), fits([...many, paper])]).toEqual([true, false]);
});
