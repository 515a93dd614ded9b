import { crc32, deflateSync } from 'node:zlib';

/** Pixels from the top left, four bytes each. */
export interface Picture {
  width: number;
  height: number;
  rgba: Buffer;
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export function encodePng({ width, height, rgba }: Picture): Buffer {
  return png({ width, height, kind: 6, rows: withFilters(rgba, width * 4, height) });
}

/** With one byte for each pixel, into a palette of red, green and blue. */
export function encodeIndexedPng(
  { width, height }: Pick<Picture, 'width' | 'height'>,
  indices: Buffer,
  palette: readonly number[],
): Buffer {
  const colours = Buffer.alloc(palette.length * 3);
  palette.forEach((colour, at) => colours.writeUIntBE(colour, at * 3, 3));
  return png({ width, height, kind: 3, colours, rows: withFilters(indices, width, height) });
}

interface Parts {
  readonly width: number;
  readonly height: number;
  /** 3: with a palette; 6: colour with alpha. */
  readonly kind: 3 | 6;
  readonly colours?: Buffer;
  readonly rows: Buffer;
}

function png({ width, height, kind, colours, rows }: Parts): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, kind], 8); // bits per channel or index
  return Buffer.concat([
    PNG_SIGNATURE,
    chunk('IHDR', header),
    ...(colours ? [chunk('PLTE', colours)] : []),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Every row begins with the number of its filter: 0, none. */
function withFilters(pixels: Buffer, rowSize: number, height: number): Buffer {
  const rows = Buffer.alloc(height * (rowSize + 1));
  for (let y = 0; y < height; y += 1) {
    pixels.copy(rows, y * (rowSize + 1) + 1, y * rowSize, (y + 1) * rowSize);
  }
  return rows;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}
