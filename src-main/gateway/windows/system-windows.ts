import { runTool } from '../evidence/run-tool.ts';
import { DARWIN_WAYS } from './darwin-ways.ts';
import { toolSystem } from './tool-system.ts';
import type { WindowSystem } from './window-system.ts';
import { windowsWays } from './windows-ways.ts';
import type { DisplayEnvironment } from './x11-place.ts';
import { x11System } from './x11-system.ts';

export function systemWindows(
  platform: NodeJS.Platform = process.platform,
  env: DisplayEnvironment = process.env,
): WindowSystem {
  if (platform === 'darwin') return toolSystem(DARWIN_WAYS, runTool);
  if (platform === 'win32') return toolSystem(windowsWays(env['SystemRoot']), runTool);
  return x11System(env);
}
