import { describe, expect, test } from 'vitest';
import { shortcutOf } from '../../../../src-renderer/model/shortcuts.ts';

const press = (key: string, held: Partial<KeyboardEvent> = {}): ReturnType<typeof shortcutOf> =>
  shortcutOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe('shortcutOf', () => {
  test.each([
    ['F5', {}],
    ['r', { ctrlKey: true }],
    ['R', { ctrlKey: true }],
    ['r', { metaKey: true }],
  ])('%s with %o tests the connection', (key, held) => {
    expect(press(key, held)).toEqual({ action: 'test' });
  });

  test.each([
    ['1', 'overview'],
    ['6', 'settings'],
    [',', 'settings'],
  ])('Ctrl %s opens %s', (key, page) => {
    expect(press(key, { ctrlKey: true })).toEqual({ action: 'open', page });
  });

  test.each([
    ['r', {}],
    ['1', {}],
    ['2', { ctrlKey: true }],
    ['r', { ctrlKey: true, shiftKey: true }],
    ['1', { ctrlKey: true, altKey: true }],
    ['F5', { ctrlKey: true }],
    ['constructor', { ctrlKey: true }],
  ])('%s with %o is left alone', (key, held) => {
    expect(press(key, held)).toBeNull();
  });
});
