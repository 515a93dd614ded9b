import { open } from 'node:fs/promises';
import { writeAll } from '../store/plain-files.ts';
import { readOnDisk, sha256Of, type PresentFile } from './file-on-disk.ts';
import { refused, refusedBy, type Refused } from './refused.ts';

/**
 * Into the file as it is. Cut short, it is torn until the old bytes are written again: refused
 * then says `put-back`, or `not-put-back` where that failed as well.
 */
export async function writeInPlace(
  before: PresentFile,
  bytes: Uint8Array,
): Promise<Refused | null> {
  const problem = await overwrite(before.path, bytes);
  if (problem === null) return null;
  const back = await overwrite(before.path, before.bytes);
  return refused(back === null ? 'put-back' : 'not-put-back', problem.errno);
}

async function overwrite(path: string, bytes: Uint8Array): Promise<Refused | null> {
  try {
    const handle = await open(path, 'r+');
    try {
      await writeAll(handle, bytes);
      await handle.truncate(bytes.length);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    return refusedBy(error);
  }
  const back = await readOnDisk(path);
  if (back.outcome === 'refused') return back;
  return back.outcome === 'present' && back.sha256 === sha256Of(bytes) ? null : refused('failed');
}
