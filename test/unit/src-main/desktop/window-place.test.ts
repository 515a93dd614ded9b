import { describe, expect, test } from 'vitest';
import { clampPlace, parseKept, type Area } from '../../../../src-main/desktop/window-place.ts';

const main: Area = { x: 0, y: 30, width: 1920, height: 1050 };
const right: Area = { x: 1920, y: 0, width: 1280, height: 1024 };
const left: Area = { x: -1280, y: 0, width: 1280, height: 720 };
const place = (x: number, y: number, width = 960, height = 760): Area => ({ x, y, width, height });

describe('clampPlace', () => {
  test('a place that can be seen stays as it is', () => {
    for (const [kept, areas] of [
      [place(100, 100), [main]],
      [place(2000, 100), [main, right]],
      [place(-1000, 0, 640, 520), [main, left]],
    ] as const) {
      expect(clampPlace(kept, areas)).toEqual(kept);
    }
  });

  test('what hangs over an edge is moved in, on the display that shows most of it', () => {
    expect(clampPlace(place(1500, 100), [main])).toEqual(place(960, 100));
    expect(clampPlace(place(1500, 100), [main, right])).toEqual(place(1920, 100));
    expect(clampPlace(place(-200, -50), [main])).toEqual(place(0, 30));
    expect(clampPlace(place(100, 900), [main])).toEqual(place(100, 320));
  });

  test('where its display is gone the system chooses the place, and the size is kept', () => {
    expect(clampPlace(place(2000, 100, 1100, 800), [main])).toEqual({ width: 1100, height: 800 });
    expect(clampPlace(place(2000, 100, 1100, 800), [left])).toEqual({ width: 1100, height: 720 });
    // Side by side is not on it.
    expect(clampPlace(place(1920, 100), [main])).toEqual({ width: 960, height: 760 });
  });

  test('no larger than the display, no smaller than the page needs', () => {
    expect(clampPlace(place(0, 0, 4000, 3000), [main])).toEqual(main);
    expect(clampPlace(place(300, 300, 100, 100), [main])).toEqual(place(300, 300, 640, 520));
    const tiny: Area = { x: 0, y: 0, width: 600, height: 400 };
    expect(clampPlace(place(0, 0), [tiny])).toEqual(place(0, 0, 640, 520));
  });

  test('without any display the usual size', () => {
    expect(clampPlace(place(5, 5), [])).toEqual({ width: 960, height: 760 });
  });
});

describe('parseKept', () => {
  test('reads what was written', () => {
    const kept = { place: place(-10, 40), maximized: true };
    expect(parseKept(JSON.stringify(kept))).toEqual(kept);
  });

  test.each([
    ['nothing', ''],
    ['half a file', '{"place":{"x":1'],
    ['another form', '{"place":{"x":1,"y":2,"width":"3","height":4},"maximized":false}'],
    ['no size', '{"place":{"x":1,"y":2,"width":0,"height":4},"maximized":false}'],
    ['more than it should be', '{"place":{"x":1,"y":2,"width":3,"height":1e9},"maximized":false}'],
    ['null', 'null'],
  ])('a damaged file is none: %s', (_name, text) => {
    expect(parseKept(text)).toBeNull();
  });
});
