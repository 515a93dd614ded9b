import type { App } from 'electron';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { StartAtLogin } from '../contract/app-state.ts';
import { isHiddenStart } from '../domain/start-arguments.ts';
import { EntryFileAutostart } from './autostart-entry-file.ts';
import { LoginItemAutostart } from './autostart-login-item.ts';

export interface Autostart {
  readonly state: StartAtLogin;
  /** `hidden`: without its window. Answers what became of it. */
  set(on: boolean, hidden: boolean): StartAtLogin;
}

type Ours = Pick<App, 'isPackaged' | 'getLoginItemSettings' | 'setLoginItemSettings'>;

/** How this system starts the app at login, or why it can't. */
export function autostart(
  app: Ours,
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): Autostart {
  const program = app.isPackaged ? ownProgram(env, process.execPath) : null;
  // What a checkout runs in is Electron alone, which would start without the app.
  if (program === null) return impossible('unpackaged');
  if (platform !== 'linux') return new LoginItemAutostart(app, program, platform);
  const desktops = (env['XDG_CURRENT_DESKTOP'] ?? '').split(':');
  return new EntryFileAutostart({ path: autostartPath(env), program, desktops });
}

/** Started at login. macOS passes no arguments on but remembers who started the app. */
export function startedAtLogin(
  app: Pick<App, 'getLoginItemSettings'>,
  args: readonly string[] = process.argv,
  platform: NodeJS.Platform = process.platform,
): boolean {
  if (isHiddenStart(args)) return true;
  return platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}

/** The file that lasts: an AppImage runs from a folder that is gone with it. */
export function ownProgram(env: NodeJS.ProcessEnv, running: string): string {
  const { APPIMAGE: image, APPDIR: folder } = env;
  // Another program's AppImage that started this one leaves its own name behind.
  const isOurs = image && folder && isAbsolute(image) && running.startsWith(join(folder, '/'));
  return isOurs ? image : running;
}

export function autostartPath(env: NodeJS.ProcessEnv): string {
  const chosen = env['XDG_CONFIG_HOME'];
  // Relative paths are to be ignored (XDG Base Directory Specification).
  const config = chosen && isAbsolute(chosen) ? chosen : join(env['HOME'] ?? homedir(), '.config');
  return join(config, 'autostart', 'gatelight.desktop');
}

function impossible(why: string): Autostart {
  const state: StartAtLogin = { possible: false, why };
  return { state, set: () => state };
}
