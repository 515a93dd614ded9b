import type { ConnectionStatus } from '../../contract/connection-status.ts';
import type { FixableVerdict, Proof } from '../../contract/guided-fix.ts';
import type { Stage } from '../../contract/test-report.ts';
import type { Scene } from './scene.ts';

/** What was seen to be fine. An open port proves nothing about Gateway where another program owns it. */
export function proofsOf(
  verdict: FixableVerdict,
  { report, target }: ConnectionStatus,
  seen: Scene,
): readonly Proof[] {
  const { process, owner } = seen;
  const passed = (stage: Stage): boolean =>
    report?.stages.some((one) => one.stage === stage && one.outcome === 'passed') === true;
  const isGateways = owner === null || owner.kind === 'gateway' || owner.kind === 'unknown';
  const serverVersion = passed('version') ? (report?.serverVersion ?? null) : null;
  const proven: (Proof | false)[] = [
    process !== null &&
      !process.suspended && {
        kind: 'process',
        product: process.product,
        version: process.version,
        startedAt: process.startedAt,
      },
    passed('connect') &&
      (isGateways || serverVersion !== null) && { kind: 'port', port: target.port },
    serverVersion !== null && { kind: 'api', serverVersion },
    // Of a mute session nothing counts any more.
    passed('session') && verdict !== 'frozen' && { kind: 'session' },
  ];
  return proven.filter((one) => one !== false);
}
