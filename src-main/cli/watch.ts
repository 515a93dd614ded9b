import type { Core } from '../compose-core.ts';
import { statusJson } from '../contract/check-json.ts';
import type { ConnectionStatus } from '../contract/connection-status.ts';
import { newConnection } from '../contract/default-preferences.ts';
import type { Connection, WatchedConnection } from '../contract/preferences.ts';
import { statusWords } from '../contract/status-words.ts';
import { drawOutside, IDS_PER_INSTALLATION } from '../domain/client-ids.ts';
import { askedTarget, setUpFor } from './asked-target.ts';
import type { WatchOptions } from './check-options.ts';

export interface WatchDeps {
  readonly core: Pick<Core, 'monitor'>;
  readonly connection: Connection | null;
  readonly clientIdBase: number | null;
  readonly print: (text: string) => void;
  /** Aborted by SIGINT and SIGTERM, and when nobody reads any more. */
  readonly signal: AbortSignal;
}

/** `gatelight watch`: one line for each change of state or verdict. Being interrupted is its usual end: 0. */
export async function watch(options: WatchOptions, deps: WatchDeps): Promise<0> {
  const monitor = deps.core.monitor(
    watchedConnection(options, deps.connection),
    baseBeside(deps.clientIdBase, Math.random()),
  );
  let shown = '';
  monitor.onStatus((status, previous) => {
    const now = Date.now();
    const key = `${status.state} ${status.verdict}`;
    // That nothing is known yet is no change.
    if (key !== shown && (shown !== '' || status.state !== 'checking' || status.verdict !== null)) {
      shown = key;
      deps.print(options.json ? asJson(status, now) : asText(status, now));
    }
    if (options.heartbeats && isHeartbeat(status, previous)) {
      deps.print(options.json ? heartbeatJson(status) : heartbeatText(status));
    }
  });
  const stopped = new Promise<void>((resolve) => {
    if (deps.signal.aborted) resolve();
    deps.signal.addEventListener('abort', () => {
      resolve();
    });
  });
  await monitor.start();
  await stopped;
  await monitor.dispose();
  return 0;
}

/** The set-up connection as it is watched by the app, or one of the moment's. */
function watchedConnection(
  options: WatchOptions,
  connection: Connection | null,
): WatchedConnection {
  const target = askedTarget(options, connection);
  const setUp = setUpFor(options, connection);
  const { host, port, expect } = target;
  return {
    ...(setUp ?? { ...newConnection({ host, port, expect: 'paper' }), mode: 'stay-connected' }),
    expect,
    ...(options.clientId !== null && { clientId: options.clientId }),
  };
}

/** A base whose ids are none of the app's ten. */
function baseBeside(base: number | null, chance: number): number {
  const drawn = drawOutside(base, chance);
  return base === null || Math.abs(drawn - base) >= IDS_PER_INSTALLATION
    ? drawn
    : base + IDS_PER_INSTALLATION;
}

function asJson(status: ConnectionStatus, now: number): string {
  return `${JSON.stringify(statusJson(status, now, status.watchedBy !== null))}\n`;
}

function asText(status: ConnectionStatus, now: number): string {
  return `${localTime(now)}  ${status.state.padEnd(8)}  ${statusWords(status, now).headline}\n`;
}

function isHeartbeat(status: ConnectionStatus, previous: ConnectionStatus): boolean {
  return status.roundTripMs !== null && status.sessionAnsweredAt !== previous.sessionAnsweredAt;
}

function heartbeatJson({ sessionAnsweredAt, roundTripMs }: ConnectionStatus): string {
  const at = new Date(sessionAnsweredAt ?? 0).toISOString();
  return `${JSON.stringify({ schema: 1, at, event: 'heartbeat', roundTripMs })}\n`;
}

function heartbeatText({ sessionAnsweredAt, roundTripMs }: ConnectionStatus): string {
  return `${localTime(sessionAnsweredAt ?? 0)}  answered in ${roundTripMs} ms\n`;
}

/** `2026-11-22 14:31:52`, which sorts: that country's usual form. */
const localTime = (at: number): string => new Date(at).toLocaleString('sv-SE');
