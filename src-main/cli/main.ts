import { composeCore } from '../compose-core.ts';
import type { Connection, Preferences } from '../contract/preferences.ts';
import { silentLog } from '../logging/log.ts';
import { dataDir } from '../preferences/data-folder.ts';
import { readPreferences } from '../preferences/read-preferences.ts';
import { check } from './check.ts';
import { checkOptions, runOptions, statusOptions, watchOptions } from './check-options.ts';
import { run } from './run.ts';
import type { SettingsCommand } from './settings/run-settings.ts';
import { status } from './status.ts';
import {
  isCommandName,
  LATER_COMMANDS,
  USAGE,
  UsageError,
  usageOf,
  type CommandName,
} from './usage.ts';
import { watch } from './watch.ts';

const WRONG_USAGE = 64;
/** As a test that could not be made; 1 would say "degraded". */
const CAN_NOT_TELL = 3;

type Command = (args: readonly string[], unread: AbortSignal) => Promise<number>;

const COMMANDS: Readonly<Record<CommandName, Command>> = {
  check: async (args, unread) => {
    const options = checkOptions(args);
    return check(options, { ...setUp(), print, signal: interruptible(unread) });
  },
  watch: async (args, unread) => {
    const options = watchOptions(args);
    return watch(options, { ...setUp(), print, signal: interruptible(unread) });
  },
  run: async (args) => {
    const options = runOptions(args);
    return run(options, { ...setUp(), print, complain });
  },
  status: (args) => {
    const options = statusOptions(args);
    const voices = composeCore(silentLog, dataDir()).voices();
    return Promise.resolve(status(options, { voices, print, now: Date.now() }));
  },
  backup: (args) => settings('backup', args),
  backups: (args) => settings('backups', args),
  diff: (args) => settings('diff', args),
  restore: (args) => settings('restore', args),
};

/** Loaded when asked for: a connection test needs nothing of it. */
async function settings(command: SettingsCommand, args: readonly string[]): Promise<number> {
  const { runSettings } = await import('./settings/run-settings.ts');
  const dir = dataDir();
  const { connections } = preferencesIn(dir) ?? { connections: [] };
  return runSettings(command, args, { dataDir: dir, connections, print, complain });
}

/** Runs one command and answers its exit code. Prints results on stdout, everything else on stderr. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  // Whoever reads may stop early (`| head`): no failure of ours, and no other exit code.
  const unread = new AbortController();
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.exitCode = CAN_NOT_TELL;
    unread.abort();
  });
  try {
    if (command === undefined) throw new UsageError('No command given.');
    const isHelp = ['help', '--help', '-h'].includes(command);
    if (isHelp || ours(rest).includes('--help')) {
      print(isCommandName(command) ? usageOf(command) : USAGE);
      return 0;
    }
    if (LATER_COMMANDS.includes(command)) {
      const known = Object.keys(COMMANDS).join(', ');
      throw new UsageError(`"${command}" is not there yet; this version knows ${known}.`);
    }
    if (!isCommandName(command)) throw new UsageError(`Unknown command: ${command}`);
    return await COMMANDS[command](rest, unread.signal);
  } catch (error) {
    if (!(error instanceof UsageError)) {
      complain(`gatelight: failed: ${String(error)}\n`);
      return CAN_NOT_TELL;
    }
    complain(`gatelight: ${error.message}\nSee "gatelight --help".\n`);
    return WRONG_USAGE;
  }
}

function print(text: string): void {
  process.stdout.write(text);
}

function complain(text: string): void {
  process.stderr.write(text);
}

/** What follows `--` belongs to the command that `run` starts. */
function ours(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  return end === -1 ? args : args.slice(0, end);
}

/** Aborted by the user, or when nobody reads any more. A second signal ends at once. */
function interruptible(unread: AbortSignal): AbortSignal {
  const interrupted = new AbortController();
  const interrupt = (): void => {
    interrupted.abort();
  };
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  return AbortSignal.any([interrupted.signal, unread]);
}

function setUp(): {
  readonly core: ReturnType<typeof composeCore>;
  readonly connection: Connection | null;
  readonly clientIdBase: number | null;
} {
  const dir = dataDir();
  const preferences = preferencesIn(dir);
  return {
    core: composeCore(silentLog, dir),
    connection: preferences?.connections[0] ?? null,
    clientIdBase: preferences?.clientIdBase ?? null,
  };
}

function preferencesIn(dir: string): Preferences | null {
  const read = readPreferences(dir);
  if (read.outcome === 'damaged') {
    complain('gatelight: the preferences can not be read; using defaults.\n');
  }
  return read.outcome === 'read' ? read.preferences : null;
}
