// Windows' icon container (https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10)).

/**
 * Pixels as plain bitmaps, not as PNG: every loader since Windows XP takes those at any size.
 *
 * @param {{ size: number, rgba: Uint8Array }[]} images straight (not premultiplied) alpha
 */
export function encodeIco(images) {
  const directory = Buffer.alloc(6 + images.length * 16);
  directory.writeUInt16LE(1, 2); // an icon, not a cursor
  directory.writeUInt16LE(images.length, 4);
  let offset = directory.length;
  const bitmaps = images.map((image, index) => {
    const bitmap = encodeBitmap(image);
    const at = 6 + index * 16;
    directory.writeUInt8(image.size, at);
    directory.writeUInt8(image.size, at + 1);
    directory.writeUInt16LE(1, at + 4); // planes
    directory.writeUInt16LE(32, at + 6); // bits per pixel
    directory.writeUInt32LE(bitmap.length, at + 8);
    directory.writeUInt32LE(offset, at + 12);
    offset += bitmap.length;
    return bitmap;
  });
  return Buffer.concat([directory, ...bitmaps]);
}

function encodeBitmap({ size, rgba }) {
  const header = Buffer.alloc(40);
  header.writeUInt32LE(header.length, 0);
  header.writeInt32LE(size, 4);
  header.writeInt32LE(size * 2, 8); // counts the mask's rows too
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(32, 14);
  const pixels = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const from = (y * size + x) * 4;
      const to = ((size - 1 - y) * size + x) * 4; // bottom row first; blue, green, red
      pixels.set([rgba[from + 2], rgba[from + 1], rgba[from], rgba[from + 3]], to);
    }
  }
  // The one-bit mask of old; its rows fill whole words. Empty: alpha decides.
  const mask = Buffer.alloc(Math.ceil(size / 32) * 4 * size);
  return Buffer.concat([header, pixels, mask]);
}
