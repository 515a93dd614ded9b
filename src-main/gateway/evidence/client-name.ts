import type { ProgramName } from '../../contract/api-clients.ts';
import { baseName, programName, withoutArguments } from './program-name.ts';
import { isInterpreter, scriptName } from './script-name.ts';

/** Linux keeps 15 characters of a program's name (`TASK_COMM_LEN`, proc_pid_comm(5)). */
const COMM_LENGTH = 15;

/**
 * What a process is called: its own short name, or its interpreter's with the script that runs in
 * it. A thread, a script with `#!` and Node may each give a process another name than the program's.
 * `isExact`: `argv` are the words as the program got them, not a line split at spaces.
 */
export function clientName(
  pid: number,
  comm: string,
  argv: readonly string[],
  isExact: boolean,
): ProgramName {
  const [executable = '', ...args] = argv;
  const path = isExact ? withoutArguments(executable) : executable;
  const started = baseName(path);
  const title = executable.slice(path.length - started.length);
  const isCutShort =
    comm.length === COMM_LENGTH && [title, executable].some((one) => one.startsWith(comm));
  const name = isInterpreter(started) || isCutShort ? started : comm;
  const program = programName(name);
  return { program, script: scriptName(baseName(name), args, isExact), pid };
}
