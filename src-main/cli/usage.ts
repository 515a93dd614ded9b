import { APP_NAME } from '../contract/app-name.ts';

/** Wrong usage: the message goes to stderr, the exit code is 64, stdout stays empty. */
export class UsageError extends Error {}

export const USAGE = `${APP_NAME}: can an API client work with IB Gateway or TWS right now?

  gatelight check [options]     one connection test, then an exit code
  gatelight watch [options]     a line for each change, until interrupted
  gatelight status [--json]     what a running monitor knows; connects to nothing
  gatelight run [options] -- COMMAND [ARG...]
                                waits until it is proven, then starts COMMAND

  gatelight backup [--note T]   saves Gateway's settings (jts.ini) as they are now
  gatelight backups [--verify | --export FILE | --import FILE]
                                lists what is saved; re-reads, packs or adds backups
  gatelight diff [OLD] [NEW] [--text]
                                what differs, by default from last-good to now;
                                OLD and NEW: an id, now, last-good or a file
  gatelight restore ID [--when-closed] [--yes]
                                puts a backup back; only while Gateway is closed,
                                or waits for that (--when-closed)

Options of check, watch and run:
  --host H           name or address            (default: the first set-up
  --port P           the API's socket port       connection, else 127.0.0.1:4002)
  --client-id N      1 to 2147483647, not 999   (default: one of its own)
  --expect paper|live  what kind of account must answer
  --json             JSON on stdout, one object a line
of check and run (no meaning for watch):
  --need session|link|data  what must be proven for exit code 0 (default data)
  --timeout S        seconds for one test       (default 20)
  --wait S           keep testing up to S seconds until it is proven
                                                (default 0; run: 300)
  --fresh            always test, never join a running monitor or test
of watch:
  --heartbeats       also a line for each answer of the open session

of backup, backups, diff and restore:
  --jts-dir DIR      the settings folder        (default: the watched one, or
                                                 the only one there is)
  --json             one JSON object on stdout
  --note T           of backup: a line of your own
  --yes              of restore: do not ask; needed where there is no terminal

check and run ask a monitor or a test that already runs before they connect.
run does not use stdin or stdout; says on stderr every 30 s why it waits (with --json
a result that keeps COMMAND from being started goes to stdout).

Exit codes: 0 proven, 1 degraded or waiting for you, 2 down, 3 can't tell, 64 wrong usage.
status: that of the most urgent connection, 3 without a monitor. watch: 0 when interrupted.
run: COMMAND's own once it was started, 128 + n after signal n, 126 not executable, 127 not found.
backup, backups, diff, restore: 0 done, same or housekeeping only, 1 changed (diff) or
queued (restore), 2 damaged, refused or failed, and nothing was changed.
`;

/** Commands that later versions bring; naming them beats "unknown command". */
export const LATER_COMMANDS: readonly string[] = ['verify', 'explain'];
