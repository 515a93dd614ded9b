import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseKept, type KeptPlace } from './window-place.ts';

export interface PlaceFile {
  /** Null: nothing was kept, or it can't be read. */
  read(): KeptPlace | null;
  write(kept: KeptPlace): void;
}

/** The window's place in a file of its own beside the preferences; losing it costs nobody anything. */
export function placeFile(path: string, log: { warn(text: string): void }): PlaceFile {
  let written = '';
  return {
    read: () => {
      try {
        return parseKept(readFileSync(path, 'utf8'));
      } catch {
        return null;
      }
    },
    write: (kept) => {
      const text = JSON.stringify(kept);
      if (text === written) return;
      try {
        // Beside, then renamed: a power cut leaves the old one or the new one.
        writeFileSync(`${path}.new`, text, { mode: 0o600 });
        renameSync(`${path}.new`, path);
        written = text;
      } catch {
        log.warn("the window's place could not be kept");
      }
    },
  };
}
