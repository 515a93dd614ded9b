import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Of a file that others may have damaged or planted. */
export type SmallFile =
  | { outcome: 'read'; text: string }
  | { outcome: 'none' }
  /**
   * There, but no readable plain file of a sane size. `ageMs`: since it was last changed. `errno`: what the system
   * said, null: nothing.
   */
  | { outcome: 'unreadable'; ageMs: number; errno: string | null };

/** These are about this moment or the disk, and say nothing about the file. */
const PASSING: ReadonlySet<string> = new Set([
  'EMFILE',
  'ENFILE',
  'ENOMEM',
  'EIO',
  'EAGAIN',
  'EINTR',
  'EBUSY',
  'ETIMEDOUT',
  'ESTALE',
]);

/** Whether the next try may read what this one could not; else it is no file of ours, or damaged. */
export const mayBeReadLater = (file: SmallFile): boolean =>
  file.outcome === 'unreadable' && file.errno !== null && PASSING.has(file.errno);

const CAP_BYTES = 1024 * 1024;
const OWNER_ONLY = { folder: 0o700, file: 0o600 } as const;
/** No link is followed, and a pipe does not keep us waiting. Windows knows neither. */
const READ_ONLY =
  constants.O_RDONLY |
  ((constants.O_NOFOLLOW as number | undefined) ?? 0) |
  ((constants.O_NONBLOCK as number | undefined) ?? 0);

/** Reads a whole small file. Never throws. */
export function readSmallFile(path: string): SmallFile {
  let fd: number;
  try {
    fd = openSync(path, READ_ONLY);
  } catch (error) {
    const errno = codeOf(error);
    return errno === 'ENOENT'
      ? { outcome: 'none' }
      : { outcome: 'unreadable', ageMs: ageOf(path), errno };
  }
  try {
    const stat = fstatSync(fd);
    const unreadable = { outcome: 'unreadable', ageMs: age(stat.mtimeMs), errno: null } as const;
    if (!stat.isFile() || stat.size > CAP_BYTES) return unreadable;
    const bytes = Buffer.alloc(stat.size);
    let length = 0;
    while (length < bytes.length) {
      const count = readSync(fd, bytes, length, bytes.length - length, null);
      if (count === 0) break;
      length += count;
    }
    return { outcome: 'read', text: bytes.toString('utf8', 0, length) };
  } catch (error) {
    return { outcome: 'unreadable', ageMs: ageOf(path), errno: codeOf(error) };
  } finally {
    closeSync(fd);
  }
}

const codeOf = (error: unknown): string | null => (error as NodeJS.ErrnoException).code ?? null;

/** Since a file was last changed, ms. One from the future is old: the clock was wrong once. */
export function ageOf(path: string): number {
  try {
    return age(lstatSync(path).mtimeMs);
  } catch {
    return Infinity;
  }
}
const age = (mtimeMs: number): number => Math.abs(Date.now() - mtimeMs);

/** A new file for its owner only. Throws where it can't be made or is there already. `flush`: on the disk, too. */
export function createFile(path: string, text: string, flush = false): void {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: OWNER_ONLY.file, flush });
  } catch (error) {
    // A full disk leaves an empty file behind.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') remove(path);
    throw error;
  }
}

/** Whole, or not at all: through `temporary`, which must be nobody else's name. Throws. */
export function replaceFile(path: string, temporary: string, text: string, flush = false): void {
  createFile(temporary, text, flush);
  try {
    renameSync(temporary, path);
  } catch (error) {
    remove(temporary);
    throw error;
  }
}

/**
 * Whole, or not at all, for a file that one process alone writes: a power cut leaves the old one or the
 * new one. What lies beside it, a link perhaps, is not written through. Throws.
 */
export function replaceOwnFile(path: string, text: string): void {
  const beside = `${path}.new`;
  remove(beside);
  replaceFile(path, beside, text, true);
}

/** Gone, or left where it can't be helped. */
export function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Somebody else was faster, or it is no file.
  }
}

/** A folder for its owner only. Throws where it is not ours to use. */
export function ownFolder(dir: string): void {
  makeFolder(dir);
  const stat = lstatSync(dir);
  if (!stat.isDirectory()) throw new Error('not a folder');
  if (process.platform === 'win32' || (stat.mode & 0o077) === 0) return;
  chmodSync(dir, OWNER_ONLY.folder);
}

/** Node's own `recursive` never ends below a folder like /proc, which says each time that it is not there. */
function makeFolder(dir: string): void {
  for (let isRetry = false; ; isRetry = true) {
    try {
      mkdirSync(dir, { mode: OWNER_ONLY.folder });
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') return;
      if (code !== 'ENOENT' || isRetry || dirname(dir) === dir) throw error;
      makeFolder(dirname(dir));
    }
  }
}
