import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { entrySchema, idSchema, marksSchema } from './entry-schema.ts';

const lineSchema = z.discriminatedUnion('kind', [
  /** The first line; tells one journal from another that took its place. */
  z.object({ kind: z.literal('head'), schema: z.literal(1), made: z.uuid() }),
  z.object({ kind: z.literal('entry'), entry: entrySchema }),
  z.object({ kind: z.literal('mark'), id: idSchema, marks: marksSchema }),
  /** Its objects go a day after `at`, epoch ms. */
  z.object({ kind: z.literal('drop'), ids: z.array(idSchema).readonly(), at: z.number() }),
]);
export type JournalLine = z.infer<typeof lineSchema>;

export type DecodedLine =
  | { readonly outcome: 'line'; readonly line: JournalLine }
  /** Ends without a sum: the process died while it was written, and it was never acknowledged. */
  | { readonly outcome: 'torn' }
  | { readonly outcome: 'damaged' }
  /** Whole, but of a kind that this version does not know. */
  | { readonly outcome: 'foreign' };

const SUM = /,"crc32":"([0-9a-f]{8})"\}$/;

/** One line without its line end: a JSON object whose last field is the sum of what stands before. */
export function encodeLine(line: JournalLine): string {
  const body = JSON.stringify(line).slice(0, -1);
  return `${body},"crc32":"${sumOf(body)}"}`;
}

/** Never throws. */
export function decodeLine(text: string): DecodedLine {
  const found = SUM.exec(text);
  if (found === null) return { outcome: 'torn' };
  if (sumOf(text.slice(0, found.index)) !== found[1]) return { outcome: 'damaged' };
  const parsed = lineSchema.safeParse(parseJson(text));
  return parsed.success ? { outcome: 'line', line: parsed.data } : { outcome: 'foreign' };
}

const sumOf = (body: string): string => crc32(body).toString(16).padStart(8, '0');

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
