import { APP_NAME } from '../contract/app-name.ts';
import { HIDDEN_ARGUMENT } from './start-arguments.ts';

/**
 * The file that makes a Linux desktop start a program at login (Desktop Application Autostart
 * Specification; its form is that of the Desktop Entry Specification).
 */
export function entryText(program: string, hidden: boolean): string {
  const exec = hidden ? `${quoted(program)} ${HIDDEN_ARGUMENT}` : quoted(program);
  return [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${APP_NAME}`,
    'Comment=Shows whether API clients can work with IB Gateway or TWS',
    `Exec=${escaped(exec)}`,
    'Icon=gatelight',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/**
 * What no `Exec` can say: a program with an equal sign in its path, or with control characters. A
 * percent sign could be said, but GLib looks for the program before it reads the sign.
 */
export function isNameable(program: string): boolean {
  // eslint-disable-next-line no-control-regex
  return !/[=%\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(program);
}

/** Whether a desktop with these names (`XDG_CURRENT_DESKTOP`) starts `program` off this file. */
export function startsAtLogin(text: string, program: string, desktops: readonly string[]): boolean {
  const entry = entryOf(text);
  const [started] = argumentsOf(unescaped(entry.get('Exec') ?? ''));
  const only = listOf(entry.get('OnlyShowIn'));
  return (
    entry.get('Type') === 'Application' &&
    entry.get('Hidden') !== 'true' &&
    entry.get('X-GNOME-Autostart-enabled') !== 'false' &&
    (only.length === 0 || only.some((one) => desktops.includes(one))) &&
    !listOf(entry.get('NotShowIn')).some((one) => desktops.includes(one)) &&
    started === program
  );
}

/** The keys of the group that counts. */
function entryOf(text: string): ReadonlyMap<string, string> {
  const entry = new Map<string, string>();
  let counts = false;
  for (const line of text.split('\n').map((one) => one.replace(/\r$/, ''))) {
    if (line.startsWith('[')) counts = line.trim() === '[Desktop Entry]';
    const pair = counts ? /^([A-Za-z0-9-]+)\s*=\s*(.*)$/.exec(line) : null;
    if (pair?.[1] !== undefined && pair[2] !== undefined) entry.set(pair[1], pair[2].trimEnd());
  }
  return entry;
}

const listOf = (value = ''): readonly string[] => value.split(';').filter((one) => one !== '');

/** As one argument: in double quotes, with a backslash before what a shell would read. */
const quoted = (argument: string): string => `"${argument.replace(/["`$\\]/g, '\\$&')}"`;

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
};
const UNESCAPES: Readonly<Record<string, string>> = {
  s: ' ',
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
};

/** The rule for every value of such a file, on top of the quoting. */
const escaped = (value: string): string =>
  value.replace(/[\\\n\t\r]/g, (one) => ESCAPES[one] ?? one);
const unescaped = (value: string): string =>
  value.replace(/\\(.)/g, (whole, one: string) => UNESCAPES[one] ?? whole);

/** An `Exec` split into its arguments. */
function argumentsOf(exec: string): readonly string[] {
  const parts = exec.match(/(?:"(?:\\[^]|[^"\\])*"|[^\s"])+/g) ?? [];
  return parts.map((part) =>
    part.replace(/"((?:\\[^]|[^"\\])*)"/g, (_whole, inner: string) =>
      inner.replace(/\\(["`$\\])/g, '$1'),
    ),
  );
}
