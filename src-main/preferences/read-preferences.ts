import { readFileSync, statSync } from 'node:fs';
import { preferencesSchema, type Preferences } from '../contract/preferences.ts';
import { preferencesPath } from './data-folder.ts';
import { fromFirstSchema } from './first-schema.ts';
import { fromSecondSchema } from './second-schema.ts';
import { fromThirdSchema } from './third-schema.ts';

export type ReadPreferences =
  /** `isOld`: in a schema of an earlier version; given in today's. */
  | { outcome: 'read'; preferences: Preferences; isOld: boolean }
  | { outcome: 'none' }
  /** There, but not readable as preferences; nothing is changed. */
  | { outcome: 'damaged' };

/** Nobody sets up as much. */
const MAX_BYTES = 1024 * 1024;

/** Reads without writing, for the command line: it must not repair or move anything. */
export function readPreferences(dir: string): ReadPreferences {
  let text: string;
  try {
    const path = preferencesPath(dir);
    const stat = statSync(path);
    // A pipe would keep the app waiting.
    if (!stat.isFile() || stat.size > MAX_BYTES) return { outcome: 'damaged' };
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
      ? { outcome: 'none' }
      : { outcome: 'damaged' };
  }
  return parsePreferences(text);
}

/** Text of a preferences file against the schemas; unknown or missing keys count as damage. */
export function parsePreferences(text: string): ReadPreferences {
  try {
    const value: unknown = JSON.parse(text);
    const parsed = preferencesSchema.safeParse(value);
    if (parsed.success) return { outcome: 'read', preferences: parsed.data, isOld: false };
    const old = fromThirdSchema(value) ?? fromSecondSchema(value) ?? fromFirstSchema(value);
    if (old !== null) return { outcome: 'read', preferences: old, isOld: true };
  } catch {
    // No JSON at all.
  }
  return { outcome: 'damaged' };
}
