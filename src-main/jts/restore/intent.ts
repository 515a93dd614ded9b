import { renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import {
  mayBeReadLater,
  ownFolder,
  readSmallFile,
  remove,
  replaceOwnFile,
} from '../../files/small-files.ts';
import { keepName } from './atomic-write.ts';
import { isRestorable } from './planned-files.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const id = z.string().min(1).max(200);
const intentSchema = z.object({
  schema: z.literal(1),
  profile: z.string().min(1).max(4096),
  backupId: id,
  /** The entry that holds what was there before. */
  undo: id,
  files: z
    .array(
      z.object({
        name: z.string().refine(isRestorable),
        before: hash.nullable(),
        after: hash.nullable(),
      }),
    )
    .min(1)
    .max(10),
});

/** What a restore is about to do: on the disk before it begins, gone when it is over. */
export type Intent = Omit<z.infer<typeof intentSchema>, 'schema'>;

const pathOf = (storeDir: string): string => join(storeDir, 'intent.json');

/** Throws where it can't be written. */
export async function writeIntent(storeDir: string, intent: Intent): Promise<void> {
  ownFolder(storeDir);
  const path = pathOf(storeDir);
  replaceOwnFile(path, `${JSON.stringify({ schema: 1, ...intent })}\n`);
  await keepName(dirname(path));
}

export async function removeIntent(storeDir: string): Promise<void> {
  remove(pathOf(storeDir));
  await keepName(storeDir);
}

/** `unreadable`: one that tells nothing. `unread`: the next try may read it. */
export function readIntent(storeDir: string): Intent | 'none' | 'unreadable' | 'unread' {
  const file = readSmallFile(pathOf(storeDir));
  if (file.outcome === 'none') return 'none';
  if (mayBeReadLater(file)) return 'unread';
  const parsed = file.outcome === 'read' ? intentSchema.safeParse(jsonOf(file.text)) : null;
  return parsed?.success === true ? parsed.data : 'unreadable';
}

/** One that tells nothing: under another name, so that this is told once. */
export function setIntentAside(storeDir: string): void {
  setAside(pathOf(storeDir));
}

/** Undefined: none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function setAside(path: string): void {
  try {
    renameSync(path, `${path}.damaged`);
  } catch {
    // It will be told again; what it said is lost either way.
    remove(path);
  }
}
