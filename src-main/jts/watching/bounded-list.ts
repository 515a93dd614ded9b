import type { Dirent } from 'node:fs';
import { opendir } from 'node:fs/promises';

const MAX_ENTRIES = 1000;

/** What is in a folder, the first thousand; empty where it can't be read. Never rejects. */
export async function entriesOf(dir: string): Promise<readonly Dirent[]> {
  const entries: Dirent[] = [];
  try {
    for await (const entry of await opendir(dir)) {
      entries.push(entry);
      if (entries.length >= MAX_ENTRIES) break;
    }
  } catch {
    // Not there, no folder, not for us to see, or gone while we read: what was seen so far is all.
  }
  return entries;
}
