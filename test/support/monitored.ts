import type { ConnectionStatus } from '../../src-main/contract/connection-status.ts';
import type { Evidence } from '../../src-main/contract/evidence.ts';
import type { Connection } from '../../src-main/contract/preferences.ts';
import { openApiConnection } from '../../src-main/gateway/api-connection.ts';
import { systemEvidence } from '../../src-main/gateway/evidence.ts';
import { GatewayMonitor, type MonitorDeps } from '../../src-main/gateway/gateway-monitor.ts';
import { systemClock } from '../../src-main/gateway/system-clock.ts';
import { workerPath } from './built.ts';
import { stopwatch, type Took } from './in-time.ts';
import { withGateway } from './manners.ts';
import { NO_EVIDENCE } from './observed-test.ts';
import { connectionTo } from './preferences.ts';
import type { SimulatedGateway, SimulatorOptions } from './simulated-gateway/simulated-gateway.ts';
import { voiceOfOne } from './voice-of-one.ts';

export const BASE = 950_000;

export interface Monitored {
  readonly monitor: GatewayMonitor;
  readonly statuses: readonly ConnectionStatus[];
  /** Resolves with the time until the verdict was there, at once where it is already. */
  readonly until: (verdict: ConnectionStatus['verdict'], waitMs?: number) => Promise<Took>;
  /** As `until`, for whatever a status can show. */
  readonly untilStatus: (
    what: (status: ConnectionStatus) => boolean,
    waitMs?: number,
  ) => Promise<Took>;
}

/** Waiting is no assertion: whoever means a deadline looks at the time it took. */
const WAIT_MS = 20_000;

/** Not started yet. */
export function newMonitor(connection: Connection, change: Partial<MonitorDeps> = {}): Monitored {
  const evidence = systemEvidence();
  const monitor = new GatewayMonitor(connection, {
    clock: systemClock,
    openConnection: (options) => openApiConnection(workerPath, options),
    gatherEvidence: () => Promise.resolve(NO_EVIDENCE),
    listenerFingerprint: (port) => evidence.listenerFingerprint(port),
    lookAtClients: (target, isFresh) => evidence.clients(target, isFresh),
    networkFingerprint: () => '',
    lookMs: 2000,
    voice: voiceOfOne(),
    clientIdBase: BASE,
    log: { info: () => undefined },
    ...change,
  });
  const statuses: ConnectionStatus[] = [];
  monitor.onStatus((status) => statuses.push(status));
  const untilStatus = (
    what: (status: ConnectionStatus) => boolean,
    waitMs = WAIT_MS,
    name = what.toString(),
  ): Promise<Took> => {
    if (what(monitor.status)) return Promise.resolve({ ms: 0, stalledMs: 0 });
    const read = stopwatch();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        stop();
        const { verdict } = monitor.status;
        reject(new Error(`Not ${name} within ${waitMs} ms, but ${verdict}.`));
      }, waitMs);
      const stop = monitor.onStatus((status) => {
        if (!what(status)) return;
        clearTimeout(timer);
        stop();
        resolve(read());
      });
    });
  };
  const until: Monitored['until'] = (verdict, waitMs) =>
    untilStatus((status) => status.verdict === verdict, waitMs, `${verdict}`);
  return { monitor, statuses, until, untilStatus };
}

/** Starts it; whatever becomes of `deed`, it is disposed of. */
export async function whileRunning(
  all: Monitored,
  deed: (all: Monitored) => Promise<void>,
): Promise<void> {
  try {
    await all.monitor.start();
    await deed(all);
  } finally {
    await all.monitor.dispose();
  }
}

export interface MonitoredOptions extends SimulatorOptions {
  /** Of the connection; what is not said is a paper account, stay connected. */
  readonly connection?: Partial<Connection>;
  readonly evidence?: () => Promise<Evidence>;
}

/** A monitor that watches a simulated Gateway; at the end it is disposed of, and must have behaved. */
export async function withMonitor(
  { connection, evidence, ...options }: MonitoredOptions,
  deed: (all: Monitored & { readonly gateway: SimulatedGateway }) => Promise<void>,
): Promise<void> {
  await withGateway(options, async (gateway) => {
    const all = newMonitor(
      connectionTo({ port: gateway.port, ...connection }),
      evidence === undefined ? {} : { gatherEvidence: evidence },
    );
    await whileRunning(all, () => deed({ ...all, gateway }));
  });
}
