import { z } from 'zod';
import { BACKUP_CAUSES, type BackupEntry } from '../../contract/jts/backup.ts';
import { MAX_SETTINGS_BYTES } from '../../contract/jts/backup.ts';
import type { Health } from '../../contract/jts/finding.ts';

/** What is read back from the journal or an archive: another version may have written it, or anybody else. */

/** Epoch ms of which a date can be made. */
const instant = z.number().min(0).max(8.64e15);
/** What people and their programs wrote, printed in a terminal as it is. */
const text = z
  .string()
  .max(10_000)
  .regex(/^\P{Cc}*$/u);
export const plainText = (words: string): string => words.replaceAll(/\p{Cc}+/gu, ' ');
const count = z.int().min(0);
const HEALTHS = [
  'ok',
  'empty',
  'binary',
  'cut-off',
  'not-settings',
  'absent',
] as const satisfies readonly Health[];

/** Looked up, never joined into a path; may be shown and typed. */
export const idSchema = z.string().regex(/^[0-9a-z-]{1,64}$/);
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** Inside the settings folder, at most one folder deep: a restore makes a path of it. */
// eslint-disable-next-line no-control-regex -- These are what a name must not hold.
const PART = /^(?!\.{1,2}$)[^/\\:\u0000-\u001f]{1,255}$/;
export const isFileName = (name: string): boolean => {
  const parts = name.split('/');
  return parts.length <= 2 && parts.every((part) => PART.test(part));
};

const fileSchema = z.object({
  name: z.string().refine(isFileName),
  size: z.int().min(0).max(MAX_SETTINGS_BYTES),
  sha256: sha256Schema,
  mode: z.int().min(0).max(0o7777),
  mtimeMs: z.number().min(-8.64e15).max(8.64e15),
});

export const marksSchema = z.object({
  note: text.nullable().exactOptional(),
  pinned: z.boolean().exactOptional(),
  seenWorking: instant.nullable().exactOptional(),
  lastGood: instant.nullable().exactOptional(),
});

export const entrySchema = z.object({
  id: idSchema,
  profile: z.string().max(4096),
  at: instant,
  cause: z.enum(BACKUP_CAUSES),
  note: text.nullable(),
  pinned: z.boolean(),
  health: z.enum(HEALTHS),
  seenWorking: instant.nullable(),
  lastGood: instant.nullable(),
  files: z
    .array(fileSchema)
    .max(100)
    .refine((files) => new Set(files.map(({ name }) => name)).size === files.length)
    .readonly(),
  summary: z
    .object({
      counts: z.object({ high: count, medium: count, low: count, housekeeping: count }),
      settings: z.array(text).max(10_000).readonly(),
    })
    .nullable(),
  gatewayVersion: text.nullable(),
  appVersion: text,
  undo: idSchema.nullable(),
  original: z.object({ id: idSchema, at: instant, cause: z.enum(BACKUP_CAUSES) }).exactOptional(),
}) satisfies z.ZodType<BackupEntry>;
