import { spawn, type ChildProcess } from 'node:child_process';

/**
 * Whether the desktop shows tray icons. On Linux somebody must own the StatusNotifierWatcher name
 * on the session bus; `gdbus monitor` (from GLib, on every desktop) tells when that changes.
 * Where it is missing we can't tell and assume that there is a tray.
 */
const GDBUS = '/usr/bin/gdbus';
const ARGUMENTS = ['monitor', '--session', '--dest', 'org.kde.StatusNotifierWatcher'];
const RESTART_MS = 60_000;

/** Reads a line of `gdbus monitor`: true owned, false not, null something else. */
export function ownerLine(line: string): boolean | null {
  // Signals of the watcher are printed too, with texts that any program may put into them.
  if (/^The name \S+ is owned by /.test(line)) return true;
  return /^The name \S+ does not have an owner/.test(line) ? false : null;
}

/** Tells `onChange` at once and after every change. Answers the function that stops it. */
export function watchTrayHost(onChange: (present: boolean) => void): () => void {
  if (process.platform !== 'linux') {
    onChange(true);
    return () => undefined;
  }
  let child: ChildProcess | undefined;
  let restart: NodeJS.Timeout | undefined;
  let stopped = false;
  const start = (): void => {
    child = spawn(GDBUS, ARGUMENTS, {
      // The names of states are parsed, so they must not be translated.
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    child.on('error', () => {
      onChange(true);
    });
    child.on('close', () => {
      if (!stopped) restart = setTimeout(start, RESTART_MS);
    });
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\n')) {
        const present = ownerLine(line);
        if (present !== null) onChange(present);
      }
    });
  };
  start();
  return () => {
    stopped = true;
    clearTimeout(restart);
    child?.kill();
  };
}
