/** Shortcuts as this system writes them: `Ctrl+R`, on a Mac `⌘R`. */
export function keys(key: string, userAgent = navigator.userAgent): string {
  return userAgent.includes('Mac') ? `⌘${key}` : `Ctrl+${key}`;
}

/** The same for assistive technology, which knows the names of the keys. */
export function ariaKeys(key: string, userAgent = navigator.userAgent): string {
  return `${userAgent.includes('Mac') ? 'Meta' : 'Control'}+${key}`;
}
