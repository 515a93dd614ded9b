import { join } from 'node:path';
import { z } from 'zod';
import { ownFolder, readSmallFile, replaceOwnFile } from '../../files/small-files.ts';

const fileSchema = z.object({
  schema: z.literal(1),
  folders: z.array(z.string().min(1).max(4096)).max(16),
});
const MOST = 16;

const pathOf = (dataDir: string): string => join(dataDir, 'settings-folders.json');

/** Folders that a person named, the newest first. Not among the preferences: those go to the page, paths don't. */
export function chosenFolders(dataDir: string): readonly string[] {
  const file = readSmallFile(pathOf(dataDir));
  if (file.outcome !== 'read') return [];
  try {
    const parsed = fileSchema.safeParse(JSON.parse(file.text));
    return parsed.success ? parsed.data.folders : [];
  } catch {
    // No JSON: as if nobody had chosen.
    return [];
  }
}

/** Throws where it can't be written. */
export function addChosenFolder(dataDir: string, dir: string): void {
  const folders = [dir, ...chosenFolders(dataDir).filter((one) => one !== dir)].slice(0, MOST);
  ownFolder(dataDir);
  replaceOwnFile(pathOf(dataDir), `${JSON.stringify({ schema: 1, folders })}\n`);
}
