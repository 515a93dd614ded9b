import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the space for new objects as small as it begins. V8 doubles it while the app loads and never gives it
 * back, though an app that waits in a tray makes few objects: that was 4 MiB for as long as it runs.
 */
export function keepNewSpaceSmall(): void {
  // Electron leaves V8's flags open for this; one that a later V8 doesn't know has no effect.
  setFlagsFromString('--semi-space-growth-factor=1');
}
