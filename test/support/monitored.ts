import type { ConnectionStatus } from '../../src-main/contract/connection-status.ts';
import { targetOf, type AccountMode } from '../../src-main/contract/target.ts';
import type { Evidence } from '../../src-main/contract/evidence.ts';
import { systemEvidence } from '../../src-main/gateway/evidence.ts';
import { GatewayMonitor, type WatchedConnection } from '../../src-main/gateway/gateway-monitor.ts';
import { workerPath } from './built.ts';
import { withGateway } from './manners.ts';
import { NO_EVIDENCE } from './observed-test.ts';
import type { SimulatedGateway, SimulatorOptions } from './simulated-gateway/simulated-gateway.ts';

export const BASE = 950_000;

export interface Monitored {
  readonly monitor: GatewayMonitor;
  readonly statuses: readonly ConnectionStatus[];
  /** Resolves with the milliseconds until the verdict was there, at once where it is already. */
  readonly until: (verdict: ConnectionStatus['verdict'], limitMs?: number) => Promise<number>;
}

export function startMonitor(
  gatherEvidence: () => Promise<Evidence> = () => Promise.resolve(NO_EVIDENCE),
): Monitored {
  const evidence = systemEvidence();
  const monitor = new GatewayMonitor({
    workerPath,
    gatherEvidence,
    listenerFingerprint: (port) => evidence.listenerFingerprint(port),
    clientIdBase: BASE,
    log: { info: () => undefined },
  });
  const statuses: ConnectionStatus[] = [];
  monitor.onStatus((status) => statuses.push(status));
  const until: Monitored['until'] = (verdict, limitMs = 5000) => {
    const startedMs = performance.now();
    if (monitor.status.verdict === verdict) return Promise.resolve(0);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`Not ${verdict} within ${limitMs} ms, but ${monitor.status.verdict}.`));
      }, limitMs);
      const stop = monitor.onStatus((status) => {
        if (status.verdict !== verdict) return;
        clearTimeout(timer);
        stop();
        resolve(performance.now() - startedMs);
      });
    });
  };
  return { monitor, statuses, until };
}

export const watched = (port: number, expect: AccountMode | null = null): WatchedConnection => ({
  target: targetOf('127.0.0.1', port, expect),
  clientId: null,
});

/** A monitor that watches a simulated Gateway; at the end it is disposed of, and must have behaved. */
export async function withMonitor(
  options: SimulatorOptions,
  deed: (all: Monitored & { readonly gateway: SimulatedGateway }) => Promise<void>,
): Promise<void> {
  await withGateway(options, async (gateway) => {
    const all = startMonitor();
    try {
      await all.monitor.watch(watched(gateway.port));
      await deed({ ...all, gateway });
    } finally {
      await all.monitor.dispose();
    }
  });
}
