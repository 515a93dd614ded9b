import { APP_NAME } from '../contract/app-name.ts';

/** Wrong usage: the message goes to stderr, the exit code is 64, stdout stays empty. */
export class UsageError extends Error {}

export const USAGE = `${APP_NAME}: can an API client work with IB Gateway or TWS right now?

  gatelight check [options]     one connection test, then an exit code

Options of check:
  --host H           name or address            (default 127.0.0.1)
  --port P           the API's socket port      (default 4002)
  --client-id N      1 to 2147483647, not 999   (default: one of its own)
  --expect paper|live  what kind of account must answer
  --need session|link|data  what must be proven for exit code 0 (default data)
  --timeout S        seconds for one test       (default 20)
  --wait S           keep testing up to S seconds until it is proven (default 0)
  --fresh            always test, never join a running monitor
  --json             one JSON object on stdout

Exit codes: 0 proven, 1 degraded or waiting for you, 2 down, 3 can't tell, 64 wrong usage.
`;

/** Commands that later versions bring; naming them beats "unknown command". */
export const LATER_COMMANDS: readonly string[] = [
  'watch',
  'status',
  'run',
  'verify',
  'explain',
  'backup',
  'backups',
  'diff',
  'restore',
];
