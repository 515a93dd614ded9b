import { APP_NAME } from '../contract/app-name.ts';

/** Wrong usage: the message goes to stderr, the exit code is 64, stdout stays empty. */
export class UsageError extends Error {}

const OF_CONNECTIONS = ['check', 'watch', 'status', 'run'] as const;
const OF_SETTINGS = ['backup', 'backups', 'diff', 'restore'] as const;
export type CommandName = (typeof OF_CONNECTIONS | typeof OF_SETTINGS)[number];

const SYNOPSES: Readonly<Record<CommandName, string>> = {
  check: `\
  gatelight check [options]     one connection test, then an exit code
`,
  watch: `\
  gatelight watch [options]     a line for each change, until interrupted
`,
  status: `\
  gatelight status [--json]     what a running monitor knows; connects to nothing
`,
  run: `\
  gatelight run [options] -- COMMAND [ARG...]
                                waits until it is proven, then starts COMMAND
`,
  backup: `\
  gatelight backup [--note T]   saves Gateway's settings (jts.ini) as they are now
`,
  backups: `\
  gatelight backups [--verify | --export FILE | --import FILE]
                                lists what is saved and the restore that waits;
                                re-reads, packs or adds backups
`,
  diff: `\
  gatelight diff [OLD] [NEW] [--text]
                                what differs, by default from last-good to now;
                                OLD and NEW: an id, now, last-good or a file
`,
  restore: `\
  gatelight restore ID [--when-closed] [--yes]
                                puts a backup back, or last-good; only while Gateway
                                is closed, or waits for that (--when-closed)
  gatelight restore --cancel    takes the restore that waits back
`,
};

interface Options {
  readonly heading: string;
  readonly of: readonly CommandName[];
  readonly lines: readonly (readonly [text: string, of?: CommandName])[];
}

const OPTIONS: readonly Options[] = [
  {
    heading: 'Options of check, watch and run:',
    of: ['check', 'watch', 'run'],
    lines: [
      [
        `  --host H           name or address            (default: the first set-up
  --port P           the API's socket port       connection, else 127.0.0.1:4002)`,
      ],
      ['  --client-id N      1 to 2147483647, not 999   (default: one of its own)'],
      ['  --expect paper|live  what kind of account must answer'],
      ['  --json             JSON on stdout, one object a line'],
    ],
  },
  {
    heading: 'of check and run (no meaning for watch):',
    of: ['check', 'run'],
    lines: [
      ['  --need session|link|data  what must be proven for exit code 0 (default data)'],
      ['  --timeout S        seconds for one test       (default 20)'],
      [
        `  --wait S           keep testing up to S seconds until it is proven
                                                (default 0; run: 300)`,
      ],
      ['  --fresh            always test, never join a running monitor or test'],
    ],
  },
  {
    heading: 'of watch:',
    of: ['watch'],
    lines: [['  --heartbeats       also a line for each answer of the open session']],
  },
  {
    heading: '\nof backup, backups, diff and restore:',
    of: OF_SETTINGS,
    lines: [
      [
        `  --jts-dir DIR      the settings folder        (default: that of the backup's id,
                                                 the watched one, or the only one)`,
      ],
      ['  --json             one JSON object on stdout'],
      ['  --note T           of backup: a line of your own', 'backup'],
      ['  --yes              of restore: do not ask; needed where there is no terminal', 'restore'],
      ['  --cancel           of restore: take back what waits; with no id', 'restore'],
    ],
  },
];

interface Remark {
  readonly of: readonly CommandName[];
  readonly text: string;
}

const MANNERS: readonly Remark[] = [
  {
    of: ['check', 'run'],
    text: 'check and run ask a monitor or a test that already runs before they connect.',
  },
  {
    of: ['run'],
    text: `run does not use stdin or stdout; says on stderr every 30 s why it waits (with --json
a result that keeps COMMAND from being started goes to stdout).`,
  },
  {
    of: ['backups'],
    text: `backups --json tells in "waiting" of the restore that waits for Gateway to close:
{"backup","queuedAt","expiresAt","needsLook"}, or null.`,
  },
];

const EXIT_CODES: readonly Remark[] = [
  {
    of: ['check', 'run'],
    text: "Exit codes: 0 proven, 1 degraded or waiting for you, 2 down, 3 can't tell, 64 wrong usage.",
  },
  {
    of: ['status', 'watch'],
    text: 'status: that of the most urgent connection, 3 without a monitor. watch: 0 when interrupted.',
  },
  {
    of: ['run'],
    text: "run: COMMAND's own once it was started, 128 + n after signal n, 126 not executable, 127 not found.",
  },
  {
    of: OF_SETTINGS,
    text: `backup, backups, diff, restore: 0 done, same or housekeeping only, 1 changed (diff) or
queued (restore), 2 damaged, refused or failed, and nothing was changed; no restore waits
(--cancel), 64 wrong usage.`,
  },
];

const textsOf = (remarks: readonly Remark[], isAbout: (one: Remark) => boolean): string =>
  remarks
    .filter(isAbout)
    .map(({ text }) => `${text}\n`)
    .join('');

export const USAGE = `${APP_NAME}: can an API client work with IB Gateway or TWS right now?

${OF_CONNECTIONS.map((name) => SYNOPSES[name]).join('')}
${OF_SETTINGS.map((name) => SYNOPSES[name]).join('')}
${OPTIONS.map(({ heading, lines }) => [heading, ...lines.map(([text]) => text), ''].join('\n')).join('')}
"gatelight COMMAND --help" tells of one alone.

${textsOf(MANNERS, () => true)}
${textsOf(EXIT_CODES, () => true)}`;

/** What `COMMAND --help` prints: its own part. */
export function usageOf(command: CommandName): string {
  const lines = OPTIONS.filter(({ of }) => of.includes(command)).flatMap((one) =>
    one.lines.filter(([, only]) => only === undefined || only === command).map(([text]) => text),
  );
  const isIts = ({ of }: Remark): boolean => of.includes(command);
  const codes = textsOf(EXIT_CODES, isIts);
  const parts = [
    SYNOPSES[command],
    lines.length === 0 ? '' : `Options:\n${lines.join('\n')}\n`,
    textsOf(MANNERS, isIts),
    codes.startsWith('Exit codes') ? codes : `Exit codes of ${codes}`,
  ];
  return parts.filter((part) => part !== '').join('\n');
}

export const isCommandName = (text: string): text is CommandName => Object.hasOwn(SYNOPSES, text);

/** Commands that later versions bring; naming them beats "unknown command". */
export const LATER_COMMANDS: readonly string[] = ['verify', 'explain'];
