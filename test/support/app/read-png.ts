import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import type { Picture } from '../desktop/picture.ts';

const SIGNATURE_SIZE = 8;
const BYTES = 4;

/** Reads the one kind of PNG that the exported pictures are: 8 bits per channel, with alpha, not interlaced. */
export function readPng(path: string): Picture {
  const file = readFileSync(path);
  const parts: Buffer[] = [];
  let [width, height] = [0, 0];
  for (let at = SIGNATURE_SIZE; at < file.length;) {
    const size = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    const data = file.subarray(at + 8, at + 8 + size);
    if (type === 'IHDR') {
      [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
      const kind = [...data.subarray(8, 13)].join(' ');
      if (kind !== '8 6 0 0 0') throw new Error(`${path}: not the expected kind of PNG (${kind})`);
    }
    if (type === 'IDAT') parts.push(data);
    at += size + 12;
  }
  return { width, height, rgba: unfiltered(inflateSync(Buffer.concat(parts)), width, height) };
}

/** Each row begins with the number of its filter: what its bytes are differences to (PNG, §9). */
function unfiltered(raw: Buffer, width: number, height: number): Buffer {
  const rowSize = width * BYTES;
  const rgba = Buffer.alloc(rowSize * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (rowSize + 1)];
    for (let x = 0; x < rowSize; x += 1) {
      const at = y * rowSize + x;
      const left = x >= BYTES ? (rgba[at - BYTES] ?? 0) : 0;
      const up = y > 0 ? (rgba[at - rowSize] ?? 0) : 0;
      const corner = x >= BYTES && y > 0 ? (rgba[at - rowSize - BYTES] ?? 0) : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0;
      rgba[at] = ((raw[y * (rowSize + 1) + 1 + x] ?? 0) + guess) & 0xff;
    }
  }
  return rgba;
}

function paeth(left: number, up: number, corner: number): number {
  const sum = left + up - corner;
  const distances = [left, up, corner].map((one) => Math.abs(sum - one));
  const nearest = Math.min(...distances);
  return [left, up, corner][distances.indexOf(nearest)] ?? 0;
}
