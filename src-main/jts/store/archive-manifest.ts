import { z } from 'zod';
import type { BackupEntry } from '../../contract/jts/backup.ts';
import { entrySchema } from './entry-schema.ts';

export const MANIFEST = 'manifest.json';
/** Read in one go, by the thread that draws the tray; a thousand backups take about one megabyte. */
export const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;
export const MAX_ENTRIES = 10_000;

/** The folder's own path stays at home: it may tell who somebody is, and means nothing elsewhere. */
const archivedEntry = entrySchema.omit({ profile: true });
export type ArchivedEntry = Omit<BackupEntry, 'profile'>;

export const manifestSchema = z.object({
  schema: z.literal(1),
  /** Oldest first. */
  entries: z.array(archivedEntry).max(MAX_ENTRIES),
});

export function manifestOf(entries: readonly BackupEntry[]): Buffer {
  const archived = entries.map((entry) => archivedEntry.parse(entry));
  return Buffer.from(`${JSON.stringify({ schema: 1, entries: archived }, null, 1)}\n`);
}

/** Null: it is none, or of another version. */
export function parseManifest(bytes: Buffer): readonly ArchivedEntry[] | null {
  try {
    const parsed = manifestSchema.safeParse(JSON.parse(bytes.toString('utf8')));
    return parsed.success ? parsed.data.entries : null;
  } catch {
    return null;
  }
}

export const objectName = (sha256: string): string =>
  `objects/${sha256.slice(0, 2)}/${sha256.slice(2)}`;

/** `folder`: what a zip tool adds. Null: nothing that an archive of ours holds. */
export function memberKind(name: string): 'manifest' | 'object' | 'folder' | null {
  if (name === MANIFEST) return 'manifest';
  if (/^objects\/([0-9a-f]{2}\/)?$/.test(name)) return 'folder';
  return /^objects\/[0-9a-f]{2}\/[0-9a-f]{62}$/.test(name) ? 'object' : null;
}
