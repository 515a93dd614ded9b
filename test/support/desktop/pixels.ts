import type { Picture } from './picture.ts';

/** `#RRGGBB`, upper case. */
export type Colour = string;

export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

const OPAQUE = 0xff;
const MAX_CHANNEL_DISTANCE = 24;

/** The colour that most of the fully opaque pixels have: half-covered edges are mixtures. */
export function mainColour(picture: Picture): Colour {
  const counts = new Map<number, number>();
  for (let at = 0; at < picture.rgba.length; at += 4) {
    if (picture.rgba[at + 3] !== OPAQUE) continue;
    const colour = picture.rgba.readUIntBE(at, 3);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  if (!most) throw new Error('the picture has no opaque pixel');
  return `#${most[0].toString(16).padStart(6, '0').toUpperCase()}`;
}

/** Which entry of a palette an icon is drawn in. */
export function hueOf<Hue extends string>(picture: Picture, palette: Record<Hue, Colour>): Hue {
  const colour = mainColour(picture);
  const hues = Object.keys(palette) as Hue[];
  const [nearest] = hues.sort(
    (a, b) => distance(palette[a], colour) - distance(palette[b], colour),
  );
  if (!nearest || distance(palette[nearest], colour) > MAX_CHANNEL_DISTANCE) {
    throw new Error(`${colour} is not in the palette`);
  }
  return nearest;
}

/** The smallest area that holds every pixel of about this colour; undefined if there is none. */
export function findColour(picture: Picture, colour: Colour, within?: Area): Area | undefined {
  const area = within ?? { x: 0, y: 0, width: picture.width, height: picture.height };
  const wanted = channels(colour);
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
  for (let y = area.y; y < area.y + area.height; y += 1) {
    for (let x = area.x; x < area.x + area.width; x += 1) {
      const at = (y * picture.width + x) * 4;
      const near = wanted.every((value, i) => Math.abs(value - (picture.rgba[at + i] ?? 0)) <= 4);
      if (!near) continue;
      [left, top, right, bottom] = [
        Math.min(left, x),
        Math.min(top, y),
        Math.max(right, x),
        Math.max(bottom, y),
      ];
    }
  }
  return right < 0
    ? undefined
    : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** Largest difference in any channel. */
const distance = (a: Colour, b: Colour): number => {
  const other = channels(b);
  return Math.max(...channels(a).map((value, i) => Math.abs(value - (other[i] ?? 0))));
};

const channels = (colour: Colour): number[] =>
  [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
