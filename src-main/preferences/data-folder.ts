import { accessSync, constants, lstatSync, mkdirSync, mkdtempSync } from 'node:fs';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { APP_NAME } from '../contract/app-name.ts';

/**
 * The one place that says where the app's data lives, for the app and the command line alike:
 * `$GATELIGHT_DATA`, else the folder that Electron calls `userData`.
 */
export function dataDir(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const chosen = env['GATELIGHT_DATA'];
  if (chosen) return chosen;
  const home = env['HOME'] ?? homedir();
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', APP_NAME);
    case 'win32':
      return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), APP_NAME);
    default:
      return join(env['XDG_CONFIG_HOME'] ?? join(home, '.config'), APP_NAME);
  }
}

export const preferencesPath = (dir: string): string => join(dir, 'preferences.json');

/**
 * `dir` where it can be written, else a folder of this user among the temporary files: the app must
 * come up and say what is wrong even when its own folder is read-only.
 */
export function writableDir(dir: string): string {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    accessSync(dir, constants.W_OK);
    return dir;
  } catch {
    return ownTemporaryDir(join(tmpdir(), `${APP_NAME.toLowerCase()}-${userInfo().username}`));
  }
}

/** The same one at every start, unless somebody else took its name: anybody may write beside it. */
export function ownTemporaryDir(path: string): string {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const stat = lstatSync(path);
    const ours = process.getuid === undefined || stat.uid === process.getuid();
    if (stat.isDirectory() && ours && (process.platform === 'win32' || (stat.mode & 0o077) === 0)) {
      return path;
    }
  } catch {
    // Taken by a file: the new folder below serves as well.
  }
  return mkdtempSync(`${path}-`);
}
