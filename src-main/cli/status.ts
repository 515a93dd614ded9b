import { reportOfStatus, statusJson } from '../contract/check-json.ts';
import type { ConnectionStatus } from '../contract/connection-status.ts';
import { clockTime } from '../contract/format.ts';
import { statusWords } from '../contract/status-words.ts';
import { byUrgency } from '../contract/urgency.ts';
import { targetLine } from '../contract/target-words.ts';
import { exitCode, type ExitCode } from '../domain/need.ts';

export interface StatusDeps {
  /** What live monitors tell. */
  readonly voices: readonly {
    readonly pid: number;
    readonly since: number;
    readonly status: ConnectionStatus;
  }[];
  readonly print: (text: string) => void;
  readonly now: number;
}

const NO_MONITOR = 3;

/** `gatelight status`: what running monitors know, without connecting. */
export function status(
  { json }: { readonly json: boolean },
  { voices, print, now }: StatusDeps,
): ExitCode {
  const statuses = byUrgency(voices.map((voice) => voice.status));
  if (json) {
    // Several processes may watch one target each; the one that runs longest is the app.
    const [oldest] = [...voices].sort((one, other) => one.since - other.since);
    const monitor =
      oldest === undefined
        ? null
        : { pid: oldest.pid, since: new Date(oldest.since).toISOString() };
    const connections = statuses.map((one) => statusJson(one, now, true));
    const at = new Date(now).toISOString();
    print(`${JSON.stringify({ schema: 1, at, monitor, connections })}\n`);
  } else if (voices.length === 0) {
    print('No monitor is running.\n');
  } else {
    print(statuses.map((one) => `${line(one, now)}\n`).join(''));
  }
  const [urgent] = statuses;
  return urgent === undefined ? NO_MONITOR : exitCode(reportOfStatus(urgent), 'data');
}

function line(one: ConnectionStatus, now: number): string {
  const { headline } = statusWords(one, now);
  return `${one.state}: ${headline} (${targetLine(one.target)}) since ${clockTime(one.since)}`;
}
