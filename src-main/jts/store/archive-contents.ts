import { MAX_SETTINGS_BYTES } from '../../contract/jts/backup.ts';
import {
  MANIFEST,
  MAX_ENTRIES,
  MAX_MANIFEST_BYTES,
  memberKind,
  objectName,
  parseManifest,
  type ArchivedEntry,
} from './archive-manifest.ts';
import { sha256Of } from './plain-files.ts';
import { openZip, type ZipFile, type ZipLimits, type ZipProblem } from './zip-reader.ts';

/** Far above what the store itself keeps; of a bomb no more than this is unpacked. */
const LIMITS: ZipLimits = { members: 20_000, totalBytes: 512 * 1024 * 1024 };

/** An archive of which everything has been unpacked and compared once. */
export interface ArchiveContents {
  /** Oldest first. */
  readonly entries: readonly ArchivedEntry[];
  /** Null: other bytes than before. Throws what the file system says. */
  read(file: ArchivedEntry['files'][number]): Promise<Buffer | null>;
  close(): Promise<void>;
}

/** Throws what the file system says. */
export async function openArchive(path: string): Promise<ArchiveContents | ZipProblem> {
  const zip = await openZip(path, LIMITS);
  if (typeof zip === 'string') return zip;
  try {
    const entries = await readEntries(zip);
    if (typeof entries !== 'string') {
      return { entries, read: (file) => unpack(zip, file), close: () => zip.close() };
    }
    await zip.close();
    return entries;
  } catch (error) {
    await zip.close();
    throw error;
  }
}

async function readEntries(zip: ZipFile): Promise<readonly ArchivedEntry[] | ZipProblem> {
  for (const { name, size } of zip.members.values()) {
    const kind = memberKind(name);
    if (kind === null) return 'not-an-archive';
    if (size > (kind === 'manifest' ? MAX_MANIFEST_BYTES : MAX_SETTINGS_BYTES)) return 'too-large';
  }
  const manifest = zip.members.get(MANIFEST);
  if (manifest === undefined) return 'not-an-archive';
  const bytes = await zip.read(manifest);
  const entries = bytes === null ? null : parseManifest(bytes);
  if (entries === null) return 'damaged';
  if (entries.length > MAX_ENTRIES) return 'too-large';
  const checked = new Set<string>();
  for (const file of entries.flatMap(({ files }) => files)) {
    const content = `${file.sha256} ${file.size}`;
    if (checked.has(content)) continue;
    if ((await unpack(zip, file)) === null) return 'damaged';
    checked.add(content);
  }
  return entries;
}

/** Null: other bytes than the manifest says, or none. */
async function unpack(zip: ZipFile, file: ArchivedEntry['files'][number]): Promise<Buffer | null> {
  const member = zip.members.get(objectName(file.sha256));
  if (member?.size !== file.size) return null;
  const bytes = await zip.read(member);
  return bytes !== null && (await sha256Of(bytes)) === file.sha256 ? bytes : null;
}
