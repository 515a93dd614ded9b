import { composeCore } from '../compose-core.ts';
import { silentLog } from '../logging/log.ts';
import { dataDir } from '../preferences/data-folder.ts';
import { readPreferences } from '../preferences/read-preferences.ts';
import { check } from './check.ts';
import { checkOptions } from './check-options.ts';
import { LATER_COMMANDS, USAGE, UsageError } from './usage.ts';

const WRONG_USAGE = 64;
/** As a test that could not be made; 1 would say "degraded". */
const CAN_NOT_TELL = 3;

/** Runs one command and answers its exit code. Prints results on stdout, everything else on stderr. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  // Whoever reads may stop early (`| head`): no failure of ours, and no other exit code.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.exitCode = CAN_NOT_TELL;
  });
  try {
    if (command === undefined) throw new UsageError('No command given.');
    if (['help', '--help', '-h'].includes(command) || rest.includes('--help')) {
      process.stdout.write(USAGE);
      return 0;
    }
    if (LATER_COMMANDS.includes(command)) {
      throw new UsageError(`"${command}" is not there yet; this version knows "check".`);
    }
    if (command !== 'check') throw new UsageError(`Unknown command: ${command}`);
    return await runCheck(rest);
  } catch (error) {
    if (!(error instanceof UsageError)) {
      process.stderr.write(`gatelight: failed: ${String(error)}\n`);
      return CAN_NOT_TELL;
    }
    process.stderr.write(`gatelight: ${error.message}\nSee "gatelight --help".\n`);
    return WRONG_USAGE;
  }
}

async function runCheck(args: readonly string[]): Promise<number> {
  const options = checkOptions(args);
  const read = readPreferences(dataDir());
  if (read.outcome === 'damaged') {
    process.stderr.write('gatelight: the preferences can not be read; using defaults.\n');
  }
  const preferences = read.outcome === 'read' ? read.preferences : null;
  const interrupted = new AbortController();
  const interrupt = (): void => {
    interrupted.abort();
  };
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  return check(options, {
    core: composeCore(silentLog),
    connection: preferences?.connection ?? null,
    clientIdBase: preferences?.clientIdBase ?? null,
    print: (text) => process.stdout.write(text),
    signal: interrupted.signal,
  });
}
