import { expect, test } from 'vitest';
import { nextId } from '../../../../../src-main/jts/store/entry-id.ts';

const AT = Date.UTC(2026, 10, 25, 20, 37, 8, 123);

test('an id tells when, and fits what may be asked for', () => {
  expect(nextId(AT, null)).toMatch(/^20261125-203708-123-[0-9a-z]{4}$/);
});

test.each([
  ['a clock that stands', 0],
  ['a clock that goes back an hour each time', -3_600_000],
  ['a clock that runs', 1],
  ['a clock that jumps', 86_400_000 * 31],
])('%s: the ids go on sorting as text', (_name, stepMs) => {
  const ids: string[] = [];
  for (let turn = 0; turn < 500; turn += 1)
    ids.push(nextId(AT + turn * stepMs, ids.at(-1) ?? null));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(['now', 'zzz', '99999999-999999-999-aaaa', ''])(
  'an id of another kind, “%s”, does not stop the clock',
  (last) => {
    expect(nextId(AT, last)).toMatch(/^20261125-203708-123-/);
  },
);

test.each([-5, Number.MAX_SAFE_INTEGER])('a clock of %i makes an id all the same', (nowMs) => {
  expect(nextId(nowMs, null)).toMatch(/^\d{8}-\d{6}-\d{3}-[0-9a-z]{4}$/);
});
