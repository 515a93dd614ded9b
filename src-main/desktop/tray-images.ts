import { nativeImage, type NativeImage } from 'electron';
import { join } from 'node:path';
import type { Preferences } from '../contract/preferences.ts';
import { STATES, type GatewayState, type Hue } from '../contract/verdict.ts';

/** When the icon in the menu bar of macOS has its colour. */
export type MenuBarIcon = Preferences['menuBarIcon'];
/** How the surroundings want the picture. */
export interface TrayLook {
  readonly dark: boolean;
  readonly menuBarIcon: MenuBarIcon;
}
export type TrayImages = (glyph: GatewayState, hue: Hue, look: TrayLook) => NativeImage;

/** Names of the exported files: the glyph, and `-bad` for the triangle of a cut link. */
export const imageName = (glyph: GatewayState, hue: Hue): string =>
  glyph === 'degraded' && hue === 'bad' ? 'degraded-bad' : glyph;

const NAMES = [...STATES, 'degraded-bad'];

/** The first picture is read when asked for, the others right after, so that no change waits for a file. */
export function loadTrayImages(assetsDir: string, platform = process.platform): TrayImages {
  const read = readerFor(assetsDir, platform);
  const images = new Map<string, NativeImage>();
  const image = (name: string, look: TrayLook): NativeImage => {
    const key = `${name} ${String(look.dark)} ${look.menuBarIcon}`;
    const known = images.get(key) ?? read(name, look);
    images.set(key, known);
    return known;
  };
  setImmediate(() => {
    for (const name of NAMES) {
      for (const dark of [false, true]) image(name, { dark, menuBarIcon: 'when-needed' });
    }
  });
  return (glyph, hue, look) => image(imageName(glyph, hue), look);
}

function readerFor(
  assetsDir: string,
  platform: NodeJS.Platform,
): (name: string, look: TrayLook) => NativeImage {
  switch (platform) {
    case 'win32':
      return (name, { dark }) =>
        nativeImage.createFromPath(
          join(assetsDir, 'win32', dark ? 'dark' : 'light', `${name}.ico`),
        );
    case 'darwin':
      return (name, { menuBarIcon }) => macImage(assetsDir, name, isTemplate(name, menuBarIcon));
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

/** Whether a picture takes the menu bar's own colour: usually where nobody is needed. */
export function isTemplate(name: string, menuBarIcon: MenuBarIcon): boolean {
  if (menuBarIcon !== 'when-needed') return menuBarIcon === 'never';
  return ['ready', 'restart', 'checking', 'paused'].includes(name);
}

function macImage(assetsDir: string, name: string, template: boolean): NativeImage {
  const file = join(assetsDir, 'darwin', template ? `${name}Template.png` : `${name}.png`);
  const image = nativeImage.createFromPath(file);
  image.setTemplateImage(template);
  return image;
}
