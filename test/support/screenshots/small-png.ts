import { encodeIndexedPng, type Picture } from '../desktop/picture.ts';

/** Of the 256 colours of a small picture, as many are those that are there most. */
const MOST = 208;
const ALL = 256;

/**
 * The same picture at a third of the size. A page has a dozen colours, and the edges of its letters mix them
 * a thousandfold: beyond the commonest, each of these becomes its nearest.
 */
export function smallPng({ width, height, rgba }: Picture): Buffer {
  const counts = new Map<number, number>();
  for (let at = 0; at < rgba.length; at += 4) {
    const colour = rgba.readUIntBE(at, 3);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette = paletteOf([...counts].sort(([, a], [, b]) => b - a).map(([colour]) => colour));
  const index = new Map([...counts.keys()].map((colour) => [colour, nearest(palette, colour).at]));
  const indices = Buffer.alloc(width * height);
  for (let pixel = 0; pixel < indices.length; pixel += 1) {
    indices[pixel] = index.get(rgba.readUIntBE(pixel * 4, 3)) ?? 0;
  }
  return encodeIndexedPng({ width, height }, indices, palette);
}

/** The commonest colours, and then always the one that is furthest from all so far. */
function paletteOf(commonestFirst: readonly number[]): number[] {
  const palette = commonestFirst.slice(0, MOST);
  const rest = commonestFirst.slice(MOST).map((colour) => ({
    colour,
    away: nearest(palette, colour).away,
  }));
  while (palette.length < ALL && rest.length > 0) {
    const furthest = rest.reduce((one, other) => (other.away > one.away ? other : one));
    if (furthest.away === 0) break;
    palette.push(furthest.colour);
    for (const each of rest) each.away = Math.min(each.away, apart(each.colour, furthest.colour));
  }
  return palette;
}

function nearest(palette: readonly number[], colour: number): { at: number; away: number } {
  let found = { at: 0, away: Infinity };
  for (let at = 0; at < palette.length; at += 1) {
    const away = apart(palette[at] ?? 0, colour);
    if (away < found.away) found = { at, away };
  }
  return found;
}

const apart = (a: number, b: number): number =>
  Math.abs((a >> 16) - (b >> 16)) +
  Math.abs(((a >> 8) & 0xff) - ((b >> 8) & 0xff)) +
  Math.abs((a & 0xff) - (b & 0xff));
