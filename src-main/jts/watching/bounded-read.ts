import { createHash } from 'node:crypto';
import { constants, type BigIntStats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { MAX_SETTINGS_BYTES } from '../../contract/jts/backup.ts';

/** What one look at a path shows; links are followed. */
export type Sighting =
  | {
      readonly kind: 'file';
      /** Differs after every write, and after a change of rights. */
      readonly key: string;
      readonly size: number;
      readonly mode: number;
      readonly mtimeMs: number;
      readonly ctimeMs: number;
    }
  | { readonly kind: 'absent' }
  /** `why`: an errno, `too-large` or `not-a-file`. */
  | { readonly kind: 'unreadable'; readonly why: string };

export interface Content {
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** A pipe does not keep us waiting. Windows does not know the flag. */
const READ_ONLY = constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0);
const CHUNK_BYTES = 1024 * 1024;
const NOT_THERE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

/** Never rejects. */
export async function sight(path: string, limit = MAX_SETTINGS_BYTES): Promise<Sighting> {
  try {
    return sightingOf(await stat(path, { bigint: true }), limit);
  } catch (error) {
    return failed(error);
  }
}

export const isSame = (one: Sighting, other: Sighting): boolean => keyOf(one) === keyOf(other);

export function keyOf(sighting: Sighting): string {
  switch (sighting.kind) {
    case 'file':
      return sighting.key;
    case 'absent':
      return 'absent';
    case 'unreadable':
      return sighting.why;
  }
}

/**
 * The bytes, where the file is before, during and after reading what `seen` shows; null where it is not;
 * `why` where it can't be read. `seen` null: whatever is there. Never rejects.
 */
export async function readSighted(
  path: string,
  seen: Sighting | null,
  limit = MAX_SETTINGS_BYTES,
): Promise<Content | { readonly why: string } | null> {
  try {
    const handle = await open(path, READ_ONLY);
    try {
      const before = sightingOf(await handle.stat({ bigint: true }), limit);
      if (seen !== null && !isSame(before, seen)) return null;
      if (before.kind !== 'file') return { why: keyOf(before) };
      const hash = createHash('sha256');
      const parts: Buffer[] = [];
      let length = 0;
      for (;;) {
        // One byte more than the file has tells that it has grown.
        const part = Buffer.allocUnsafe(
          Math.min(CHUNK_BYTES, Math.max(0, before.size - length) + 1),
        );
        const { bytesRead } = await handle.read(part, 0, part.length, null);
        if (bytesRead === 0) break;
        length += bytesRead;
        if (length > limit) return { why: 'too-large' };
        parts.push(part.subarray(0, bytesRead));
        hash.update(part.subarray(0, bytesRead));
      }
      const isUnmoved = seen === null || isSame(await sight(path, limit), seen);
      if (!isUnmoved) return null;
      return { bytes: new Uint8Array(Buffer.concat(parts)), sha256: hash.digest('hex') };
    } finally {
      await handle.close();
    }
  } catch (error) {
    const found = failed(error);
    return found.kind === 'absent' ? null : { why: keyOf(found) };
  }
}

function sightingOf(found: BigIntStats, limit: number): Sighting {
  if (!found.isFile()) return { kind: 'unreadable', why: 'not-a-file' };
  if (found.size > BigInt(limit)) return { kind: 'unreadable', why: 'too-large' };
  const { dev, ino, size, mtimeNs, ctimeNs } = found;
  return {
    kind: 'file',
    key: [dev, ino, size, mtimeNs, ctimeNs].join(' '),
    size: Number(size),
    mode: Number(found.mode & 0o7777n),
    mtimeMs: Number(mtimeNs / 1_000_000n),
    ctimeMs: Number(ctimeNs / 1_000_000n),
  };
}

function failed(error: unknown): Exclude<Sighting, { kind: 'file' }> {
  const why = (error as NodeJS.ErrnoException).code;
  if (why === undefined) throw error;
  return NOT_THERE.has(why) ? { kind: 'absent' } : { kind: 'unreadable', why };
}

/** Text of a file that others wrote, at most so many bytes from one end of it; null where it can't be read. Never rejects. */
export async function readText(
  path: string,
  maxBytes: number,
  end: 'first' | 'last' = 'first',
): Promise<string | null> {
  try {
    const handle = await open(path, READ_ONLY);
    try {
      const found = await handle.stat();
      if (!found.isFile()) return null;
      const bytes = Buffer.alloc(Math.min(maxBytes, found.size));
      const from = end === 'first' ? 0 : found.size - bytes.length;
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
      return bytes.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    failed(error);
    return null;
  }
}
