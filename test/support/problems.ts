import type { ConnectionStatus } from '../../src-main/contract/connection-status.ts';
import type {
  Evidence,
  GatewayProcess,
  ListenerEvidence,
  ListenerOwner,
} from '../../src-main/contract/evidence.ts';
import { targetOf } from '../../src-main/contract/target.ts';
import type { TestReport } from '../../src-main/contract/test-report.ts';
import type { Verdict } from '../../src-main/contract/verdict.ts';
import { reportOf, statusOf } from './mocked-main/fixtures.ts';

/** When problems are looked at. */
export const NOW = Date.parse('2026-11-22T14:31:00Z');
export const GATEWAY_PID = 48_211;
export const RELAY: ListenerOwner = { kind: 'relay', pid: 77, program: 'docker-proxy' };

/** What differs from an old Gateway that owns its port, with one client and nothing stuck. */
export interface Seen {
  readonly owner?: ListenerOwner;
  readonly listener?: Partial<Extract<ListenerEvidence, { outcome: 'found' }>> | ListenerEvidence;
  readonly process?: Partial<GatewayProcess> | null;
  readonly windows?: Evidence['windows'];
  readonly otherPorts?: readonly number[];
  readonly remote?: true;
  readonly details?: TestReport['details'];
  readonly report?: Partial<TestReport>;
  readonly status?: Partial<ConnectionStatus>;
}

const NOT_CHECKED: Evidence = {
  process: { outcome: 'not-checked' },
  listener: { outcome: 'not-checked' },
  windows: { outcome: 'not-checked' },
  otherPorts: [],
};

/** The status of a connection with this verdict, as it was seen at `NOW`. */
export function problem(verdict: Verdict, seen: Seen = {}): ConnectionStatus {
  const report = reportOf(verdict, NOW);
  const target = seen.remote ? targetOf('192.0.2.7', 4002, null) : report.target;
  return statusOf(verdict, NOW, {
    target,
    report: {
      ...report,
      target,
      details: { ...report.details, ...seen.details },
      evidence: seen.remote ? NOT_CHECKED : evidenceWith(report.evidence, seen),
      ...seen.report,
    },
    ...seen.status,
  });
}

function evidenceWith(usual: Evidence, seen: Seen): Evidence {
  const { process, listener } = usual;
  const processes = process.outcome === 'found' ? process.processes : [];
  const [first] = processes;
  return {
    process:
      seen.process === null
        ? { outcome: 'none', durationMs: 3 }
        : seen.process === undefined || first === undefined
          ? process
          : { outcome: 'found', processes: [{ ...first, ...seen.process }], durationMs: 3 },
    listener:
      listener.outcome === 'found'
        ? {
            ...listener,
            ...seen.listener,
            ...(seen.owner && { owner: seen.owner }),
          }
        : listener,
    windows: seen.windows ?? usual.windows,
    otherPorts: seen.otherPorts ?? usual.otherPorts,
  };
}
