const LONGEST = 32;

/** The last part of a path of any system. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** Without what a terminal or a window would obey: control characters, directions, odd spaces. */
export const printable = (text: string): string =>
  text.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '').trim();

/**
 * A program's short name, fit for a window and a log. Programs may write what they like into
 * their own name: `sshd: alice [priv]` names a user, and other names carry control characters.
 */
export function programName(raw: string): string {
  const title = /^[^:]*:\s/.exec(raw);
  const name = baseName(title ? raw.slice(0, raw.indexOf(':')) : raw);
  return [...printable(name)].slice(0, LONGEST).join('') || 'unnamed';
}
