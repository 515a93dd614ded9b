import { composeCore } from '../../compose-core.ts';
import type { Connection } from '../../contract/preferences.ts';
import { silentLog } from '../../logging/log.ts';
import { UsageError } from '../usage.ts';
import { terminal } from './ask.ts';
import { backup } from './backup.ts';
import { backups } from './backups.ts';
import { cancelRestore } from './cancel-restore.ts';
import { FAILED, type SettingsDeps } from './command.ts';
import { diff } from './diff.ts';
import { backupOptions, backupsOptions, diffOptions, restoreOptions } from './options.ts';
import { restore } from './restore.ts';

export type SettingsCommand = 'backup' | 'backups' | 'diff' | 'restore';

export interface Surroundings extends Pick<SettingsDeps, 'print' | 'complain'> {
  readonly dataDir: string;
  readonly connections: readonly Connection[];
}

type Run = (deps: SettingsDeps) => Promise<number>;

/** Options are read before anything else happens. */
const COMMANDS: Readonly<Record<SettingsCommand, (args: readonly string[]) => Run>> = {
  backup: (args) => withOptions(backup, backupOptions(args)),
  backups: (args) => withOptions(backups, backupsOptions(args)),
  diff: (args) => withOptions(diff, diffOptions(args)),
  restore: (args) => {
    const options = restoreOptions(args);
    return options.cancel ? withOptions(cancelRestore, options) : withOptions(restore, options);
  },
};

function withOptions<Options>(
  command: (options: Options, deps: SettingsDeps) => Promise<number>,
  options: Options,
): Run {
  return (deps) => command(options, deps);
}

/** One of the commands about settings, and its exit code. Wrong usage is a `UsageError`. */
export async function runSettings(
  name: SettingsCommand,
  args: readonly string[],
  { dataDir, connections, print, complain }: Surroundings,
): Promise<number> {
  const run = COMMANDS[name](args);
  const core = composeCore(silentLog, dataDir);
  const settings = await core.settingsByHand(connections, (outcome) => {
    complain(`gatelight: An earlier restore had been cut short: ${outcome}.\n`);
  });
  try {
    return await run({ settings, print, complain, ask: terminal() });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    complain(`gatelight: failed: ${String(error)}\n`);
    return FAILED;
  } finally {
    await settings.dispose();
  }
}
