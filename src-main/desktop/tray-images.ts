import { nativeImage, type NativeImage } from 'electron';
import { join } from 'node:path';
import { STATES, type GatewayState, type Hue } from '../contract/verdict.ts';

export type TrayImages = (glyph: GatewayState, hue: Hue, dark: boolean) => NativeImage;

/** Names of the exported files: the glyph, and `-bad` for the triangle of a cut link. */
export const imageName = (glyph: GatewayState, hue: Hue): string =>
  glyph === 'degraded' && hue === 'bad' ? 'degraded-bad' : glyph;

const NAMES = [...STATES, 'degraded-bad'];

/** Loads every image once, so that a change of state reads no file. */
export function loadTrayImages(assetsDir: string, platform = process.platform): TrayImages {
  switch (platform) {
    case 'win32': {
      const sets = { light: windowsSet(assetsDir, 'light'), dark: windowsSet(assetsDir, 'dark') };
      return (glyph, hue, dark) => pick(dark ? sets.dark : sets.light, imageName(glyph, hue));
    }
    case 'darwin': {
      const all = new Map(NAMES.map((name) => [name, macImage(assetsDir, name)]));
      return (glyph, hue) => pick(all, imageName(glyph, hue));
    }
    default: {
      const all = new Map(NAMES.map((name) => [name, linuxImage(assetsDir, name)]));
      return (glyph, hue) => pick(all, imageName(glyph, hue));
    }
  }
}

function pick(images: ReadonlyMap<string, NativeImage>, name: string): NativeImage {
  return images.get(name) ?? nativeImage.createEmpty();
}

/** One image with the sizes that panels at 100 % and 200 % ask for. */
function linuxImage(assetsDir: string, name: string): NativeImage {
  const image = nativeImage.createEmpty();
  for (const [size, scaleFactor] of [
    [24, 1],
    [48, 2],
  ] as const) {
    const file = join(assetsDir, 'linux', `${name}-${size}.png`);
    const buffer = nativeImage.createFromPath(file).toPNG();
    image.addRepresentation({ scaleFactor, buffer });
  }
  return image;
}

function windowsSet(assetsDir: string, theme: 'light' | 'dark'): ReadonlyMap<string, NativeImage> {
  return new Map(
    NAMES.map((name) => [
      name,
      nativeImage.createFromPath(join(assetsDir, 'win32', theme, `${name}.ico`)),
    ]),
  );
}

/** Quiet states take the menu bar's own colour; those that need a person keep theirs. */
function macImage(assetsDir: string, name: string): NativeImage {
  const quiet = ['ready', 'restart', 'checking', 'paused'].includes(name);
  const file = join(assetsDir, 'darwin', quiet ? `${name}Template.png` : `${name}.png`);
  const image = nativeImage.createFromPath(file);
  image.setTemplateImage(quiet);
  return image;
}
