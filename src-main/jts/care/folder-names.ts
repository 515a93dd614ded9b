import { createHash } from 'node:crypto';
import { sep } from 'node:path';

/** Names a folder in requests; made of its real path, which it does not tell. */
export const folderId = (realDir: string): string =>
  createHash('sha256').update(realDir).digest('hex').slice(0, 16);

/** `~/Jts`: as a person would write it. One outside of the home folder is told by its last two names. */
export function shownFolder(dir: string, home: string): string {
  if (dir === home) return '~';
  if (home !== '' && dir.startsWith(home + sep)) return `~${dir.slice(home.length)}`;
  const names = dir.split(sep).filter((name) => name !== '');
  return names.length > 2 ? `…${sep}${names.slice(-2).join(sep)}` : dir;
}
