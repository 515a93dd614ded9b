import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import type { Picture } from '../desktop/picture.ts';

const SIGNATURE_SIZE = 8;
/** Bytes of a pixel by what the header says of it: 8 bits per channel, colour, not interlaced. */
const BYTES_OF_KIND: Readonly<Record<string, 3 | 4>> = { '8 2 0 0 0': 3, '8 6 0 0 0': 4 };

export const readPng = (path: string): Picture => decodePng(readFileSync(path), path);

/** Decodes the two kinds of PNG that the exported pictures and Playwright's are: with alpha, and without. */
export function decodePng(file: Buffer, path = 'a picture'): Picture {
  const parts: Buffer[] = [];
  let [width, height, bytes] = [0, 0, 4];
  for (let at = SIGNATURE_SIZE; at < file.length;) {
    const size = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    const data = file.subarray(at + 8, at + 8 + size);
    if (type === 'IHDR') {
      [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
      const kind = [...data.subarray(8, 13)].join(' ');
      const known = BYTES_OF_KIND[kind];
      if (known === undefined) throw new Error(`${path}: not the expected kind of PNG (${kind})`);
      bytes = known;
    }
    if (type === 'IDAT') parts.push(data);
    at += size + 12;
  }
  const pixels = unfiltered(inflateSync(Buffer.concat(parts)), width * bytes, height, bytes);
  return { width, height, rgba: bytes === 4 ? pixels : opaque(pixels) };
}

function opaque(rgb: Buffer): Buffer {
  const rgba = Buffer.alloc((rgb.length / 3) * 4, 0xff);
  for (let pixel = 0; pixel * 3 < rgb.length; pixel += 1) {
    rgb.copy(rgba, pixel * 4, pixel * 3, pixel * 3 + 3);
  }
  return rgba;
}

/** Each row begins with the number of its filter: what its bytes are differences to (PNG, §9). */
function unfiltered(raw: Buffer, rowSize: number, height: number, bytes: number): Buffer {
  const pixels = Buffer.alloc(rowSize * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (rowSize + 1)];
    for (let x = 0; x < rowSize; x += 1) {
      const at = y * rowSize + x;
      const left = x >= bytes ? (pixels[at - bytes] ?? 0) : 0;
      const up = y > 0 ? (pixels[at - rowSize] ?? 0) : 0;
      const corner = x >= bytes && y > 0 ? (pixels[at - rowSize - bytes] ?? 0) : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0;
      pixels[at] = ((raw[y * (rowSize + 1) + 1 + x] ?? 0) + guess) & 0xff;
    }
  }
  return pixels;
}

function paeth(left: number, up: number, corner: number): number {
  const sum = left + up - corner;
  const toLeft = Math.abs(sum - left);
  const toUp = Math.abs(sum - up);
  const toCorner = Math.abs(sum - corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
