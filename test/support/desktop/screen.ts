import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePng, type Picture } from './picture.ts';
import { desktopDir } from './services.ts';

// The virtual screen keeps its picture in a file, in the format of `xwd` (X11/XWDFile.h): a header of
// big-endian words, a colour table of 12-byte entries, then the rows.

const WORD = { headerSize: 0, width: 4, height: 5, bitsPerPixel: 11, rowSize: 12, colours: 19 };
const COLOUR_SIZE = 12;

/** The whole screen as it is now. */
export function readScreen(): Picture {
  const file = readFileSync(join(desktopDir(), 'screen', 'Xvfb_screen0'));
  const word = (name: keyof typeof WORD): number => file.readUInt32BE(WORD[name] * 4);
  const [width, height, rowSize] = [word('width'), word('height'), word('rowSize')];
  if (word('bitsPerPixel') !== 32) throw new Error(`${word('bitsPerPixel')} bits per pixel`);
  const start = word('headerSize') + word('colours') * COLOUR_SIZE;

  const rgba = Buffer.alloc(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      // The pixels are in the machine's order: blue, green, red, nothing.
      const pixel = file.readUInt32LE(start + y * rowSize + x * 4);
      rgba.writeUInt32BE(((pixel << 8) | 0xff) >>> 0, (y * width + x) * 4);
    }
  }
  return { width, height, rgba };
}

/** Writes the screen as PNG. */
export function screenshot(path: string): void {
  writeFileSync(path, encodePng(readScreen()));
}
