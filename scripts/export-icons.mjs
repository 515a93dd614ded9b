// Draws the tray pictures of all platforms from assets/tray/svg. Runs with every build and does nothing
// while neither the drawings nor the scripts have changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { encodeIco } from './lib/icon-files.mjs';
import { isProgram, say } from './lib/progress.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const svgDir = join(here, '..', 'assets', 'tray', 'svg');
const defaultOutDir = join(here, '..', 'assets', 'tray');
const STAMP = '.exported';

/** Chosen for contrast on the panel they are meant for; `unknown` has to do on light and dark. */
export const PALETTES = {
  light: { ok: '#007A5A', warn: '#B56A00', bad: '#C21F3A', info: '#1F5FBF', idle: '#636C77' },
  dark: { ok: '#2BD4A0', warn: '#FFC53D', bad: '#FF5C6C', info: '#58A6FF', idle: '#98A2AE' },
  unknown: { ok: '#0A8F70', warn: '#BC7A00', bad: '#D22F4B', info: '#2F74D0', idle: '#7A838F' },
};

/** Every picture: its drawing and its hue. */
export const PICTURES = {
  ready: { drawing: 'ready', hue: 'ok' },
  degraded: { drawing: 'degraded', hue: 'warn' },
  'degraded-bad': { drawing: 'degraded', hue: 'bad' },
  waiting: { drawing: 'waiting', hue: 'warn' },
  signin: { drawing: 'signin', hue: 'warn' },
  down: { drawing: 'down', hue: 'bad' },
  restart: { drawing: 'restart', hue: 'info' },
  checking: { drawing: 'checking', hue: 'idle' },
  paused: { drawing: 'paused', hue: 'idle' },
};

export const SIZES = { linux: [22, 24, 32, 48], win32: [16, 20, 24, 32, 40, 48], darwin: 16 };
const BLACK = '#000000';

/**
 * One drawing in one colour.
 *
 * @param {string} drawing
 * @param {string} colour `#RRGGBB`
 * @param {number} size in pixels
 * @returns {{ size: number, png: Buffer, rgba: Buffer }} with straight alpha
 */
export function renderGlyph(drawing, colour, size) {
  const svg = readFileSync(join(svgDir, `${drawing}.svg`), 'utf8');
  const image = new Resvg(svg.replace(`color="${BLACK}"`, `color="${colour}"`), {
    fitTo: { mode: 'width', value: size },
    font: { loadSystemFonts: false }, // there is no text, and reading them takes most of the time
  }).render();
  const rgba = Buffer.from(image.pixels);
  // All pixels have one colour and differ only in alpha, which undoes the premultiplication exactly.
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  for (let at = 0; at < rgba.length; at += 4) rgba.set([red, green, blue], at);
  return { size, png: image.asPng(), rgba };
}

/**
 * Writes the pictures below `outDir`, unless they are already those of the present drawings.
 *
 * @param {string} [outDir]
 * @returns {boolean} whether anything was written
 */
export function exportIcons(outDir = defaultOutDir) {
  const stamp = join(outDir, STAMP);
  const fingerprint = inputFingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return false;

  for (const platform of Object.keys(SIZES)) {
    rmSync(join(outDir, platform), { recursive: true, force: true });
  }
  const write = (path, content) => {
    mkdirSync(dirname(join(outDir, path)), { recursive: true });
    writeFileSync(join(outDir, path), content);
  };
  for (const [name, { drawing, hue }] of Object.entries(PICTURES)) {
    const { light, dark, unknown } = PALETTES;
    for (const size of SIZES.linux) {
      write(`linux/${name}-${size}.png`, renderGlyph(drawing, unknown[hue], size).png);
    }
    for (const [theme, palette] of Object.entries({ light, dark })) {
      const images = SIZES.win32.map((size) => renderGlyph(drawing, palette[hue], size));
      write(`win32/${theme}/${name}.ico`, encodeIco(images));
    }
    for (const [suffix, scale] of Object.entries({ '': 1, '@2x': 2 })) {
      const size = SIZES.darwin * scale;
      // macOS colours by itself what is called a template.
      write(`darwin/${name}Template${suffix}.png`, renderGlyph(drawing, BLACK, size).png);
      write(`darwin/${name}${suffix}.png`, renderGlyph(drawing, unknown[hue], size).png);
    }
  }
  writeFileSync(stamp, fingerprint); // last: what was interrupted is done again
  return true;
}

function inputFingerprint() {
  const hash = createHash('sha256');
  const drawings = readdirSync(svgDir).sort();
  const scripts = [fileURLToPath(import.meta.url), join(here, 'lib', 'icon-files.mjs')];
  for (const path of [...drawings.map((name) => join(svgDir, name)), ...scripts]) {
    hash.update(readFileSync(path));
  }
  return hash.digest('hex');
}

if (isProgram(import.meta.url)) {
  say(exportIcons() ? 'Tray pictures written.' : 'Tray pictures are up to date.');
}
