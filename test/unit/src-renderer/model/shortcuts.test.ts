import { describe, expect, test } from 'vitest';
import { shortcutOf } from '../../../../src-renderer/model/shortcuts.ts';
import { shortcutList } from '../../../../src-renderer/text/shortcuts.ts';

const press = (
  key: string,
  held: Partial<KeyboardEvent> = {},
  typing = false,
): ReturnType<typeof shortcutOf> =>
  shortcutOf(
    { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held },
    typing,
  );
const CTRL = { ctrlKey: true };

describe('shortcutOf', () => {
  test.each([
    ['F5', {}, 'test'],
    ['r', CTRL, 'test'],
    ['R', CTRL, 'test'],
    ['r', { metaKey: true }, 'test'],
    ['C', { ...CTRL, shiftKey: true }, 'copy-report'],
    ['c', { ...CTRL, shiftKey: true }, 'copy-report'],
    ['w', CTRL, 'hide'],
    ['b', CTRL, 'back-up'],
    ['f', CTRL, 'find'],
    ['z', CTRL, 'undo'],
    ['Escape', {}, 'escape'],
    ['F1', {}, 'help'],
    ['?', { shiftKey: true }, 'help'],
    ['?', {}, 'help'],
  ])('%s with %o: %s', (key, held, action) => {
    expect(press(key, held)).toEqual({ action });
  });

  test.each([
    ['1', 'overview'],
    ['2', 'diagnostics'],
    ['3', 'configuration'],
    ['4', 'backups'],
    ['6', 'settings'],
    [',', 'settings'],
  ])('Ctrl %s opens %s, in a field too', (key, page) => {
    expect(press(key, CTRL)).toEqual({ action: 'open', page });
    expect(press(key, CTRL, true)).toEqual({ action: 'open', page });
  });

  test('a letter typed into a field is a letter', () => {
    expect(press('?', { shiftKey: true }, true)).toBeNull();
    expect(press('F1', {}, true)).toEqual({ action: 'help' });
  });

  test('what was typed into a field is taken back there', () => {
    expect(press('z', CTRL, true)).toBeNull();
    expect(press('b', CTRL, true)).toEqual({ action: 'back-up' });
  });

  test.each([
    ['r', {}],
    ['1', {}],
    ['5', CTRL],
    ['q', CTRL],
    ['c', CTRL],
    ['r', { ...CTRL, shiftKey: true }],
    ['1', { ...CTRL, altKey: true }],
    ['F5', CTRL],
    ['F1', { shiftKey: true }],
    ['constructor', CTRL],
  ])('%s with %o is left alone', (key, held) => {
    expect(press(key, held)).toBeNull();
  });
});

test('the list names the keys as this system writes them', () => {
  const of = (agent: string): readonly string[] => shortcutList(agent).flatMap(({ keys }) => keys);
  expect(of('X11; Linux')).toEqual(expect.arrayContaining(['Ctrl+1', 'Ctrl+Shift+C', 'F1', '?']));
  expect(of('Macintosh')).toEqual(expect.arrayContaining(['⌘1', '⌘,']));
});
