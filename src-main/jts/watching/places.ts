import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where a system keeps what; forward slashes, `*` for any one folder or part of a name. */
export interface Places {
  /** The first is the one that Gateway and TWS use where nobody says another. */
  readonly defaults: readonly string[];
  /** Further ones, of some versions: only where they hold a `jts.ini`. */
  readonly sometimes: readonly string[];
  /** Files of options for Java, of which one may name the settings folder. */
  readonly vmoptions: readonly string[];
  readonly launcherLogs: readonly string[];
  readonly ibcConfigs: readonly string[];
  /** Start scripts of IBC, which name the folder by `TWS_SETTINGS_PATH`. */
  readonly ibcScripts: readonly string[];
}

export interface SystemFolders {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** Where absolute places begin: `/`, or on Windows the system's drive, `C:/`. */
  readonly root: string;
}

export function thisSystem(): SystemFolders {
  const { platform, env } = process;
  const root = platform === 'win32' ? `${env['SystemDrive'] ?? 'C:'}/` : '/';
  return { platform, home: homedir(), root };
}

/** What differs between the systems. Only Linux was tried; the others are as IBKR's and IBC's guides say. */
export function placesOf({ platform, home, root }: SystemFolders): Places {
  const below = (folder: string, ...rest: readonly string[]): string[] =>
    rest.map((one) => join(folder, one));
  const options = ['ibgateway.vmoptions', 'tws.vmoptions'];
  const programs = (folder: string): string[] =>
    ['', '*', 'ibgateway', 'ibgateway/*'].flatMap((one) => below(join(folder, one), ...options));
  const ibc = (folder: string): string[] => below(folder, 'config.ini', 'config-*.ini');
  if (platform === 'win32') {
    const jts = join(root, 'Jts');
    return {
      defaults: [jts],
      sometimes: below(jts, 'ibgateway/*', '*'),
      vmoptions: programs(jts),
      launcherLogs: below(jts, 'launcher.log', '*/launcher.log', 'ibgateway/*/launcher.log'),
      ibcConfigs: [
        ...ibc(join(root, 'IBC')),
        ...ibc(join(home, 'Documents/IBC')),
        join(home, 'Documents/IBController/IBController.ini'),
      ],
      ibcScripts: below(join(root, 'IBC'), 'Start*.bat'),
    };
  }
  const jts = join(home, 'Jts');
  const mac = platform === 'darwin' ? [join(home, 'Applications'), join(root, 'Applications')] : [];
  const installed = [join(home, 'ibgateway'), join(home, 'tws'), join(root, 'opt/ibgateway')];
  return {
    defaults: [jts],
    sometimes: [join(root, 'opt/ibkr')],
    vmoptions: [
      ...programs(jts),
      ...mac.flatMap((folder) => below(folder, ...options.map((name) => `*/${name}`))),
      ...[...installed, join(root, 'opt/tws')].flatMap((folder) =>
        ['', '*'].flatMap((one) => below(join(folder, one), ...options)),
      ),
    ],
    launcherLogs: below(jts, 'launcher.log'),
    ibcConfigs: [
      ...[
        join(home, 'ibc'),
        join(home, 'IBC'),
        join(root, 'opt/ibc'),
        join(root, 'opt/IBC'),
      ].flatMap(ibc),
      join(home, 'IBController/IBController.ini'),
    ],
    ibcScripts: [
      join(home, 'ibc'),
      join(home, 'IBC'),
      join(root, 'opt/ibc'),
      join(root, 'opt/IBC'),
    ].flatMap((folder) => below(folder, '*start*.sh')),
  };
}
