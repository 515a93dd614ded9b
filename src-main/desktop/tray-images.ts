import { nativeImage, type NativeImage } from 'electron';
import { join } from 'node:path';
import { STATES, type GatewayState, type Hue } from '../contract/verdict.ts';

export type TrayImages = (glyph: GatewayState, hue: Hue, dark: boolean) => NativeImage;

/** Names of the exported files: the glyph, and `-bad` for the triangle of a cut link. */
export const imageName = (glyph: GatewayState, hue: Hue): string =>
  glyph === 'degraded' && hue === 'bad' ? 'degraded-bad' : glyph;

const NAMES = [...STATES, 'degraded-bad'];

/** The first picture is read when asked for, the others right after, so that no change waits for a file. */
export function loadTrayImages(assetsDir: string, platform = process.platform): TrayImages {
  const read = readerFor(assetsDir, platform);
  const images = new Map<string, NativeImage>();
  const image = (name: string, dark: boolean): NativeImage => {
    const key = `${name} ${String(dark)}`;
    const known = images.get(key) ?? read(name, dark);
    images.set(key, known);
    return known;
  };
  setImmediate(() => {
    for (const name of NAMES) for (const dark of [false, true]) image(name, dark);
  });
  return (glyph, hue, dark) => image(imageName(glyph, hue), dark);
}

function readerFor(
  assetsDir: string,
  platform: NodeJS.Platform,
): (name: string, dark: boolean) => NativeImage {
  switch (platform) {
    case 'win32':
      return (name, dark) =>
        nativeImage.createFromPath(
          join(assetsDir, 'win32', dark ? 'dark' : 'light', `${name}.ico`),
        );
    case 'darwin':
      return (name) => macImage(assetsDir, name);
    default:
      return (name) => linuxImage(assetsDir, name);
  }
}

/** One image with the sizes that panels at 100 % and 200 % ask for. */
function linuxImage(assetsDir: string, name: string): NativeImage {
  const image = nativeImage.createFromPath(join(assetsDir, 'linux', `${name}-24.png`));
  const double = nativeImage.createFromPath(join(assetsDir, 'linux', `${name}-48.png`));
  image.addRepresentation({ scaleFactor: 2, buffer: double.toPNG() });
  return image;
}

/** Quiet states take the menu bar's own colour; those that need a person keep theirs. */
function macImage(assetsDir: string, name: string): NativeImage {
  const quiet = ['ready', 'restart', 'checking', 'paused'].includes(name);
  const file = join(assetsDir, 'darwin', quiet ? `${name}Template.png` : `${name}.png`);
  const image = nativeImage.createFromPath(file);
  image.setTemplateImage(quiet);
  return image;
}
