import { constants, lstatSync } from 'node:fs';
import { open, rename, unlink, type FileHandle } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { errnoOf } from './store-problem.ts';

const OWNER_ONLY = 0o600;
/** No link is followed, and a pipe does not keep us waiting. Windows knows neither. */
export const NO_LINK =
  ((constants.O_NOFOLLOW as number | undefined) ?? 0) |
  ((constants.O_NONBLOCK as number | undefined) ?? 0);
/** Hashed in one go; about 2 ms. */
const SLICE_BYTES = 1024 * 1024;

/** A new file for its owner only, every byte of it on the disk. Throws, and leaves nothing then. */
export async function createWhole(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', OWNER_ONLY);
  try {
    try {
      await writeAll(file, bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await removeFile(path);
    throw error;
  }
}

/** Whole, or not at all: through `temporary`. Throws. The folder is for the caller to sync. */
export async function replaceWhole(
  path: string,
  temporary: string,
  bytes: Uint8Array,
): Promise<void> {
  await createWhole(temporary, bytes);
  try {
    await rename(temporary, path);
  } catch (error) {
    await removeFile(temporary);
    throw error;
  }
}

/** A write may be short where the disk is nearly full: the next one tells. */
export async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, null);
    written += bytesWritten;
  }
}

export type WholeFile =
  | { readonly outcome: 'read'; readonly bytes: Buffer }
  | { readonly outcome: 'missing' }
  /** There, but no plain file of this size that can be read. */
  | { readonly outcome: 'unreadable' };

/** Reads a file of exactly `size` bytes. Does not throw for what the file system says. */
export async function readWhole(path: string, size: number): Promise<WholeFile> {
  try {
    const file = await open(path, constants.O_RDONLY | NO_LINK);
    try {
      const stat = await file.stat();
      if (!stat.isFile() || stat.size !== size) return { outcome: 'unreadable' };
      const bytes = Buffer.allocUnsafe(size);
      return (await readAt(file, bytes, 0)) === size
        ? { outcome: 'read', bytes }
        : { outcome: 'unreadable' };
    } finally {
      await file.close();
    }
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === null) throw error;
    return { outcome: errno === 'ENOENT' ? 'missing' : 'unreadable' };
  }
}

/** Fills `bytes` from `position` on; answers how many there were. */
export async function readAt(
  file: FileHandle,
  bytes: Uint8Array,
  position: number,
): Promise<number> {
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length, position + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length;
}

/** In slices: the thread that hashes may be the one that draws the tray. */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
    if (at > 0) await nextTurn();
    hash.update(bytes.subarray(at, at + SLICE_BYTES));
  }
  return hash.digest('hex');
}

/** What was renamed into a folder is there after a power cut, too. Windows can't and needn't. */
export async function syncFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(dir, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Whether it is gone afterwards. */
export async function removeFile(path: string): Promise<boolean> {
  try {
    await unlink(path);
    return true;
  } catch (error) {
    return errnoOf(error) === 'ENOENT';
  }
}

/** A folder itself, not a link to one. */
export function isFolder(path: string): boolean {
  try {
    return lstatSync(path).isDirectory();
  } catch {
    return false;
  }
}
