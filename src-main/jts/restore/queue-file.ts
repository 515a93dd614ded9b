import { join } from 'node:path';
import { z } from 'zod';
import type { QueuedRestore } from '../../contract/jts/restore.ts';
import {
  mayBeReadLater,
  ownFolder,
  readSmallFile,
  replaceOwnFile,
} from '../../files/small-files.ts';
import { jsonOf, setAside } from './intent.ts';
import { refused, refusedBy, type Refused } from './refused.ts';

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

const queuePath = (storeDir: string): string => join(storeDir, 'queue.json');

/** `unreadable`: it is damaged. `unread`: the next try may read it. */
export function readQueue(storeDir: string): readonly QueuedRestore[] | 'unreadable' | 'unread' {
  const file = readSmallFile(queuePath(storeDir));
  if (file.outcome === 'none') return [];
  if (mayBeReadLater(file)) return 'unread';
  const parsed = file.outcome === 'read' ? queueSchema.safeParse(jsonOf(file.text)) : null;
  return parsed?.success === true ? parsed.data.queued : 'unreadable';
}

export type QueueChange = (all: readonly QueuedRestore[]) => readonly QueuedRestore[];

/** Only under the store's lock. What is damaged is set aside, and the queue begins anew. */
export function changeQueue(
  storeDir: string,
  change: QueueChange,
): { readonly wasUnreadable: boolean; readonly problem: Refused | null } {
  const path = queuePath(storeDir);
  const all = readQueue(storeDir);
  if (all === 'unread') return { wasUnreadable: false, problem: refused('failed') };
  const wasUnreadable = all === 'unreadable';
  if (wasUnreadable) setAside(path);
  try {
    ownFolder(storeDir);
    const queued = change(wasUnreadable ? [] : all);
    replaceOwnFile(path, `${JSON.stringify({ schema: 1, queued })}\n`);
    return { wasUnreadable, problem: null };
  } catch (error) {
    return { wasUnreadable, problem: refusedBy(error) };
  }
}
