import type { Clock } from '../../domain/clock.ts';
import type { NewBackupFile } from '../store/backups.ts';
import { prepareWrite, type Prepared } from './atomic-write.ts';
import { backupFile, hashOf, readOnDisk, type FileOnDisk } from './file-on-disk.ts';
import type { PlannedFile } from './planned-files.ts';
import { wait } from './quiet.ts';
import { refused, type Refused } from './refused.ts';

/** A file of the folder, as it was and as it shall be. */
export interface FileChange {
  readonly before: FileOnDisk;
  readonly after: PlannedFile;
}

export interface WritePorts {
  readonly clock: Clock;
  /** Refused: somebody may use the folder. */
  readonly mayWrite: (name: string) => Promise<Refused | null>;
  /** Keeps what is there now, all of it; the hashes of what was kept of these files, in their order. */
  readonly keepFound: (
    files: readonly PlannedFile[],
  ) => Promise<readonly (string | null)[] | Refused>;
  readonly onOwnWrite: (name: string, sha256: string | null) => void;
}

/** So long after the write somebody who held the old file may still come. */
const SECOND_LOOK_MS = 2000;

/** All of them or none. Refused: the files are as they were, except for `not-put-back`. */
export async function writeFiles(
  changes: readonly FileChange[],
  inPlace: boolean,
  ports: WritePorts,
): Promise<Refused | null> {
  const ready: Prepared[] = [];
  try {
    for (const { before, after } of changes) {
      const one = await prepareWrite({
        path: after.path,
        bytes: after.bytes,
        expected: hashOf(before),
        mode: after.mode,
        mayWrite: () => ports.mayWrite(after.name),
        inPlace,
      });
      if (one.outcome === 'refused') return one;
      ready.push(one);
    }
    for (const [at, one] of ready.entries()) {
      const { name, sha256 } = changes[at]!.after;
      ports.onOwnWrite(name, sha256);
      const problem = await one.commit();
      if (problem === null) continue;
      const isBack = await putBack(changes.slice(0, at), ports);
      return isBack ? problem : refused('not-put-back', problem.errno);
    }
  } finally {
    for (const one of ready) await one.discard();
  }
  return (await inPlaceNow(changes)) === null ? backAfterMismatch(changes, ports) : null;
}

/** What is there now: nobody came after us. */
export async function secondLook(
  changes: readonly FileChange[],
  ports: WritePorts,
): Promise<readonly NewBackupFile[] | Refused> {
  await wait(ports.clock, SECOND_LOOK_MS);
  return (await inPlaceNow(changes)) ?? backAfterMismatch(changes, ports);
}

async function backAfterMismatch(
  changes: readonly FileChange[],
  ports: WritePorts,
): Promise<Refused> {
  return refused((await putBack(changes, ports)) ? 'put-back' : 'not-put-back');
}

/** Null: one of them is not what it shall be. */
async function inPlaceNow(
  changes: readonly FileChange[],
): Promise<readonly NewBackupFile[] | null> {
  const files: NewBackupFile[] = [];
  for (const { after } of changes) {
    const found = await readOnDisk(after.path);
    if (found.outcome === 'refused' || hashOf(found) !== after.sha256) return null;
    files.push(...backupFile(after.name, found));
  }
  return files;
}

/** True: all of them are what they were. */
export async function putBack(changes: readonly FileChange[], ports: WritePorts): Promise<boolean> {
  const kept = await keepForeign(changes, ports);
  let isBack = true;
  for (const [at, change] of changes.entries()) {
    if ((await putOneBack(change, kept[at], ports)) !== null) isBack = false;
  }
  return isBack;
}

/** What somebody else wrote meanwhile is saved before it is overwritten. Hashes, in order; none: nothing is saved. */
async function keepForeign(
  changes: readonly FileChange[],
  ports: WritePorts,
): Promise<readonly (string | null)[]> {
  for (const change of changes) {
    const found = await readOnDisk(change.after.path);
    if (found.outcome === 'refused' || !isForeign(found, change)) continue;
    const kept = await ports.keepFound(changes.map(({ after }) => after));
    return 'outcome' in kept ? [] : kept;
  }
  return [];
}

const isForeign = (found: FileOnDisk, { before, after }: FileChange): boolean =>
  found.outcome === 'present' && found.sha256 !== hashOf(before) && found.sha256 !== after.sha256;

async function putOneBack(
  change: FileChange,
  kept: string | null | undefined,
  ports: WritePorts,
): Promise<Refused | null> {
  const { before } = change;
  const { name, path } = change.after;
  const found = await readOnDisk(path);
  if (found.outcome === 'refused') return found;
  if (hashOf(found) === hashOf(before)) return null;
  if (isForeign(found, change) && hashOf(found) !== kept) return refused('safety-copy-failed');
  const ready = await prepareWrite({
    path,
    bytes: before.outcome === 'present' ? before.bytes : null,
    expected: hashOf(found),
    mode: before.outcome === 'present' ? before.mode : 0,
    mayWrite: () => ports.mayWrite(name),
  });
  if (ready.outcome === 'refused') return ready;
  ports.onOwnWrite(name, hashOf(before));
  return ready.commit();
}
