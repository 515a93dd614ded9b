import { execFile } from 'node:child_process';

/**
 * Whether somebody shows notifications. On Linux they are handed over in one blocking call: a daemon
 * that hangs would stop the whole app for 25 s, so it is asked beforehand from a process of its own.
 */
const GDBUS = '/usr/bin/gdbus';
const NAME = 'org.freedesktop.Notifications';
const ARGUMENTS = [
  ...['call', '--session', '--timeout', '2', '--dest', NAME],
  ...['--object-path', '/org/freedesktop/Notifications'],
  ...['--method', `${NAME}.GetServerInformation`],
];
const LIMIT_MS = 2500;

/** Null: it answers, or nobody can tell. Else why not. */
export function daemonProblem(
  platform: NodeJS.Platform = process.platform,
  program: string = GDBUS,
): Promise<string | null> {
  if (platform !== 'linux') return Promise.resolve(null);
  return new Promise((resolve) => {
    // Only the names of errors are read, but nothing is gained by translating the rest.
    const env = { ...process.env, LC_ALL: 'C' };
    execFile(program, ARGUMENTS, { timeout: LIMIT_MS, maxBuffer: 65_536, env }, (error) => {
      if (error === null || error.code === 'ENOENT') resolve(null);
      else resolve(/ServiceUnknown|NameHasNoOwner/.test(error.message) ? MISSING : MUTE);
    });
  });
}

const MISSING = 'no notification service runs';
const MUTE = 'the notification service does not answer';
