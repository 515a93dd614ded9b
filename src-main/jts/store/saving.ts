import type { BackupEntry } from '../../contract/jts/backup.ts';
import type { Log } from '../../logging/log.ts';
import type { NewBackup } from './backups.ts';
import { nextId } from './entry-id.ts';
import { entrySchema, plainText } from './entry-schema.ts';
import type { Journal } from './journal.ts';
import type { Objects } from './objects.ts';
import { sha256Of } from './plain-files.ts';
import { systemError } from './store-problem.ts';

/**
 * Objects first, then the line that names them: whatever happens between, no entry misses its bytes.
 * For whoever holds the lock and has read the journal. Throws what the file system says, and EINVAL
 * for what could not be read back.
 */
export async function save(
  backup: NewBackup,
  at: number,
  appVersion: string,
  journal: Journal,
  objects: Objects,
  log: Log,
): Promise<BackupEntry> {
  const files = await Promise.all(
    backup.files.map(async ({ bytes, ...file }) => ({
      bytes,
      file: { ...file, size: bytes.length, sha256: await sha256Of(bytes) },
    })),
  );
  const parsed = entrySchema.safeParse({
    ...backup,
    note: plainTextOrNull(backup.note),
    gatewayVersion: plainTextOrNull(backup.gatewayVersion),
    summary: backup.summary && {
      ...backup.summary,
      settings: backup.summary.settings.map(plainText),
    },
    id: nextId(at, journal.index.lastId),
    at,
    pinned: false,
    seenWorking: null,
    lastGood: null,
    files: files.map(({ file }) => file),
    appVersion,
  });
  if (!parsed.success) throw systemError('EINVAL', 'no entry can be made of this');
  if (journal.index.lastId === null && objects.hasSome) {
    // Whose they are and when they were saved stood there only.
    log.warn('the journal of the backups is gone: what was saved before is not listed');
  }
  const made: string[] = [];
  try {
    for (const { bytes, file } of files) {
      const { isNew } = await objects.put(file.sha256, bytes);
      if (isNew) made.push(file.sha256);
    }
    await journal.append([{ kind: 'entry', entry: parsed.data }]);
  } catch (error) {
    journal.refresh();
    // A line that failed only on its last step, and could not be taken back, needs its bytes.
    const isListed = journal.index.find(parsed.data.id) !== null;
    if (!isListed) for (const sha256 of made) await objects.remove(sha256);
    throw error;
  }
  return parsed.data;
}

const plainTextOrNull = (words: string | null): string | null => words && plainText(words);
