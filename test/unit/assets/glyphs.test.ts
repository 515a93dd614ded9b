import { Resvg } from '@resvg/resvg-js';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  exportIcons,
  PALETTES,
  PICTURES,
  renderGlyph,
  SIZES,
} from '../../../scripts/export-icons.mjs';
import { mainColour } from '../../support/desktop/pixels.ts';
import type { Picture } from '../../support/desktop/picture.ts';

const BLACK = '#000000';
const names = Object.keys(PICTURES);
const drawings = [...new Set(Object.values(PICTURES).map(({ drawing }) => drawing))];
const pairs = drawings.flatMap((a, i) => drawings.slice(i + 1).map((b) => [a, b] as const));

describe('the silhouettes', () => {
  const HALF = 128;
  const covered = (drawing: string): boolean[] => {
    const { rgba } = renderGlyph(drawing, BLACK, 16);
    return Array.from({ length: 16 * 16 }, (_, pixel) => (rgba[pixel * 4 + 3] ?? 0) >= HALF);
  };

  test('are eight', () => {
    expect(drawings).toHaveLength(8);
    expect(readdirSync('assets/tray/svg').sort()).toEqual(drawings.map((d) => `${d}.svg`).sort());
  });

  test.each(pairs)('%s and %s can be told apart at 16 px without colour', (a, b) => {
    const [first, second] = [covered(a), covered(b)];
    const either = first.filter((is, pixel) => is || second[pixel]).length;
    const different = first.filter((is, pixel) => is !== second[pixel]).length;
    expect(different / either).toBeGreaterThanOrEqual(0.3);
  });

  test.each(drawings)('%s is solid where it is drawn and leaves its corners to the panel', (d) => {
    const { rgba } = renderGlyph(d, BLACK, 32);
    const alpha = Array.from({ length: 32 * 32 }, (_, pixel) => rgba[pixel * 4 + 3] ?? 0);
    expect(Math.max(...alpha)).toBe(255);
    expect([alpha[0], alpha[31], alpha[31 * 32], alpha[32 * 32 - 1]]).toEqual([0, 0, 0, 0]);
  });

  test.each([
    ['ready', 7, 10],
    ['degraded', 8, 7],
    ['waiting', 8, 10],
    ['signin', 8, 11],
  ])('the sign inside %s is transparent', (drawing, x, y) => {
    const { rgba } = renderGlyph(drawing, BLACK, 64);
    expect(rgba[(y * 4 * 64 + x * 4) * 4 + 3]).toBe(0);
  });
});

test('every picture has the hue of its state', () => {
  expect(Object.fromEntries(names.map((name) => [name, hueOf(name)]))).toEqual({
    ready: 'ok',
    degraded: 'warn',
    'degraded-bad': 'bad',
    waiting: 'warn',
    signin: 'warn',
    down: 'bad',
    restart: 'info',
    checking: 'idle',
    paused: 'idle',
  });
});

describe('the exported files', () => {
  let dir: string;

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'tray-pictures-'));
    expect(exportIcons(dir)).toBe(true);
  });

  afterAll(() => rmSync(dir, { recursive: true }));

  test('are exactly those that each platform needs', () => {
    const list = (folder: string): string[] => readdirSync(join(dir, folder)).sort();
    const all = (suffixes: string[]): string[] =>
      names.flatMap((name) => suffixes.map((suffix) => name + suffix)).sort();
    expect(list('linux')).toEqual(all(['-22.png', '-24.png', '-32.png', '-48.png']));
    expect(list('win32/light')).toEqual(all(['.ico']));
    expect(list('win32/dark')).toEqual(all(['.ico']));
    expect(list('darwin')).toEqual(all(['.png', '@2x.png', 'Template.png', 'Template@2x.png']));
  });

  describe.each(names)('%s', (name) => {
    const colour = (panel: keyof typeof PALETTES): string => PALETTES[panel][hueOf(name)];

    test.each(SIZES.linux)('Linux, %i px', (size) => {
      const picture = readPng(join(dir, `linux/${name}-${size}.png`));
      expect(picture).toMatchObject({ width: size, height: size });
      expect(mainColour(picture)).toBe(colour('unknown'));
    });

    test.each([
      ['', 16],
      ['@2x', 32],
    ])('macOS%s', (suffix, size) => {
      const template = readPng(join(dir, `darwin/${name}Template${suffix}.png`));
      expect(template).toMatchObject({ width: size, height: size });
      expect(mainColour(template)).toBe(BLACK);
      const coloured = readPng(join(dir, `darwin/${name}${suffix}.png`));
      expect(coloured).toMatchObject({ width: size, height: size });
      expect(mainColour(coloured)).toBe(colour('unknown'));
    });

    test.each(['light', 'dark'] as const)('Windows, %s taskbar', (theme) => {
      const pictures = readIco(join(dir, `win32/${theme}/${name}.ico`));
      expect(pictures.map(({ width }) => width)).toEqual(SIZES.win32);
      for (const picture of pictures) expect(mainColour(picture)).toBe(colour(theme));
      // The right way up: as the same drawing made by other means.
      const [smallest] = pictures;
      const { drawing } = PICTURES[name] ?? { drawing: '' };
      expect(smallest?.rgba).toEqual(renderGlyph(drawing, colour(theme), 16).rgba);
    });
  });

  test('are left alone while nothing changed, and replaced when something did', () => {
    expect(exportIcons(dir)).toBe(false);
    writeFileSync(join(dir, '.exported'), 'an older drawing');
    writeFileSync(join(dir, 'linux/stale.png'), '');
    expect(exportIcons(dir)).toBe(true);
    expect(readdirSync(join(dir, 'linux'))).not.toContain('stale.png');
  });
});

test('the mark is 512 px for the packages', () => {
  const icon = readPng('assets/app/icon.png');
  expect(icon).toMatchObject({ width: 512, height: 512 });
  expect(mainColour(icon)).toBe('#2355C4');
});

function hueOf(name: string): keyof typeof PALETTES.light {
  return PICTURES[name]?.hue ?? 'idle';
}

/** Decoded by the drawing library, so that sizes and colours are those that others see. */
function readPng(path: string): Picture {
  const file = readFileSync(path);
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const image = `<image width="${width}" height="${height}" href="data:image/png;base64,${file.toString('base64')}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${image}</svg>`;
  const { pixels } = new Resvg(svg, { font: { loadSystemFonts: false } }).render();
  return { width, height, rgba: Buffer.from(pixels) };
}

function readIco(path: string): Picture[] {
  const file = readFileSync(path);
  return Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
    const entry = 6 + index * 16;
    const size = file.readUInt8(entry);
    const bitmap = file
      .subarray(file.readUInt32LE(entry + 12))
      .subarray(0, file.readUInt32LE(entry + 8));
    expect([bitmap.readInt32LE(4), bitmap.readInt32LE(8)]).toEqual([size, size * 2]);
    const rgba = Buffer.alloc(size * size * 4);
    for (let pixel = 0; pixel < size * size; pixel += 1) {
      const [x, y] = [pixel % size, Math.floor(pixel / size)];
      const at = 40 + ((size - 1 - y) * size + x) * 4;
      const bgra = bitmap.readUInt32LE(at);
      rgba.writeUInt32BE((((bgra & 0xffffff) << 8) | (bgra >>> 24)) >>> 0, pixel * 4);
    }
    return { width: size, height: size, rgba };
  });
}
