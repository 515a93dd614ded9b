import { open, rename, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SETTINGS_FILE, type BackupEntry } from '../../contract/jts/backup.ts';
import type { Health } from '../../contract/jts/finding.ts';
import type { ArchiveAnswer } from '../../contract/jts/settings-state.ts';
import { temporaryIn } from '../../files/owner-lock.ts';
import { openArchive, type ArchiveContents } from './archive-contents.ts';
import {
  MANIFEST,
  MAX_MANIFEST_BYTES,
  manifestOf,
  objectName,
  type ArchivedEntry,
} from './archive-manifest.ts';
import type { Backups, NewBackupFile, StoreProblem } from './backups.ts';
import { removeFile, syncFolder } from './plain-files.ts';
import { storeProblem, systemError } from './store-problem.ts';
import { ZipWriter } from './zip-writer.ts';

/** What became of an export or an import. */
export type Archived = Exclude<ArchiveAnswer, { outcome: 'cancelled' }>;
/** Tells what a `jts.ini` is; one that takes long waits for another thread. */
export type Judge = (bytes: Uint8Array) => Health | Promise<Health>;
type ArchiveProblem = Extract<Archived, { outcome: 'refused' }>['problem'];

const PROBLEMS: Readonly<Record<StoreProblem, ArchiveProblem>> = {
  'disk-full': 'disk-full',
  'no-permission': 'no-permission',
  'read-only': 'no-permission',
  locked: 'failed',
  'too-large': 'too-large',
  failed: 'failed',
};
const refused = (problem: ArchiveProblem): Archived => ({ outcome: 'refused', problem });
function refusedBySystem(error: unknown): Archived {
  const { problem, errno } = storeProblem(error);
  return refused(errno === 'ENOENT' ? 'not-there' : PROBLEMS[problem]);
}

/**
 * Writes the backups of a folder to a zip at `path`, whole or not at all; what lay there is replaced.
 * `skipped`: backups whose bytes are damaged or gone. For its owner only: it holds the files as they are.
 */
export async function exportArchive(
  backups: Backups,
  profile: string,
  path: string,
): Promise<Archived> {
  const temporary = temporaryIn(dirname(path));
  try {
    const file = await open(temporary, 'wx', 0o600);
    const count = { done: 0, all: 0 };
    try {
      const entries = backups.list(profile).toReversed();
      count.all = entries.length;
      count.done = await writeArchive(backups, entries, file);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
    return { outcome: 'done', count: count.done, skipped: count.all - count.done };
  } catch (error) {
    await removeFile(temporary);
    return refusedBySystem(error);
  }
}

async function writeArchive(
  backups: Backups,
  entries: readonly BackupEntry[],
  file: FileHandle,
): Promise<number> {
  const zip = new ZipWriter(file);
  const written = new Set<string>();
  const whole: BackupEntry[] = [];
  for (const entry of entries) {
    let isWhole = true;
    for (const { name, sha256 } of entry.files) {
      if (written.has(sha256)) continue;
      const read = await backups.read(entry, name);
      if (read.outcome === 'read') {
        await zip.add(objectName(sha256), read.bytes);
        written.add(sha256);
      } else isWhole = false;
    }
    if (isWhole) whole.push(entry);
  }
  // Last, because only now it is known what is whole.
  const manifest = manifestOf(whole);
  if (manifest.length > MAX_MANIFEST_BYTES) throw systemError('EFBIG', 'no import would take this');
  await zip.add(MANIFEST, manifest);
  await zip.end();
  return whole.length;
}

/**
 * Adds what a zip holds to the backups of a folder, as `imported` with what it was in `original`.
 * All of it is unpacked and compared with its hashes first: where anything differs nothing is added.
 * `skipped`: backups that are there already. `healthOf` judges `jts.ini`: the archive's word alone does
 * not count, and nothing is pinned that nobody pinned here. Where the disk fills on the way, what was added stays, and the next import goes on.
 */
export async function importArchive(
  backups: Backups,
  profile: string,
  path: string,
  healthOf: Judge,
): Promise<Archived> {
  try {
    const archive = await openArchive(path);
    if (typeof archive === 'string') return refused(archive);
    try {
      return await addEntries(backups, profile, archive, healthOf);
    } finally {
      await archive.close();
    }
  } catch (error) {
    return refusedBySystem(error);
  }
}

async function addEntries(
  backups: Backups,
  profile: string,
  archive: ArchiveContents,
  healthOf: Judge,
): Promise<Archived> {
  const known = new Set(backups.list(profile).map(identityOf));
  let count = 0;
  for (const entry of archive.entries) {
    const identity = identityOf(entry);
    if (known.has(identity)) continue;
    known.add(identity);
    const files: NewBackupFile[] = [];
    for (const file of entry.files) {
      const bytes = await archive.read(file);
      if (bytes === null) return refused('damaged');
      files.push({ name: file.name, bytes, mode: file.mode, mtimeMs: file.mtimeMs });
    }
    const added = await backups.add({
      profile,
      cause: 'imported',
      note: entry.note,
      health: await healthNow(entry, files, healthOf),
      files,
      summary: entry.summary,
      gatewayVersion: entry.gatewayVersion,
      undo: null,
      original: originOf(entry),
    });
    if (added.outcome === 'failed') return refused(PROBLEMS[added.problem]);
    count += 1;
  }
  return { outcome: 'done', count, skipped: archive.entries.length - count };
}

/** What this machine sees counts; only what it can't see, a cut against the version before, is taken on trust. */
async function healthNow(
  { health }: ArchivedEntry,
  files: readonly NewBackupFile[],
  healthOf: Judge,
): Promise<Health> {
  const settings = files.find(({ name }) => name === SETTINGS_FILE);
  if (settings === undefined) return 'absent';
  const seen = await healthOf(settings.bytes);
  return seen === 'ok' && health === 'cut-off' ? health : seen;
}

const originOf = (entry: ArchivedEntry): NonNullable<BackupEntry['original']> =>
  entry.original ?? { id: entry.id, at: entry.at, cause: entry.cause };

/** The same wherever an entry was carried; a forged id does not hide another content. */
const identityOf = (entry: ArchivedEntry): string =>
  [originOf(entry).id, ...entry.files.map(({ name, sha256 }) => `${name}=${sha256}`)].join(' ');
