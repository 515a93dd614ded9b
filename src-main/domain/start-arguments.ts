/** Given by the system that starts the app at login. */
export const HIDDEN_ARGUMENT = '--hidden';

/**
 * Started at login, not by a person, who would look for the window. What follows `--` is not meant
 * for the app.
 */
export function isHiddenStart(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end === -1 ? args : args.slice(0, end)).includes(HIDDEN_ARGUMENT);
}
