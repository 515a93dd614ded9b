import { expect, test } from 'vitest';
import { findColour, hueOf, mainColour } from '../../../support/desktop/pixels.ts';
import { encodePng, type Picture } from '../../../support/desktop/picture.ts';

/** Four letters by four: g green, r red, h half-covered red, . nothing. */
function picture(...rows: string[]): Picture {
  const pixels = { g: 0x0a8f70ff, r: 0xd22f4bff, h: 0xd22f4b80, '.': 0 };
  const width = rows[0]?.length ?? 0;
  const rgba = Buffer.alloc(width * rows.length * 4);
  [...rows.join('')].forEach((letter, at) => {
    rgba.writeUInt32BE(pixels[letter as keyof typeof pixels], at * 4);
  });
  return { width, height: rows.length, rgba };
}

const palette = { ok: '#0A8F70', bad: '#D22F4B' };

test('the main colour is that of most opaque pixels', () => {
  expect(mainColour(picture('ghh', 'ghh', '...'))).toBe('#0A8F70');
  expect(() => mainColour(picture('hh', '..'))).toThrow('no opaque pixel');
});

test('a hue is the nearest of the palette, and none if all are far', () => {
  expect(hueOf(picture('rrr', 'g..'), palette)).toBe('bad');
  expect(() => hueOf(picture('rr'), { ok: '#0A8F70' })).toThrow('#D22F4B is not in the palette');
});

test('a colour is found where it is', () => {
  const screen = picture('....', '.rr.', '..r.', '....');
  expect(findColour(screen, '#D22F4B')).toEqual({ x: 1, y: 1, width: 2, height: 2 });
  expect(findColour(screen, '#D22F4B', { x: 0, y: 2, width: 4, height: 2 })).toMatchObject({
    x: 2,
  });
  expect(findColour(screen, '#0A8F70')).toBeUndefined();
});

test('a picture becomes a PNG of its size', () => {
  const png = encodePng(picture('gr', '..', 'hh'));
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2, 3]);
});
