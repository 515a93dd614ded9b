import { createHash } from 'node:crypto';
import { constants, statSync, type BigIntStats } from 'node:fs';
import { lstat, open, realpath, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { MAX_SETTINGS_BYTES } from '../../contract/jts/backup.ts';
import type { NewBackupFile } from '../store/backups.ts';
import { errnoOf } from '../store/store-problem.ts';
import { refused, refusedBy, type Refused } from './refused.ts';

export interface PresentFile {
  readonly outcome: 'present';
  /** Real path: links are followed. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly sha256: string;
  /** Permission bits, e.g. 0o640. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Epoch ms. */
  readonly mtimeMs: number;
  /** Names this file has in the file system: more than one is a hard link. */
  readonly links: number;
  /** Differs as soon as somebody writes to the file, replaces it or changes its mode. */
  readonly stamp: string;
}
export interface AbsentFile {
  readonly outcome: 'absent';
  /** Where it would be, in the real folder. */
  readonly path: string;
}
export type FileOnDisk = PresentFile | AbsentFile;

export const sha256Of = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/** Null: there is none. */
export const hashOf = (file: FileOnDisk): string | null =>
  file.outcome === 'present' ? file.sha256 : null;

/** As the store takes it; nothing where there is none. */
export function backupFile(name: string, file: FileOnDisk): readonly NewBackupFile[] {
  if (file.outcome === 'absent') return [];
  return [{ name, bytes: file.bytes, mode: file.mode, mtimeMs: file.mtimeMs }];
}

/** A pipe does not keep us waiting. Windows knows no such flag. */
const READ_ONLY = constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0);

/** A whole settings file with all that is needed to put it back. Refused: no plain file of a sane size. */
export async function readOnDisk(path: string): Promise<FileOnDisk | Refused> {
  const real = await realPathOf(path);
  if (typeof real !== 'string') return real;
  let handle: FileHandle;
  try {
    handle = await open(real, READ_ONLY);
  } catch (error) {
    return errnoOf(error) === 'ENOENT' ? { outcome: 'absent', path: real } : refusedBy(error);
  }
  try {
    const stat = await handle.stat({ bigint: true });
    if (!stat.isFile()) return refused('not-a-file');
    if (stat.size > MAX_SETTINGS_BYTES) return refused('too-large');
    const bytes = await readAll(handle, Number(stat.size));
    if (bytes.length > MAX_SETTINGS_BYTES) return refused('too-large');
    return {
      outcome: 'present',
      path: real,
      bytes,
      sha256: sha256Of(bytes),
      mode: Number(stat.mode) & 0o7777,
      uid: Number(stat.uid),
      gid: Number(stat.gid),
      mtimeMs: Number(stat.mtimeMs),
      links: Number(stat.nlink),
      stamp: stampOf(stat),
    };
  } catch (error) {
    return refusedBy(error);
  } finally {
    await handle.close();
  }
}

/** As of this moment, without waiting; null: not there, or not to be seen. */
export function stampNow(path: string): string | null {
  try {
    return stampOf(statSync(path, { bigint: true }));
  } catch {
    return null;
  }
}

function stampOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}

/** Follows links; of a file that is not there, its place in the real folder. */
export async function realPathOf(path: string): Promise<string | Refused> {
  try {
    return await realpath(path);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') return refusedBy(error);
  }
  try {
    // Found, though what it stands for is not.
    await lstat(path);
    return refused('link-broken');
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') return refusedBy(error);
  }
  try {
    return join(await realpath(dirname(path)), basename(path));
  } catch (error) {
    return refusedBy(error);
  }
}

/** To the end, which may be further than the size said: somebody may be writing. */
async function readAll(handle: FileHandle, expected: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  while (length <= MAX_SETTINGS_BYTES) {
    const chunk = Buffer.alloc(Math.max(expected - length, 0) + 1);
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, null);
    if (bytesRead === 0) break;
    chunks.push(chunk.subarray(0, bytesRead));
    length += bytesRead;
  }
  return Buffer.concat(chunks);
}
