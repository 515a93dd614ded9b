import type { Page } from '$contract/channels';

export type Shortcut = { action: 'test' } | { action: 'open'; page: Page };

const PAGE_OF_KEY: ReadonlyMap<string, Page> = new Map([
  ['1', 'overview'],
  ['2', 'diagnostics'],
  ['6', 'settings'],
  [',', 'settings'],
]);

/** What a key press asks for; null leaves it to the browser. */
export function shortcutOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): Shortcut | null {
  if (event.altKey || event.shiftKey) return null;
  const command = event.ctrlKey || event.metaKey;
  if (event.key === 'F5' && !command) return { action: 'test' };
  if (!command) return null;
  if (event.key.toLowerCase() === 'r') return { action: 'test' };
  const page = PAGE_OF_KEY.get(event.key);
  return page === undefined ? null : { action: 'open', page };
}
