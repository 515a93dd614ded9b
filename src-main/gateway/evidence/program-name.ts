const LONGEST = 32;

/** The last part of a path of any system. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** Without what a terminal or a window would obey: control characters, directions, odd spaces. */
export const printable = (text: string): string =>
  text.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '').trim();

/** A title that a program wrote over its own words may go on with its arguments. */
export const withoutArguments = (title: string): string =>
  title.replace(/\s(?:-|\S*=)[^]*$/u, '').trimEnd();

/**
 * A program's short name, fit for a window and a log. Programs may write what they like into
 * their own name: `sshd: alice [priv]` names a user, and other names carry control characters.
 */
export function programName(raw: string): string {
  // Of a path the folders may look like arguments.
  const own = /^(?:[/\\]|[a-z]:\\)/i.test(raw) ? baseName(raw) : raw;
  const words = withoutArguments(own);
  const title = /^[^:]*:\s/.exec(words);
  const name = baseName(title ? words.slice(0, words.indexOf(':')) : words);
  return [...printable(name)].slice(0, LONGEST).join('') || 'unnamed';
}
