import { z } from 'zod';

/** Where a window lies; without x and y the system chooses. */
export interface WindowPlace {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
}

/** A display's work area: what panels and docks leave of it. */
export type Area = Required<WindowPlace>;

export const DEFAULT_PLACE: WindowPlace = { width: 960, height: 760 };
export const SMALLEST = { minWidth: 640, minHeight: 520 } as const;

/** Kept between starts. */
export interface KeptPlace {
  /** As the window is when it is not maximised. */
  readonly place: Area;
  readonly maximized: boolean;
}

const pixels = z.int().min(-100_000).max(100_000);
const keptSchema = z.strictObject({
  place: z.strictObject({
    x: pixels,
    y: pixels,
    width: pixels.positive(),
    height: pixels.positive(),
  }),
  maximized: z.boolean(),
});

/** Null: not what this app wrote. */
export function parseKept(text: string): KeptPlace | null {
  try {
    return keptSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/**
 * The kept place, moved and cut so that all of it can be seen on the display that shows most of it.
 * A display may be gone or smaller by now: where none shows anything, the system chooses the place.
 * The first area is the main display's.
 */
export function clampPlace(kept: Area, areas: readonly Area[]): WindowPlace {
  const [best] = [...areas].sort((one, other) => shared(kept, other) - shared(kept, one));
  if (best === undefined) return DEFAULT_PLACE;
  const seen = shared(kept, best) > 0;
  const area = seen ? best : (areas[0] ?? best);
  const size = {
    width: within(kept.width, SMALLEST.minWidth, area.width),
    height: within(kept.height, SMALLEST.minHeight, area.height),
  };
  if (!seen) return size;
  return {
    ...size,
    x: within(kept.x, area.x, area.x + area.width - size.width),
    y: within(kept.y, area.y, area.y + area.height - size.height),
  };
}

/** Where both limits can't be kept the lower one counts: no window is smaller than its page needs. */
function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}

/** How many pixels of `one` lie on `other`. */
function shared(one: Area, other: Area): number {
  const along = (from: number, length: number, from2: number, length2: number): number =>
    Math.max(0, Math.min(from + length, from2 + length2) - Math.max(from, from2));
  return (
    along(one.x, one.width, other.x, other.width) * along(one.y, one.height, other.y, other.height)
  );
}
