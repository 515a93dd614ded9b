import { randomBytes } from 'node:crypto';
import { renameSync, unlinkSync } from 'node:fs';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { MAX_SETTINGS_BYTES } from '../../contract/jts/backup.ts';
import { syncFolder, writeAll } from '../store/plain-files.ts';
import { errnoOf } from '../store/store-problem.ts';
import {
  hashOf,
  readOnDisk,
  sha256Of,
  stampNow,
  type FileOnDisk,
  type PresentFile,
} from './file-on-disk.ts';
import { ownerOfNew } from './owner-of-new.ts';
import { refused, refusedBy, type Refused } from './refused.ts';
import { writeInPlace } from './write-in-place.ts';

export interface AtomicWrite {
  /** The settings file, or a link to it. */
  readonly path: string;
  /** Null: the file shall be removed; of a link the link, not what it stands for. */
  readonly bytes: Uint8Array | null;
  /** Hash of what must still be there at the last moment; null: nothing. */
  readonly expected: string | null;
  /** Permission bits of a file that is not there yet; one that is keeps its own. */
  readonly mode: number;
  /** Asked last before anything changes: the reason why it must not. */
  readonly mayWrite: () => Promise<Refused | null>;
  /** A single file mounted into a container can't be replaced: then write into it, which may tear. Only with consent. */
  readonly inPlace?: boolean;
}

/** All that can fail early is done: the new bytes lie beside the file, on the disk and read back. */
export interface Prepared {
  readonly outcome: 'prepared';
  /** Null: done. Refused: the file is as it was, but for `put-back` and `not-put-back`. Once only. */
  commit(): Promise<Refused | null>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

/** Somebody reads the file: Windows then refuses for the moment. */
const WINDOWS_TRIES = 10;
const WINDOWS_PAUSE_MS = 50;
const WINDOWS_BUSY: ReadonlySet<string> = new Set(['EPERM', 'EBUSY', 'EACCES']);

/** A name that no other writer has, and that tells later whose it was. */
export const temporaryBeside = (path: string): string =>
  join(
    dirname(path),
    `.${basename(path)}.${process.pid}.${randomBytes(8).toString('hex')}.gatelight-tmp`,
  );
export const isTemporary = (name: string): boolean =>
  /^\..+\.\d+\.[0-9a-f]{16}\.gatelight-tmp$/.test(name);

/** The first half of a write: whole or not at all, through a file beside it. */
export async function prepareWrite(write: AtomicWrite): Promise<Prepared | Refused> {
  const target = await readOnDisk(write.path);
  if (target.outcome === 'refused') return target;
  if (target.outcome === 'present' && target.links > 1) return refused('hard-link');
  if (hashOf(target) !== write.expected) return refused('changed-since-preview');
  if (write.bytes === null) return prepared(write, target, null);
  if (write.bytes.length > MAX_SETTINGS_BYTES) return refused('too-large');
  const temporary = temporaryBeside(target.path);
  try {
    await writeBeside(temporary, write.bytes, write.mode, target);
  } catch (error) {
    await discard(temporary);
    return refusedBy(error);
  }
  const back = await readOnDisk(temporary);
  if (back.outcome === 'present' && back.sha256 === sha256Of(write.bytes)) {
    return prepared(write, target, temporary);
  }
  await discard(temporary);
  return back.outcome === 'refused' ? back : refused('failed');
}

/** Both halves at once. */
export async function atomicWrite(write: AtomicWrite): Promise<Refused | null> {
  const ready = await prepareWrite(write);
  return ready.outcome === 'refused' ? ready : ready.commit();
}

function prepared(write: AtomicWrite, target: FileOnDisk, temporary: string | null): Prepared {
  return {
    outcome: 'prepared',
    commit: async () => {
      const problem = await replace(write, target.path, temporary);
      if (problem !== null) await discard(temporary);
      return problem;
    },
    discard: () => discard(temporary),
  };
}

async function writeBeside(
  temporary: string,
  bytes: Uint8Array,
  mode: number,
  target: FileOnDisk,
): Promise<void> {
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await writeAll(handle, bytes);
    await sameOwnerAndMode(handle, mode, target);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sameOwnerAndMode(
  handle: FileHandle,
  mode: number,
  target: FileOnDisk,
): Promise<void> {
  if (process.platform === 'win32') return;
  const own = await handle.stat();
  const owner = target.outcome === 'present' ? target : await ownerOfNew(target.path, own);
  // Before the mode: a change of owner clears bits of it.
  if (own.uid !== owner.uid || own.gid !== owner.gid) await handle.chown(owner.uid, owner.gid);
  await handle.chmod(target.outcome === 'present' ? target.mode : mode);
}

async function replace(
  write: AtomicWrite,
  path: string,
  temporary: string | null,
): Promise<Refused | null> {
  const no = await write.mayWrite();
  if (no !== null) return no;
  for (let tries = 1; ; tries += 1) {
    const before = await readOnDisk(write.path);
    if (before.outcome === 'refused') return before;
    if (before.path !== path || hashOf(before) !== write.expected) {
      return refused('changed-since-preview');
    }
    // From here to the rename nothing waits: whoever comes between had the moment of two system calls.
    if (stampNow(path) !== (before.outcome === 'present' ? before.stamp : null)) {
      return refused('changed-since-preview');
    }
    try {
      if (temporary !== null) renameSync(temporary, path);
      else if (before.outcome === 'present') unlinkSync(write.path);
      await keepName(dirname(path));
      return null;
    } catch (error) {
      const errno = errnoOf(error);
      if (process.platform === 'win32' && errno !== null && WINDOWS_BUSY.has(errno)) {
        if (tries >= WINDOWS_TRIES) return refused('busy', errno);
        await pause(WINDOWS_PAUSE_MS);
        continue;
      }
      if (errno !== 'EBUSY') return refusedBy(error);
      return mounted(write, before, temporary);
    }
  }
}

async function mounted(
  { bytes, inPlace }: AtomicWrite,
  before: FileOnDisk,
  temporary: string | null,
): Promise<Refused | null> {
  const isAllowed = inPlace === true && bytes !== null && before.outcome === 'present';
  if (!isAllowed) return refused('mounted-file', 'EBUSY');
  const problem = await writeInPlace(before satisfies PresentFile, bytes);
  await discard(temporary);
  return problem;
}

/** So that the new name outlives a power cut. */
export async function keepName(dir: string): Promise<void> {
  try {
    await syncFolder(dir);
  } catch (error) {
    // The bytes are on the disk, and some file systems keep names without being asked, or not at all.
    if (errnoOf(error) === null) throw error;
  }
}

async function discard(temporary: string | null): Promise<void> {
  if (temporary === null) return;
  try {
    await unlink(temporary);
  } catch (error) {
    // Renamed already, or the sweep at the next start gets it.
    if (errnoOf(error) === null) throw error;
  }
}
