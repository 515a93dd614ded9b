import type { Evidence, UsualPort } from './contract/evidence.ts';
import type { Target } from './contract/target.ts';
import { systemEvidence } from './gateway/evidence.ts';
import { startFreshTest, type FreshTest, type TestDeps } from './gateway/fresh-test.ts';
import { GatewayMonitor } from './gateway/gateway-monitor.ts';
import type { Log } from './logging/log.ts';

/** Gateway, its tests and the evidence, joined without Electron: the app and the command line use it. */
export interface Core {
  readonly usualPorts: () => Promise<readonly UsualPort[]>;
  readonly gatherEvidence: (target: Target) => Promise<Evidence>;
  readonly listenerFingerprint: (port: number) => Promise<string | null>;
  freshTest(target: Target, clientIds: readonly [number, number]): FreshTest;
  monitor(clientIdBase: number): GatewayMonitor;
}

export function composeCore(log: Log): Core {
  const evidence = systemEvidence();
  const testDeps: TestDeps = {
    workerPath: new URL('./probe-worker.js', import.meta.url),
    gatherEvidence: (target) => evidence.gather(target),
  };
  const listenerFingerprint = (port: number): Promise<string | null> =>
    evidence.listenerFingerprint(port);
  return {
    usualPorts: () => evidence.usualPorts(),
    gatherEvidence: testDeps.gatherEvidence,
    listenerFingerprint,
    freshTest: (target, clientIds) => startFreshTest(target, clientIds, testDeps),
    monitor: (clientIdBase) =>
      new GatewayMonitor({ ...testDeps, clientIdBase, listenerFingerprint, log }),
  };
}
