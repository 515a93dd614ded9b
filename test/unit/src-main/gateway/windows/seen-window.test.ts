import { describe, expect, test } from 'vitest';
import {
  cleanTitle,
  newWindow,
  windowsOf,
  windowToShow,
  type SeenWindow,
} from '../../../../../src-main/gateway/windows/seen-window.ts';

const window = (id: number, change: Partial<SeenWindow> = {}): SeenWindow => ({
  id,
  pid: 10,
  names: [],
  title: `window ${id}`,
  isDialog: false,
  isFixture: false,
  ...change,
});
const nameless = (id: number, name: string): SeenWindow =>
  window(id, { pid: null, names: ['sun-awt-X11-XFramePeer', name] });
const ids = (windows: readonly SeenWindow[]): readonly number[] => windows.map(({ id }) => id);

describe('whose window it is', () => {
  test('is said by the process it names', () => {
    expect(ids(windowsOf([window(1), window(2, { pid: 11 })], [10]))).toEqual([1]);
  });

  test.each([
    ['ibgateway-GWClient', true],
    ['install4j-ibgateway-GWClient', true],
    ['jclient-LoginFrame', true],
    ['install4j-jclient-LoginFrame', true],
    ['ibcalpha-ibc-IbcGateway', true],
    ['ibgateway-GWClient-notes', false],
    ['Navigator', false],
  ])('without one by the name %s: %s', (name, isTheirs) => {
    expect(windowsOf([nameless(1, name)], [10]).length === 1).toBe(isTheirs);
  });

  test('the name counts only where no window names the process', () => {
    expect(ids(windowsOf([nameless(1, 'ibgateway-GWClient'), window(2)], [10]))).toEqual([2]);
  });

  test('a name does not make the window of another process theirs', () => {
    const foreign = window(1, { pid: 11, names: ['ibgateway-GWClient'] });
    expect(windowsOf([foreign], [10])).toEqual([]);
    expect(ids(windowsOf([foreign], null))).toEqual([1]);
  });
});

describe('the window to show', () => {
  test('is the newest question', () => {
    const dialog = { isDialog: true };
    expect(windowToShow([window(1), window(2, dialog), window(3, dialog), window(4)])?.id).toBe(3);
  });

  test('is else the first, which is the main one', () => {
    expect(windowToShow([window(1), window(2)])?.id).toBe(1);
    expect(windowToShow([])).toBeNull();
  });
});

describe('a new window', () => {
  test('was not there before and is theirs', () => {
    const before = [window(1), window(5, { pid: 11 })];
    expect(newWindow(before, [...before, window(2), window(6, { pid: 11 })], [10])?.id).toBe(2);
    expect(newWindow(before, [...before, window(6, { pid: 11 })], [10])).toBeNull();
    expect(newWindow(before, [window(5, { pid: 11 })], [10])).toBeNull();
  });

  test('may be one that names no process', () => {
    const after = [window(1), nameless(2, 'ibgateway-GWClient')];
    expect(newWindow([window(1)], after, [10])?.id).toBe(2);
    expect(newWindow([window(1)], after, null)?.id).toBe(2);
  });
});

describe('security 31: a title', () => {
  test.each([
    ['IB Gateway', 'IB Gateway'],
    ['  two\nlines\t', 'two lines'],
    ['a\u202Eb', 'a b'],
    ['a\u200Eb\u061Cc\u2067d\u200Be', 'a b c d e'],
    ['one\u2028two\u2029three', 'one two three'],
    ['a\uD800b', 'a b'],
    ['\u0007', null],
    ['', null],
  ])('%j is quoted as %j', (text, expected) => {
    expect(cleanTitle(text)).toBe(expected);
  });

  test('is no longer than anybody reads, and not cut within a sign', () => {
    expect(cleanTitle('𝒜'.repeat(500))).toBe('𝒜'.repeat(200));
  });
});
