import type { Preferences } from '$contract/preferences';

/** The style sheet follows the system unless the root element says otherwise. */
export function applyTheme(theme: Preferences['theme']): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset['theme'];
  else dataset['theme'] = theme;
}
