import { readFileSync, statSync } from 'node:fs';
import { replaceOwnFile } from '../files/small-files.ts';
import { parseKept, type KeptPlace } from './window-place.ts';

export interface PlaceFile {
  /** Null: nothing was kept, or it can't be read. */
  read(): KeptPlace | null;
  write(kept: KeptPlace): void;
}

/** Nobody writes as much about a window. */
const MAX_BYTES = 4096;

/** The window's place in a file of its own beside the preferences; losing it costs nobody anything. */
export function placeFile(path: string, log: { warn(text: string): void }): PlaceFile {
  let written = '';
  return {
    read: () => {
      try {
        const stat = statSync(path);
        // A pipe would keep the app waiting.
        if (!stat.isFile() || stat.size > MAX_BYTES) return null;
        return parseKept(readFileSync(path, 'utf8'));
      } catch {
        return null;
      }
    },
    write: (kept) => {
      const text = JSON.stringify(kept);
      if (text === written) return;
      try {
        replaceOwnFile(path, text);
        written = text;
      } catch {
        log.warn("the window's place could not be kept");
      }
    },
  };
}
