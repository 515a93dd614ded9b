import type { Verified } from './backups.ts';
import type { Journal } from './journal.ts';
import type { Objects } from './objects.ts';

/** As many as the system's own threads work on at once. */
const AT_ONCE = 4;

/** Reads the journal and every object that an entry names once more; each object once. Writes nothing. */
export async function verifyStore(
  journal: Journal,
  objects: Objects,
  onProgress: (done: number, total: number) => void,
): Promise<Verified> {
  const { index, tornEnd } = await journal.reread();
  const sizes = new Map<string, number>();
  for (const { files } of index.entries) {
    for (const { sha256, size } of files) sizes.set(sha256, size);
  }
  const bad = new Set<string>();
  const left = [...sizes].values();
  let done = 0;
  const next = async (): Promise<void> => {
    for (const [sha256, size] of left) {
      if ((await objects.read(sha256, size)).outcome !== 'read') bad.add(sha256);
      done += 1;
      onProgress(done, sizes.size);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return {
    checked: sizes.size,
    damaged: index.entries
      .filter(({ files }) => files.some(({ sha256 }) => bad.has(sha256)))
      .map(({ id }) => id),
    tornLines: index.unreadable + (tornEnd ? 1 : 0),
  };
}
