import { readFileSync } from 'node:fs';
import { preferencesSchema, type Preferences } from '../contract/preferences.ts';
import { preferencesPath } from './data-folder.ts';

export type ReadPreferences =
  | { outcome: 'read'; preferences: Preferences }
  | { outcome: 'none' }
  /** There, but not readable as preferences; nothing is changed. */
  | { outcome: 'damaged' };

/** Reads without writing, for the command line: it must not repair or move anything. */
export function readPreferences(dir: string): ReadPreferences {
  let text: string;
  try {
    text = readFileSync(preferencesPath(dir), 'utf8');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
      ? { outcome: 'none' }
      : { outcome: 'damaged' };
  }
  return parsePreferences(text);
}

/** Text of a preferences file against the schema; unknown or missing keys count as damage. */
export function parsePreferences(text: string): ReadPreferences {
  try {
    const parsed = preferencesSchema.safeParse(JSON.parse(text));
    return parsed.success ? { outcome: 'read', preferences: parsed.data } : { outcome: 'damaged' };
  } catch {
    return { outcome: 'damaged' };
  }
}
