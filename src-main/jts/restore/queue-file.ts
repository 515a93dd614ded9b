import { join } from 'node:path';
import { z } from 'zod';
import type { QueuedRestore } from '../../contract/jts/restore.ts';
import { ownFolder, readSmallFile, replaceOwnFile } from '../../files/small-files.ts';
import { jsonOf, setAside } from './intent.ts';

/** Epoch ms of which a date can be made. */
const instant = z.number().min(0).max(8.64e15);
const queueSchema = z.object({
  schema: z.literal(1),
  queued: z
    .array(
      z.object({
        profile: z.string().min(1).max(4096),
        backupId: z.string().min(1).max(200),
        previewed: z
          .string()
          .regex(/^[0-9a-f]{64}$/)
          .nullable(),
        withApiStore: z.boolean(),
        queuedAt: instant,
        expiresAt: instant,
        needsLook: z.boolean(),
      }) satisfies z.ZodType<QueuedRestore>,
    )
    .max(100),
});

export const queuePath = (storeDir: string): string => join(storeDir, 'queue.json');

/** Null: it can't be read. */
export function readQueue(storeDir: string): readonly QueuedRestore[] | null {
  const file = readSmallFile(queuePath(storeDir));
  if (file.outcome === 'none') return [];
  const parsed = file.outcome === 'read' ? queueSchema.safeParse(jsonOf(file.text)) : null;
  return parsed?.success === true ? parsed.data.queued : null;
}

/** Only under the store's lock. Throws where it can't be written. */
export function writeQueue(storeDir: string, queued: readonly QueuedRestore[]): void {
  ownFolder(storeDir);
  replaceOwnFile(queuePath(storeDir), `${JSON.stringify({ schema: 1, queued })}\n`);
}

export const setQueueAside = (storeDir: string): void => {
  setAside(queuePath(storeDir));
};
