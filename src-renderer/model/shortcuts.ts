import type { Page } from '$contract/channels';

export type Shortcut =
  /** `escape`: a dialog, menu or tooltip that is open takes it; without one the window is hidden. */
  | { action: 'test' | 'back-up' | 'undo' | 'copy-report' | 'find' | 'hide' | 'help' | 'escape' }
  | { action: 'open'; page: Page };

const PAGE_OF_KEY: ReadonlyMap<string, Page> = new Map([
  ['1', 'overview'],
  ['2', 'diagnostics'],
  ['3', 'configuration'],
  ['4', 'backups'],
  ['6', 'settings'],
  [',', 'settings'],
]);

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** What a key press asks for; null leaves it to the browser. `typing`: in a field, where a letter is a letter. */
export function shortcutOf(event: KeyPress, typing: boolean): Shortcut | null {
  if (event.altKey) return null;
  if (event.ctrlKey || event.metaKey) return withCommand(event, typing);
  // On most keyboards the question mark itself needs Shift.
  if (event.key === '?') return typing ? null : { action: 'help' };
  return event.shiftKey ? null : (ALONE.get(event.key) ?? null);
}

const ALONE: ReadonlyMap<string, Shortcut> = new Map([
  ['F5', { action: 'test' }],
  ['F1', { action: 'help' }],
  ['Escape', { action: 'escape' }],
]);

function withCommand({ key, shiftKey }: KeyPress, typing: boolean): Shortcut | null {
  const letter = key.toLowerCase();
  if (shiftKey) return letter === 'c' ? { action: 'copy-report' } : null;
  if (letter === 'r') return { action: 'test' };
  if (letter === 'w') return { action: 'hide' };
  // In a field it takes back what was typed.
  if (letter === 'z') return typing ? null : { action: 'undo' };
  if (letter === 'b') return { action: 'back-up' };
  if (letter === 'f') return { action: 'find' };
  const page = PAGE_OF_KEY.get(key);
  return page === undefined ? null : { action: 'open', page };
}

/** The element takes letters. */
export function takesLetters(element: Element | null): boolean {
  if (element === null) return false;
  if (element.matches('textarea, select, [contenteditable=""], [contenteditable="true"]'))
    return true;
  return element.matches('input:not([type=radio], [type=checkbox], [type=button])');
}
