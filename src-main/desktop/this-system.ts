import type { System } from '../contract/app-state.ts';

/** The system and desktop the app runs on. */
export function thisSystem(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): System {
  if (platform === 'darwin' || platform === 'win32') return { platform, desktop: null };
  // Most general last: `ubuntu:GNOME`.
  const desktop = env['XDG_CURRENT_DESKTOP']?.split(':').findLast((name) => name !== '') ?? null;
  return { platform: 'linux', desktop };
}
