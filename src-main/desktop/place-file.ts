import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
      const beside = `${path}.new`;
      try {
        // Beside, then renamed: a power cut leaves the old one or the new one. What lies there, a
        // link perhaps, is not written through.
        rmSync(beside, { force: true });
        writeFileSync(beside, text, { flag: 'wx', mode: 0o600 });
        renameSync(beside, path);
        written = text;
      } catch {
        tidy(beside);
        log.warn("the window's place could not be kept");
      }
    },
  };
}

/** A full disk leaves an empty file behind. */
function tidy(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It stays, and harms nobody.
  }
}
